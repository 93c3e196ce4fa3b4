# make demo     install into .venv, and build a web cluster in demo/cib.xml with it
# make test     run the tests (those on a real cluster need root and Pacemaker, or are skipped)
# make lint     check style, types and the import contracts
# make bench    time the commands, beside the crm found in PATH if there is one
# make clean    remove what the others made

PYTHON ?= python3
PYTEST_ARGS ?=
BENCH_ARGS ?= --sizes 10,1000

SHELL = /bin/sh
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
SOURCES = pyproject.toml README.md LICENSE \
	$(shell find crmsh_py grammar schemas docs/man -type f -not -name '*.pyc')
YARDSTICK = $(shell PATH="$$PATH:/usr/sbin" command -v crm)

.PHONY: demo test lint bench clean

demo: .venv/installed
	sh docs/demo.sh $(BIN)/crm demo

test: .venv/installed-for-tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: .venv/installed-for-tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed
	$(BIN)/python benchmarks/run.py $(BENCH_ARGS) '$(BIN)/crm' \
		$(if $(YARDSTICK),--against '$(YARDSTICK) -F -D plain')

clean:
	rm -rf .venv build dist demo crmsh_py.egg-info .coverage
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What is left of an earlier build would go into the new one.
.venv/installed: .venv/bin/python $(SOURCES)
	rm -rf build .venv/installed-for-tests
	$(PIP) install .
	touch $@

.venv/installed-for-tests: .venv/bin/python pyproject.toml
	$(PIP) install -e '.[dev]'
	touch $@ .venv/installed

.venv/bin/python:
	$(PYTHON) -m venv .venv
