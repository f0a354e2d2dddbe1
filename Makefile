# `make run` and `make test` do everything on a fresh machine with Python 3.11 or newer and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
PORT ?= 8501

.PHONY: serve run test lint types bench screenshots lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	$(BIN)/python server.py --port $(PORT)

serve: $(VENV)/.run
	$(BIN)/python -m deploy  # several processes behind the machine's nginx

# Three workers on two cores: who drives a browser waits now and then. What one process compiled serves every server that
# a test starts, also where the machine forbids Python to keep it.
test: $(VENV)/.dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 3 --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/check_lock.py

types: $(VENV)/.dev
	$(BIN)/mypy

bench: $(VENV)/.dev
	$(BIN)/python -m bench $(if $(QUICK),--quick)

screenshots: $(VENV)/.dev
	$(BIN)/python tools/screenshots.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with PYTHON=/path/to/python"; exit 2; }
	$(PYTHON) -m venv $(VENV)

lock:  # needs a network; every package that runs, with the digests of its files
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip --quiet install uv==0.9.30
	$(VENV)-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" requirements.txt -o requirements.lock
	rm -rf $(VENV)-lock

$(VENV)/.run: requirements.lock | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements.lock requirements-dev.txt requirements-tools.txt | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install -c requirements.txt -r requirements-dev.txt
	@touch $@ $(VENV)/.run
