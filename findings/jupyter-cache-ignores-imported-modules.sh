#!/usr/bin/env bash
# jupyter-book 1.0.4.post1 with `execute_notebooks: cache`: outputs are kept under a notebook's own code. When a module that
# the notebook imports changes, the book is built again with the old number, and the build succeeds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check jupyter-book==1.0.4.post1 sphinx==7.4.7 myst-nb==1.4.0 \
    nbformat==5.11.1 ipykernel==6.31.0 2>/dev/null
export PATH="$PWD/env/bin:$PATH"
mkdir book; cd book
cat > _config.yml <<'YAML'
title: Report
execute: {execute_notebooks: cache}
YAML
echo "{format: jb-book, root: index}" > _toc.yml
cat > make.py <<'PY'
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

notebook = new_notebook(cells=[new_markdown_cell("# Report"), new_code_cell("import numbers_of\nprint(numbers_of.SHARE)")])
notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
nbformat.write(notebook, "index.ipynb")
PY
python make.py
export PYTHONPATH="$PWD/lib"; mkdir lib
build() { jupyter-book build . --all --quiet >../log 2>&1 && grep -o "share is [0-9]*" _build/html/index.html | tail -1; }
echo 'SHARE = "share is 59"' > lib/numbers_of.py; first=$(build)
echo 'SHARE = "share is 12"' > lib/numbers_of.py; rm -rf lib/__pycache__; second=$(build)
echo "the module says 59, the book: $first"
echo "the module says 12, the book: $second"
[[ $first == "share is 59" && $second == "share is 59" ]]
