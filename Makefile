# Thời Đại: `make run` tries it, `make test` proves it, `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
# One more than there are processors: some tests wait for servers and clocks.
PROCESSES ?= $(shell expr $$(nproc) + 1)
BROWSERS ?= $(shell nproc)
BIN := $(VENV)/bin
ROOMS := $(patsubst %/__init__.py,%,$(filter-out tests/%,$(wildcard */__init__.py)))

# What these commands need to know; a real installation sets its own (docs/operations.md).
export VAR_DIR ?= $(CURDIR)/var
export DEMO ?= 1
export SITE_URL ?= http://127.0.0.1:$(PORT)

.PHONY: help run port prepare test test-sqlite test-postgresql journeys bench lint types audit format messages lock clean

help: ## list these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 26

run: port prepare ## serve site and desk with a demo magazine, and a worker (PORT=8000)
	@echo
	@echo "  The magazine:  $(SITE_URL)/"
	@echo "  The desk:      $(SITE_URL)/quan-tri/"
	@echo
	@$(BIN)/python manage.py demo_accounts
	@echo
	@echo "  Ctrl-C stops it. What it writes is in $(VAR_DIR)."
	@echo
	@# In sessions of their own: Ctrl-C reaches this shell alone, which asks each process once to stop.
	@trap 'kill $$(jobs -p) 2>/dev/null; wait; exit 0' INT TERM HUP; \
	setsid $(BIN)/python manage.py run_worker & \
	setsid $(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers 2 --blocking-threads 32 \
		--backpressure 512 --http 1 --no-ws --respawn-failed-workers --workers-kill-timeout 10 --log-level error \
		thoidai.wsgi:application & \
	wait -n; echo "A process has ended; stopping the other."; kill $$(jobs -p) 2>/dev/null; wait; exit 1

port:
	@$(PYTHON) -c 'import socket; socket.create_server(("127.0.0.1", $(PORT))).close()' 2>/dev/null || { \
		echo "Port $(PORT) is taken. Choose another: make run PORT=$$(($(PORT) + 1))"; exit 1; }

prepare: $(VENV)/run.stamp
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py sync_roles >/dev/null
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@test -e $(VAR_DIR)/seeded || { \
		echo "Writing the demo magazine …"; \
		$(BIN)/python manage.py seed_demo && touch $(VAR_DIR)/seeded; }

test: test-sqlite test-postgresql journeys ## run all tests (TEST_DATABASE_URL=, TEST_REDIS_URL= add PostgreSQL and Redis)

test-sqlite: $(VENV)/dev.stamp ## run the tests on SQLite
	env -u DATABASE_URL -u REDIS_URL $(BIN)/pytest -n $(PROCESSES) $(MANY) -m "not journey"

test-postgresql: $(VENV)/dev.stamp ## run the tests on TEST_DATABASE_URL and TEST_REDIS_URL, if given
ifdef TEST_DATABASE_URL
	DATABASE_URL=$(TEST_DATABASE_URL) REDIS_URL=$(TEST_REDIS_URL) \
		$(BIN)/pytest -n $(PROCESSES) $(MANY) -m "not journey" $(addprefix --ignore=,$(ON_ANY_DATABASE))
else
	@echo "SKIPPED PostgreSQL and Redis: not given. A server whose user may create databases is brought by"
	@echo "  make test TEST_DATABASE_URL=postgres://user:password@host/database TEST_REDIS_URL=redis://host:6379/15"
endif

MANY = -q -rs --dist worksteal --durations=15
# What says nothing about the database is tried once, on SQLite.
ON_ANY_DATABASE := tests/test_architecture.py tests/test_catalogue.py tests/articles/body tests/bench tests/vietnamese \
	tests/deploy/test_front_of_the_magazine.py tests/deploy/test_front_rules.py tests/deploy/test_nginx.py \
	tests/pagecache/test_many_at_once.py tests/pages/test_components.py tests/toolchain/test_dependencies.py \
	tests/toolchain/test_docs.py tests/toolchain/test_known_holes.py tests/photos tests/accounts/test_gate.py \
	tests/accounts/test_second_factor.py tests/newsroom/test_canary_at_the_desk.py tests/newsroom/test_desk_addresses.py \
	tests/pagecache/test_kept_is_fresh.py tests/deploy/test_slow_clients.py tests/deploy/test_many_connections.py \
	tests/newsroom/test_desk_speaks_vietnamese.py tests/pages/test_icons.py tests/pagecache/test_packing.py \
	tests/newsroom/test_desk_lookups.py tests/newsroom/test_browser_rules_at_the_desk.py tests/newsroom/test_demo.py \
	tests/pages/test_imported_pages.py tests/test_bounded_work.py tests/thoidai/test_settings.py \
	tests/toolchain/test_replica.py tests/toolchain/test_compose.py tests/newsroom/importing/test_killed.py

journeys: $(VENV)/dev.stamp ## run the browser journeys (needs Chromium)
	@# Browsers on a busy machine may stumble; what is broken fails alone as well.
	$(JOURNEYS) -n $(BROWSERS) || { echo "Once more, what failed:"; $(JOURNEYS) -n 1 --last-failed --last-failed-no-failures none; }

# With a memory of what failed, which the other tests do without.
JOURNEYS = env -u DATABASE_URL -u REDIS_URL $(BIN)/pytest $(MANY) -m journey -o cache_dir=$(VAR_DIR)/journeys \
	-o addopts="--strict-markers --disable-socket --allow-hosts=127.0.0.1,::1 --allow-unix-socket"

bench: $(VENV)/dev.stamp ## measure pages against yardsticks (needs wrk, nginx; BENCH_DATABASE_URL=, BENCH=--help)
	env -u DATABASE_URL -u REDIS_URL $(BIN)/python -m tests.bench $(BENCH)

lint: $(VENV)/dev.stamp ## style, import layers, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run

types: $(VENV)/dev.stamp ## check the types
	$(BIN)/mypy $(ROOMS)

audit: $(VENV)/dev.stamp ## look for dangerous code, and for known holes in what is installed
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive $(ROOMS)
	@# B311: the demo draws its magazine from a fixed seed, so that it is the same everywhere.
	$(BIN)/bandit --quiet --skip B311 --recursive newsroom/demo
	$(BIN)/python .ci/known_holes.py requirements.lock requirements-s3.lock

format: $(VENV)/dev.stamp ## put imports and layout in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/dev.stamp ## collect the words on screen and compile the catalogues (needs gettext)
	@command -v msgfmt >/dev/null || { echo "gettext is missing: sudo apt-get install gettext"; exit 1; }
	$(BIN)/python manage.py makemessages $(MESSAGES)
	$(BIN)/python manage.py makemessages $(MESSAGES) --domain djangojs
	$(BIN)/python manage.py compilemessages --locale vi --ignore .venv

MESSAGES := --locale vi --no-location --no-wrap --ignore var --ignore tests --ignore vendor

lock: ## resolve the dependencies of pyproject.toml anew (PACKAGE= upgrades one)
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip install --quiet uv
	$(VENV)/lock/bin/uv pip compile --quiet pyproject.toml --group dev $(LOCK_OPTIONS) --output-file requirements-dev.lock
	$(LOCKED_SUBSET) --output-file requirements.lock
	$(LOCKED_SUBSET) --extra s3 --output-file requirements-s3.lock
LOCKED_SUBSET = $(VENV)/lock/bin/uv pip compile --quiet pyproject.toml --constraint requirements-dev.lock $(LOCK_OPTIONS)
LOCK_OPTIONS = --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --universal --no-header \
	$(if $(PACKAGE),--upgrade-package $(PACKAGE))

clean: ## forget the virtual environment and the demo magazine
	rm -rf $(VENV) $(CURDIR)/var

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin/python
	@echo "Installing the locked dependencies …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock | $(VENV)/bin/python
	@echo "Installing the locked development dependencies …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
