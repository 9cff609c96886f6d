#!/usr/bin/env bash
# Builds the wheel, installs it in a fresh environment with the sources out of sight,
# builds the demo graph there and asks it one question; then the same from a zipped import.
set -euo pipefail
python=$(realpath -s "${1:-python3}")
here=$(cd "$(dirname "$0")/.." && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$here"
export PIP_CONSTRAINT="$here/constraints.txt" # the build's own environment too
"$python" -m build --outdir "$room/dist" "$here" >"$room/build.log" 2>&1 ||
  { cat "$room/build.log"; exit 1; }
"$python" -m venv "$room/venv"
"$room/venv/bin/python" -m pip --disable-pip-version-check --quiet install \
  --constraint "$here/constraints.txt" "$room"/dist/*.whl
cd "$room"
answer() { # PYTHON... -> the objectives of the demo graph's English plan
  "$@" -m mandategraph query objectives_of_plan "$room/graph" --format csv
}
"$room/venv/bin/mandategraph" build "$("$room/venv/bin/python" -c '
from mandategraph.resources import data; print(data("sources"))')" --graph "$room/graph" >/dev/null
installed=$("$room/venv/bin/python" -c 'import mandategraph; print(mandategraph.__file__)')
case "$installed" in "$room"/*) ;; *) echo "not the wheel: $installed"; exit 1 ;; esac
lines=$(answer "$room/venv/bin/python" | wc -l)
"$room/venv/bin/python" -m pip --quiet --disable-pip-version-check install resvg_py
"$room/venv/bin/python" -m pip --quiet --disable-pip-version-check uninstall -y mandategraph
PYTHONPATH=$(echo "$room"/dist/*.whl) "$room/venv/bin/python" -m mandategraph demo \
  --output "$room/demo" >/dev/null
[ -s "$room/demo/plan-map-ar.png" ] || { echo "the zipped wheel draws nothing"; exit 1; }
zipped=$(PYTHONPATH=$(echo "$room"/dist/*.whl) answer "$room/venv/bin/python" | wc -l)
if [ "$lines" -lt 9 ] || [ "$zipped" != "$lines" ]; then
  echo "the wheel answers with $lines lines, zipped with $zipped; 8 objectives and a header wanted"
  exit 1
fi
stray=$("$python" -m zipfile -l "$room"/dist/*.whl | awk 'NR > 1 {print $1}' |
  grep -vE '^(mandategraph/|mandategraph-.*dist-info/)' || true)
[ -z "$stray" ] || { echo "stray names in the wheel: $stray"; exit 1; }
echo "wheel proof: the wheel, installed and zipped, answers without the sources"
