# make demo   environment, graph of the two leaflets, check, three answers, pictures
# make test   everything that continuous integration needs
# make lint   style, types and floors only
# make bench  benchmarks: ratios measured in one run
# make clean  remove what the other targets made
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint bench clean system frontend bundle wheel-proof

demo: $(VENV)/.demo
	$(BIN)/mandategraph demo --output demo-output

test: system $(VENV)/.dev frontend lint
	$(BIN)/python -m pytest -n 2
	$(MAKE) --no-print-directory wheel-proof

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m benchmarks

# The wheel in a fresh environment, away from the sources, answers a question.
wheel-proof: $(VENV)/.dev
	tests/wheel_proof.sh $(BIN)/python

# Libraries that tests open exports with, and what builds the browser code.
frontend: frontend/node_modules/.package-lock.json

frontend/node_modules/.package-lock.json: frontend/package-lock.json $(VENV)/.dev
	$(BIN)/npm ci --prefix frontend --ignore-scripts --no-audit --no-fund --silent
	touch $@

# The browser code as it is committed; CONTRIBUTING says when.
bundle: frontend
	$(abspath $(BIN))/node frontend/build.mjs

system:
	tests/system_packages.sh

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) install --upgrade pip
	$(PIP) install --constraint constraints.txt --editable '.[png]'
	touch $@

$(VENV)/.dev: $(VENV)/.demo
	$(PIP) install --constraint constraints.txt --editable '.[all]' --group dev
	touch $@

clean:
	rm -rf $(VENV) frontend/node_modules demo-output build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
