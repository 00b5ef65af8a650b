#!/usr/bin/env bash
# papermill 2.7.0: `-p code 007` gives the notebook the number 7 though its own parameter is the text "000", and a parameter
# that the notebook does not have is a line in the log and exit code 0.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check papermill==2.7.0 nbformat==5.11.1 ipykernel==6.31.0 2>/dev/null
cat > make.py <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_notebook

parameters = new_code_cell('code = "000"', metadata={"tags": ["parameters"]})
notebook = new_notebook(cells=[parameters, new_code_cell("print(repr(code))")])
notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
nbformat.write(notebook, "notebook.ipynb")
PY
env/bin/python make.py
env/bin/python -m ipykernel install --sys-prefix >/dev/null 2>&1
export PATH="$PWD/env/bin:$PATH"
run() {
    papermill notebook.ipynb out.ipynb --no-progress-bar "$@" >log 2>&1 || { echo "exit $?"; return; }
    env/bin/python -c 'import nbformat; print(nbformat.read("out.ipynb", 4).cells[-1].outputs[0]["text"].strip())'
}
typed=$(run -p code 007); misspelt=$(run -p cod 007)
echo "-p code 007: $typed"
echo "-p cod 007:  $misspelt (exit code 0)"
[[ $typed == "7" && $misspelt == "'000'" ]]
