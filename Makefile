# A newcomer needs two commands: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
KHRONIKA := $(VENV)/bin/khronika

.PHONY: demo test check lint types docs eval format lock picture reference clean setup
.DEFAULT_GOAL := demo

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("khronika needs Python 3.11 or newer; try: make PYTHON=python3.12 " + "$(MAKECMDGOALS)") if sys.version_info < (3, 11) else None'
	@echo "setting up $(VENV) (once, a minute or two)"
	@$(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(KHRONIKA) add demo khronika/samples
	@echo
	@$(KHRONIKA) events demo --format table
	@$(KHRONIKA) show demo $$($(PY) -m khronika.samples.pick demo)
	@echo
	@echo "Try next:  $(KHRONIKA) show demo EVENT        any event of the table"
	@echo "           $(KHRONIKA) read PAGE.html         a page of your own"
	@echo "           $(KHRONIKA) export demo -o demo/statements.csv"
	@echo "           $(KHRONIKA) --help"

test: setup
	$(PY) -m pytest

check: lint types test docs

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

format: setup
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

types: setup
	$(VENV)/bin/mypy

docs: setup
	$(PY) -m sphinx -W --keep-going -q -b html docs docs/_build/html
	$(PY) -m sphinx -W --keep-going -q -b doctest docs docs/_build/doctest

eval: setup
	$(PY) -m khronika.evaluate

picture: setup
	$(PY) docs/make_picture.py

reference: setup
	$(PY) docs/make_reference.py

lock: setup
	$(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --extra dev \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.txt pyproject.toml

clean:
	rm -rf $(VENV) demo docs/_build build *.egg-info
