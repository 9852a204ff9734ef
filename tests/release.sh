#!/usr/bin/env bash
# A release as its users get it: wheel and source archive built and checked, the wheel installed alone, the main job run from it.
#
#   tests/release.sh                      under 3.11, 3.12 and 3.13 as pyenv has them
#   tests/release.sh 3.11                 under one
#
# Leaves the files in dist/. Needs the network, or a mirror of PyPI.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3.11 -m venv "$work/tools"
"$work/tools/bin/pip" install --quiet --disable-pip-version-check build twine
rm -rf dist
"$work/tools/bin/python" -m build --outdir dist . >/dev/null
"$work/tools/bin/twine" check --strict dist/*
wheel=$(ls "$PWD"/dist/*.whl)

for version in "${@:-3.11 3.12 3.13}"; do
    for one in $version; do
        python=$(ls -d "$(pyenv root)"/versions/"$one"*/bin/python | tail -n 1)
        "$python" -m venv "$work/$one"
        "$work/$one/bin/pip" install --quiet --disable-pip-version-check "$wheel"
        mkdir "$work/run-$one" && cd "$work/run-$one"
        "$work/$one/bin/resgraph" --version
        "$work/$one/bin/resgraph" doctor >doctor.txt
        "$work/$one/bin/resgraph" trace 80/156 --to 33/134 -o lineage.html
        "$work/$one/bin/resgraph" export -o graph.graphml
        printf 'The General Assembly,\n\nRecalling its resolution 33/134 of 19 December 1978,\n' |
            "$work/$one/bin/resgraph" extract - | grep -q '"cited": "A/RES/33/134"'
        [ -s lineage.html ] && [ -s graph.graphml ]
        echo "$("$python" --version): the wheel works"
        cd - >/dev/null
    done
done
