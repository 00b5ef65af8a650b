# make book    the 2024 book: web pages, PDF, facts      make test   all tests
# make site    all editions side by side: _build/site
# make notebooks   run the chapters, store their outputs  make lock   pin the dependencies anew
# make lab         open the chapters in JupyterLab        make rehearsal   a 2026 of invented answers
# make check       the book in a real browser (chromium)   make bench      this pipeline against the usual one
# make trust       what machines and killed builds do to it
# Everything runs in .venv, which is made where it is missing or out of date.

EDITION ?= 2024
PYTHON  ?= python3
BIN     := .venv/bin

.PHONY: setup setup-dev setup-browser book site test review check rehearsal trust notebooks lab lint sbom weaknesses lock bench bench-scale clean

book: setup
	$(BIN)/vaeresteder build $(EDITION)

site: setup
	set -e; for edition in $(notdir $(patsubst %/edition.yml,%,$(wildcard data/*/edition.yml))); do \
		$(BIN)/vaeresteder build $$edition; done
	$(BIN)/vaeresteder site

# First the program, on a project of the tests' own; then what the chapters are stored with, against what they give.
test: setup-dev lint
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/python -m pytest -n 2 --dist loadfile notebooks data

# The chapters of every edition whose numbers are here, held against them: in a second, in Danish.
review: setup
	set -e; for edition in $(notdir $(patsubst %/facts.csv,%,$(wildcard data/*/facts.csv))); do \
		$(BIN)/vaeresteder review $$edition; done

# The site in a real browser; the rules' package is a driver of another browser, so its own needs stay out (--no-deps).
# Before that the chapters in standard kernels, each started anew: `make test` has forks of one process.
check: setup-browser
	$(BIN)/python -m pytest -p no:forked_kernels -n 2 --dist loadfile notebooks data
	$(BIN)/python -m pytest -m browser tests/browser

# A 2026 of invented answers, from export to book, in _build/rehearsal/; then years that are odder still.
rehearsal: setup-dev
	PYTHONPATH=tests:tests/support $(BIN)/python -m rehearsal
	REHEARSED=_build/rehearsal $(BIN)/python -m pytest -m rehearsal -n 2 --dist loadgroup tests/rehearsal tests/trust
	$(BIN)/python -m pytest -m trust tests/trust

# Builds killed at random moments, each write made to fail, two commands at once, full disks, foreign markup in all that a
# person writes, 3,000 damaged exports, 1,000 surveys attacked (an hour of one core): some hours. The rehearsal does a few.
trust: setup-dev
	TRUST=full $(BIN)/python -m pytest -m trust tests/trust
	DAMAGES=3000 $(BIN)/python -m pytest tests/intake/formats/test_damage.py
	SURVEYS=1000 $(BIN)/python -m pytest -m rehearsal -n 2 tests/rehearsal/test_disclosure.py
	TRUST=full $(BIN)/python -m pytest -m rehearsal tests/rehearsal/test_additions.py

# Turn by turn with the conventional pipeline and, where they are installed, with other programs (benchmarks/README.md):
# some 40 minutes; PAIRS=2 for a short look, CASE="--case cold" for one case.
PAIRS ?= 5
bench: setup-dev .venv-bench/installed
	$(BIN)/python benchmarks/run.py --pairs $(PAIRS) $(CASE)

# What load, check and facts take from a hundred responses to ten million; half an hour, 4 GB of disk and of memory.
bench-scale: setup
	$(BIN)/python benchmarks/scale.py

notebooks: setup
	$(BIN)/vaeresteder notebooks

lab: setup .venv-lab/installed
	$(BIN)/vaeresteder lab

# What goes with a release: every package that the book is made with, its version, hashes and licence (CycloneDX).
sbom: .venv-bench/installed .venv-release/installed
	mkdir -p _build/release
	.venv-release/bin/cyclonedx-py environment .venv-bench/bin/python --pyproject pyproject.toml --gather-license-texts \
		--output-reproducible --output-file _build/release/sbom.cdx.json

# Asks the package index for known weaknesses in what is pinned.
weaknesses: .venv-release/installed
	.venv-release/bin/pip-audit --require-hashes --disable-pip --requirement requirements.txt

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: .venv/installed
setup-dev: .venv/installed-dev
setup-browser: .venv/installed-browser

# The same on every system, and with uv: vaeresteder/__main__.py.
.venv/installed: requirements.txt pyproject.toml
	$(PYTHON) vaeresteder

# JupyterLab has an environment of its own; its kernel is .venv's, by a path that is written here and now.
.venv-lab/installed: requirements-lab.txt
	$(PYTHON) -m venv .venv-lab
	.venv-lab/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-lab.txt
	touch $@

# What a book is made with, and nothing for tests, which would slow it.
# (pip refuses an editable install beside hashes, so the package itself comes in a second step.)
.venv-bench/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv-release/installed: requirements-release.txt
	$(PYTHON) -m venv .venv-release
	.venv-release/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.txt
	touch $@

.venv/installed-dev: .venv/installed requirements-dev.txt
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --default-pip >/dev/null
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

.venv/installed-browser: .venv/installed-dev requirements-browser.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-browser.txt
	touch $@

# Needs uv (https://docs.astral.sh/uv): one lock for all systems and Python versions, with hashes.
LOCK := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"
lock:
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) pyproject.toml --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(LOCK) --group lab --output-file requirements-lab.txt
	$(LOCK) --group browser --no-deps --output-file requirements-browser.txt
	$(LOCK) --group release --output-file requirements-release.txt

clean:
	rm -rf _build
