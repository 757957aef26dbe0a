# Every command is enough by itself on a machine with Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV   := .venv
RUN    := $(VENV)/bin/python
export ROSTER PORT SCALE

.PHONY: help demo test test-quick lint types migrations-check bench lock clean-demo

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

demo: $(VENV)/.run  ## the demonstration, on http://127.0.0.1:8000 (PORT=…, ROSTER=FOLDER, SCALE=small)
	@$(RUN) -m learningculture.demo

test: $(VENV)/.dev  ## every test: unit, database, worker, browser
	@$(RUN) -m tests.ensure_chromium
	$(RUN) -m pytest -n 3 --dist loadgroup $(ARGS)

test-quick: $(VENV)/.dev  ## all but browser and worker
	$(RUN) -m pytest -n 2 -m "not browser and not worker" $(ARGS)

lint: $(VENV)/.dev  ## ruff
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .

types: $(VENV)/.dev  ## mypy, strict
	$(RUN) -m learningculture.run lclint $(RUN) -m mypy .

migrations-check: $(VENV)/.dev  ## models and migrations agree
	$(RUN) -m learningculture.run lclint $(RUN) manage.py makemigrations --check --dry-run

bench: $(VENV)/.run  ## how fast, beside the barest way to do the same
	$(RUN) -m learningculture.run lcbench $(RUN) -m bench.roster
	$(RUN) -m learningculture.run lcbench $(RUN) -m bench.pages

lock: $(VENV)/.dev  ## compile the hashed requirements anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --extra dev -o requirements-dev.txt pyproject.toml

clean-demo:  ## forget the demonstration's data
	rm -rf var/demo

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …" && exit 1)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: requirements.txt | $(VENV)/.python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/.python
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run
