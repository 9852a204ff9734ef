"""The pictures of the README: ``python -m tests.pictures``.

The South-South lineage of the packaged data as a desk and a telephone show it at first, by Chromium. Written with few
colours, so that they stay small; the same browser and fonts give the same pictures.
"""

from __future__ import annotations

import argparse
import io
import tempfile
from pathlib import Path

from PIL import Image

import resgraph
from tests.browsing import DESK, PHONE, Opened, running

__all__ = ["SIZES", "make"]

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZES = {"lineage-desk.png": DESK, "lineage-phone.png": PHONE}
COLORS = 128


def make(folder: Path) -> list[Path]:
    """Write the pictures into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    graph, _ = resgraph.load()
    with tempfile.TemporaryDirectory() as place:
        page = resgraph.write(resgraph.trace(graph, "80/156", "33/134"), Path(place) / "lineage.html")
        for browser in running():
            for name, view in SIZES.items():
                seen = Opened(browser, page, viewport=view)
                picture = Image.open(io.BytesIO(seen.page.screenshot())).convert("RGB")
                picture.quantize(COLORS, dither=Image.Dither.NONE).save(folder / name, optimize=True)
                seen.context.close()
    return [folder / name for name in SIZES]


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write them")
    for path in make(parser.parse_args().folder):
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
