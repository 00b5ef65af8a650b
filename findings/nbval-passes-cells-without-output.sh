#!/usr/bin/env bash
# nbval 0.11.0: a cell without a stored output passes whatever it prints. A chapter that was stored without its outputs is
# "checked" by a run in which every cell is green.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check nbval==0.11.0 pytest==9.2.0 nbformat==5.11.1 ipykernel==6.31.0 2>/dev/null
cat > make.py <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

def write(name, outputs):
    nbformat.write(new_notebook(cells=[new_code_cell("print(6 * 7)", outputs=outputs)]), name)

write("with.ipynb", [new_output("stream", name="stdout", text="41\n")])
write("without.ipynb", [])
PY
env/bin/python make.py
run() { (env/bin/python -m pytest --nbval -q -p no:cacheprovider "$1" 2>&1 || true) | tail -1; }
with=$(run with.ipynb); without=$(run without.ipynb)
echo "stored 41, printed 42:      $with"
echo "stored nothing, printed 42: $without"
[[ $with == *"1 failed"* && $without == *"1 passed"* ]]
