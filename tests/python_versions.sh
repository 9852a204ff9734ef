#!/usr/bin/env bash
# The main job under several versions of Python, and with the lowest versions of the dependencies: the bytes must be the same.
#
#   tests/python_versions.sh                      3.11, 3.12 and 3.13 as pyenv has them
#   tests/python_versions.sh --lowest             lowest versions of pyproject.toml on 3.11, then the tests
#
# Needs the network, or a mirror of PyPI.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "${1:-}" = "--lowest" ]; then
    python3.11 -m venv "$work/tools" && "$work/tools/bin/pip" install --quiet uv
    "$work/tools/bin/uv" venv --quiet --python 3.11 "$work/lowest"
    "$work/tools/bin/uv" pip install --quiet --python "$work/lowest/bin/python" --resolution lowest-direct -e .
    "$work/tools/bin/uv" pip list --python "$work/lowest/bin/python"
    "$work/tools/bin/uv" pip install --quiet --python "$work/lowest/bin/python" pytest hypothesis scipy openpyxl
    "$work/lowest/bin/python" -m tests.reproducible "$work/run" | sort >"$work/lowest.sums"
    wc -l <"$work/lowest.sums"
    exec "$work/lowest/bin/python" -m pytest -q -W default -p no:cacheprovider \
        tests/test_symbols.py tests/test_citations.py tests/test_text.py tests/test_languages.py tests/test_graph.py \
        tests/test_graph_store.py tests/test_graph_check.py tests/test_lineage_paths.py tests/test_lineage_trace.py \
        tests/test_readers_word.py tests/test_readers_pdf.py tests/test_export_files.py tests/test_cli.py
fi

first=""
for version in "${@:-3.11 3.12 3.13}"; do
    for one in $version; do
        python=$(ls -d "$(pyenv root)"/versions/"$one"*/bin/python | tail -n 1)
        "$python" -m venv "$work/$one"
        "$work/$one/bin/pip" install --quiet --disable-pip-version-check -e .
        PYTHONHASHSEED=random "$work/$one/bin/python" -m tests.reproducible "$work/run-$one" >"$work/$one.sums"
        echo "$("$python" --version): $(wc -l <"$work/$one.sums") files, $(sha256sum <"$work/$one.sums" | cut -c1-16)"
        first=${first:-$work/$one.sums}
        diff "$first" "$work/$one.sums" || { echo "other bytes under $one"; exit 1; }
    done
done
echo "the same bytes under every version"
