# make run: the page on http://127.0.0.1:8000   make test: the tests   make check: lint and the fast tests
PYTHON ?= python3
BIN := .venv/bin

# Each of the hundreds of processes that tests start would compile every module again.
unexport PYTHONDONTWRITEBYTECODE

# A process of tests for each processor; who is done takes over what another has left.
# A process of tests for each processor: one more was tried, and took 8:13 where two took 7:02.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal --durations 20
FAST := not browser and not cluster and not fuzz and not oracle and not reliability and not slow

.PHONY: run check test test-browser test-install test-opensearch faults fuzz lint lock messages bench bench-service lighthouse clean

run: .venv/runtime.stamp
	$(BIN)/python -m indexer reindex
	$(BIN)/python -m app

# What is worth doing before each commit.
check: lint
	mkdir -p build
	$(BIN)/python -m slipcover --source . --omit '$(CURDIR)/.venv/*,build/*,tests/*,benchmarks/*' --json --out build/coverage.json \
		-m pytest -n auto --dist worksteal -m "$(FAST)"
	@$(BIN)/python -c 'import json; print("Lines that the fast tests run, in a hundred:", json.load(open("build/coverage.json"))["summary"]["percent_covered_display"])'

test: .venv/dev.stamp
	$(PYTEST)

# The pages in Chromium (Debian: chromium). Where chromium-headless-shell is installed, most tests take that: it needs
# half of the time. What Firefox (firefox-esr), Java (default-jre-headless) with `make build/vnu/installed.stamp`, or
# LibreOffice (libreoffice-calc-nogui) are needed for is skipped where they are missing.
test-browser: .venv/dev.stamp
	$(BIN)/python -m pytest -m browser tests/browser tests/web

# The Nu HTML checker, from npm (Debian: nodejs and npm).
build/vnu/installed.stamp:
	npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix build/vnu vnu-jar@26.9.27
	touch $@

# An installed package finds its tables, templates and translations, from any directory.
test-install: .venv/bin/python
	rm -rf build/installed && $(PYTHON) -m venv build/installed
	build/installed/bin/python -m pip install --quiet --disable-pip-version-check .
	cd build/installed && bin/python -m indexer reindex && bin/python -m search memorandum --limit 1 && bin/flask --app app routes

# The engine on a cluster: real OpenSearch nodes on 127.0.0.1, from the jars of Maven Central; needs Java 17 and Maven.
test-opensearch: .venv/dev.stamp build/opensearch/classes/LoopbackNode.class
	$(BIN)/python -m pytest -m cluster

build/opensearch/jars.stamp: tests/opensearch/pom.xml
	rm -rf build/opensearch/lib
	mvn -q -B -f tests/opensearch/pom.xml dependency:copy-dependencies -DoutputDirectory=$(CURDIR)/build/opensearch/lib
	touch $@

build/opensearch/classes/LoopbackNode.class: tests/opensearch/LoopbackNode.java build/opensearch/jars.stamp
	javac -cp 'build/opensearch/lib/*' -d build/opensearch/classes tests/opensearch/LoopbackNode.java

# Kills, full disks, hostile items, connections without measure; at the end a table of what held.
faults: .venv/dev.stamp
	$(BIN)/python -m tests.reliability

# Inputs that nobody foresaw, for so many seconds; the same seed draws the same ones. FUZZ="feed page" asks only these targets.
FUZZ_SECONDS ?= 600
FUZZ_SEED ?= 1
fuzz: .venv/dev.stamp
	$(BIN)/python -m tests.fuzz --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED) $(FUZZ)
	$(PYTEST) -m fuzz --hypothesis-seed=$(FUZZ_SEED)

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy app.py analyzers indexer search web

# The engine beside its peers; BENCH="--corpus FILE --sizes 10000 100000" measures a collection of your own.
bench: .venv/dev.stamp
	$(BIN)/python -m benchmarks.engine $(BENCH)

# The whole answer, in process and over HTTP; SERVICE="--data DIR" measures a collection of your own.
bench-service: .venv/dev.stamp
	$(BIN)/python -m benchmarks.service $(or $(SERVICE),--data data)

# The pages of a collection as Lighthouse judges them, the median of three runs (20 minutes); needs Node 18 or newer and
# npm, and Chromium: apt-get install nodejs npm chromium
lighthouse: .venv/dev.stamp build/lighthouse/installed.stamp
	$(BIN)/python -m benchmarks.lighthouse --data $(or $(DATA),data)

build/lighthouse/installed.stamp:
	npm install --silent --no-audit --no-fund --no-save --ignore-scripts --prefix build/lighthouse lighthouse@12.8.2
	touch $@

lock: .venv/dev.stamp
	$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header -q setup.cfg -o requirements.lock
	$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header -q --all-extras -c requirements.lock setup.cfg -o requirements-dev.lock

# Words of the interface: new ones come into translations/ untranslated (a test then fails), and all are compiled.
messages: .venv/dev.stamp
	mkdir -p build
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k NN_:1,2 -k note:1 -k lazy_gettext --add-location=file --project=Mithaq --msgid-bugs-address=- -o build/messages.pot .
	$(BIN)/pybabel -q update -i build/messages.pot -d translations -w 110 -N --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -d translations

clean:
	rm -rf .venv data build dist *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Mithaq needs Python 3.11 or newer; this is " + sys.version.split()[0] + "; run: make PYTHON=python3.11 run") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv

.venv/runtime.stamp: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@
