# Promotor on one machine. Needs Python 3.11 or newer; everything else comes with `make setup`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
MANAGE := $(BIN)/python manage.py
# As a deployment has it; no server is asked.
PRODUCTION := SITE_URL=https://nps.example.com ALLOWED_HOSTS=nps.example.com TRUSTED_PROXIES=1 \
	SECRET_KEY=6b1f0c7e9d2a4358b7c6e5f4d3a2b1c09f8e7d6c5b4a39281706f5e4d3c2b1a0 \
	DEFAULT_FROM_EMAIL=feedback@nps.example.com EMAIL_HOST=mail.nps.example.com \
	GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=16

# The whole suite is shared by several processes; a test waits more than it works. A Valkey that is given serves one.
WHOLE := $(if $(REDIS_URL),,-n 3 --dist worksteal)

.PHONY: help setup setup-dev run test check format bench bench-alerts bench-send bench-worlds chaos-send lint-mail translations screenshots pictures clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

setup: $(VENV)/requirements.stamp  ## install what running needs into .venv

run: setup  ## start everything with sample data on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(BIN)/python -m nps_app.embedded.run

test: setup-dev  ## run all tests on a real PostgreSQL and Valkey (ARGS="tests/accounts -k invite" for some)
	@.ci/install-chromium
	@$(BIN)/python -m pytest $(or $(ARGS),$(WHOLE))

check: setup-dev  ## format, lint, types, order of imports, migrations, translations, deployment settings
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) translations check
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

setup-dev: $(VENV)/requirements-dev.stamp  ## install what checking needs as well

format: setup-dev  ## format the code and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: setup-dev  ## measure speed (bench/README.md)
	@$(BIN)/python -m bench $(ARGS)

bench-alerts: setup-dev  ## simulate years of alerts: how often they ring for nothing, how soon for a fall
	@$(BIN)/python -m bench alerts

bench-send: setup-dev  ## measure mails a second and core, through the ledger
	@$(BIN)/python -m bench send

bench-worlds: setup-dev  ## simulate five worlds of customers: does the page of saying and buying say the right thing
	@$(BIN)/python -m bench worlds

chaos-send: setup-dev  ## kill, stop and hang every part while mails leave (ARGS="F1 F6", ARGS=--short)
	@$(BIN)/python -m bench.chaos $(ARGS)

lint-mail: setup  ## lint the mails to customers with html-validate and caniemail (needs Node and npm)
	@$(BIN)/python -m bench.mail.lint

translations: setup  ## add new texts to the catalogues in locale/ and drop unused ones
	@$(BIN)/python manage.py translations update

screenshots: setup-dev  ## photograph the main pages into docs/images
	@$(BIN)/python -m bench.screenshots $(ARGS)

pictures: setup-dev  ## photograph the dashboard with no to 10 million answers into docs/images (10 minutes)
	@$(BIN)/python -m bench.pictures

clean:  ## remove caches; data in var/ stays
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results staticfiles

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Promotor needs Python 3.11 or newer; choose one with PYTHON=python3.12 make run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian and Ubuntu: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/requirements.stamp: requirements.txt | $(BIN)/python
	@echo "installing requirements.txt"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/requirements-dev.stamp: requirements.txt requirements-dev.txt | $(BIN)/python
	@echo "installing requirements-dev.txt"
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/requirements.stamp
