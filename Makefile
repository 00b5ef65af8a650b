# make book    the 2024 book: web pages, PDF, facts      make test   all tests
# make site    all editions side by side: _build/site
# make notebooks   run the chapters, store their outputs  make lock   pin the dependencies anew
# Everything runs in .venv, which is made where it is missing or out of date.

EDITION ?= 2024
PYTHON  ?= python3
BIN     := .venv/bin

.PHONY: setup setup-dev book site test notebooks lint lock clean

book: setup
	$(BIN)/vaeresteder build $(EDITION)

site: setup
	set -e; for edition in $(notdir $(patsubst %/edition.yml,%,$(wildcard data/*/edition.yml))); do \
		$(BIN)/vaeresteder build $$edition; done
	$(BIN)/vaeresteder site

test: setup-dev lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

notebooks: setup
	$(BIN)/vaeresteder notebooks

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: .venv/installed
setup-dev: .venv/installed-dev

# pip refuses an editable install beside hashes, so the package itself comes in a second step.
.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 eller nyere er nødvendig; dette er " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Needs uv (https://docs.astral.sh/uv): one lock for all systems and Python versions, with hashes.
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock" pyproject.toml
lock:
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf _build
