#!/usr/bin/env bash
# The compiled wheel behaves as the source does: built in a fresh folder, then what reads citations is tested with it.
#
#   tests/compiled.sh [PYTHON] [pytest's arguments]      PYTHON has the project installed with its extra "test"
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" -m venv "$work/bare"
HATCH_BUILD_HOOKS_ENABLE=1 "$work/bare/bin/pip" wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$work" .
"$python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$work/installed" "$work"/*.whl
cat >"$work/installed/compiled_only.py" <<'END'
"""Ends the run where the compiled modules are not those under test."""
from resgraph.citations import decide, extract, find
assert all(module.__file__.endswith((".so", ".pyd")) for module in (decide, extract, find))
END
PYTHONPATH="$work/installed" "$python" -P -m pytest -p compiled_only -p no:cacheprovider --import-mode=append -q \
    "${@:2}" tests/test_citations.py tests/test_agreement.py tests/test_consensus.py tests/test_explain.py tests/test_titles.py \
    tests/test_linear.py tests/test_fuzz.py tests/test_engines.py tests/test_cli.py
