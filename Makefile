# Every verb a developer or an operator needs. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CODE := gateway services auth migrations tests bench wsgi.py

.DEFAULT_GOAL := help
.PHONY: help run test test-tools deep lint fix bench search-report migration docs screenshots lock css messages clean

help: ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | column -t -s "$$(printf '\t')"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed (PYTHON=python3.11 make …)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The module venv is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing what it needs into $(VENV); the first time takes a few minutes"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/deep.stamp: requirements/deep.txt $(VENV)/test.stamp
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/deep.txt
	@touch $@

run: $(VENV)/run.stamp ## start everything with demonstration data; stop with Ctrl-C
	@exec $(BIN)/gateway run --demo

test: $(VENV)/test.stamp test-tools lint ## lint, types, import contracts and every test
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -q

# Each of these does DEEP times as much as in `make test`, with the same seeds; tests/deep/ runs here alone.
LONG := tests/deep tests/unit/services/dossiers/test_deadlines_oracle.py \
  tests/unit/services/dossiers/test_deadlines_properties.py tests/unit/services/dossiers/desk/test_histories.py \
  tests/unit/services/dossiers/desk/test_races.py \
  tests/unit/services/results/test_mutants.py

deep: $(VENV)/deep.stamp test-tools ## long runs: oracles, properties, histories, mutants; papers before veraPDF
	@sh tests/tools.sh deep
	DEEP=20 $(BIN)/pytest -n 2 --dist loadfile -q $(LONG)

test-tools: # programs the tests drive that pip cannot bring
	@sh tests/tools.sh

lint: $(VENV)/test.stamp ## style, types, import contracts, templates, locked requirements
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates

fix: $(VENV)/test.stamp ## let the formatter and the linter repair what they can
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

bench: $(VENV)/test.stamp ## measure, print ratios, write bench/results.md
	$(BIN)/python -m bench

search-report: $(VENV)/test.stamp ## say how well the search answers the files of queries, and print every miss
	@$(BIN)/python -m bench.search_report

migration: $(VENV)/test.stamp ## begin a revision of the schema from what the models now say: make migration m="add …"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add …"'; exit 1; }
	$(BIN)/python -m migrations.new "$(m)"
	$(BIN)/ruff format --quiet migrations/versions

docs: $(VENV)/test.stamp ## check that the pages list exactly what the code offers
	$(BIN)/pytest -q tests/architecture/test_docs.py tests/migrations/test_schema_page.py

screenshots: $(VENV)/test.stamp test-tools ## take the pictures of the README anew
	$(BIN)/pytest -q tests/browser/test_journey.py --pictures docs/screenshots

lock: | $(BIN)/python ## pin requirements anew (maintainers; needs the network)
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade -q -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade -c requirements/run.txt -q -o requirements/test.txt
	$(BIN)/uv pip compile --group pyproject.toml:deep --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade -q -o requirements/deep.txt

css: ## build the vendored component styles (maintainers; needs npm)
	npm install --no-package-lock --no-audit --no-fund
	npm run css

messages: $(VENV)/test.stamp ## collect sentences for translation and compile the catalogues
	$(BIN)/pybabel -q extract -F babel.cfg -k N_ --no-location --sort-output --omit-header -o gateway/translations/messages.pot .
	$(BIN)/pybabel -q update -N --no-fuzzy-matching --omit-header --ignore-obsolete -w 120 -i gateway/translations/messages.pot -d gateway/translations
	$(BIN)/pybabel -q compile -f -d gateway/translations

clean: ## remove what make made (never var/)
	rm -rf $(VENV) node_modules .mypy_cache .ruff_cache .hypothesis dist
