"""Compiles the citation modules into the wheel where that is asked for: ``HATCH_BUILD_HOOKS_ENABLE=1 pip install .``

The same source, compiled by mypyc, needs six tenths of the time. It is compiled in a folder of its own: nothing is left
in the source tree, and an editable install stays as it is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INTERPRETED = ("__init__.py", "explain.py")
"""Nothing in them takes time."""


class CompilingHook(BuildHookInterface[Any]):
    """Adds compiled modules to a wheel, which is then one for this Python on such a machine."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and name the results to the builder; their sources stand in the wheel beside them."""
        if version == "editable":
            return
        self.folder = Path(tempfile.mkdtemp())
        shutil.copytree(Path(self.root, "resgraph"), self.folder / "resgraph")
        wanted = [
            str(path.relative_to(self.folder))
            for path in sorted((self.folder / "resgraph" / "citations").glob("*.py"))
            if path.name not in INTERPRETED
        ]
        # types are checked elsewhere, and what the other modules import is not there while a wheel is built
        silent = ("--config-file=", "--follow-imports=silent", "--ignore-missing-imports")
        command = [sys.executable, "-m", "mypyc", *silent, *wanted]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True)
        if done.returncode:
            shutil.rmtree(self.folder)
            raise RuntimeError(
                f"mypyc failed; without HATCH_BUILD_HOOKS_ENABLE nothing is compiled\n{done.stdout}{done.stderr}"
            )
        compiled = [
            path for ending in ("*.so", "*.pyd") for path in self.folder.rglob(ending) if "build" not in path.parts
        ]
        build_data["force_include"] |= {str(path): str(path.relative_to(self.folder)) for path in compiled}
        build_data["infer_tag"] = True
        build_data["pure_python"] = False

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 -- as Hatch calls it
        """Remove what the wheel now holds."""
        if version != "editable":
            shutil.rmtree(self.folder)
