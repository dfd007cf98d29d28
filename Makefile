# What a person types. Each target does its own set-up; tools/setup.py skips what is done.
# Needs make and any Python from 3.9 on; everything else is fetched, locked by hash.

.DEFAULT_GOAL := serve
PORT ?= 8000
PREFIX ?= /
ARGS ?=

# A pyenv shim may refuse the version that .python-version names, so ask each whether it really runs.
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.13 /usr/bin/python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null && echo "$$python" && break; done)
endif
ifeq ($(PYTHON),)
$(error no Python 3.9 or newer was found: install python3, or set PYTHON=/path/to/python3)
endif
RUN := .venv/bin/python

.PHONY: help env setup build serve content test bench soak lint golden lock sbom audit clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s%s\n", $$1, $$2}' Makefile

env: ## Python 3.13, its packages and the npm parts, without the rules
	@$(PYTHON) tools/setup.py

setup: env ## everything a fresh copy needs: env, then the compiled rules
	@$(RUN) -m builder rules

build: setup ## write the site to site/
	$(RUN) -m builder build

serve: build ## build, then serve at http://127.0.0.1:8000 (PORT=8001, PREFIX=/some/path/); this is plain `make`
	@$(RUN) -m builder.serve --port $(PORT) --prefix $(PREFIX)

content: env ## while writing: check the content and write the pages, nothing else
	$(RUN) -m builder check
	$(RUN) -m builder pages

test: build ## build, then run every test (ARGS="-k words" chooses)
	@$(RUN) tools/browser.py
	$(RUN) -m pytest -n auto --dist worksteal $(ARGS)

bench: build ## measure against the limits; writes build/bench.json (ARGS="--only engine --n 1")
	@$(RUN) tools/browser.py
	@$(RUN) tools/others.py
	@$(RUN) -m tests.bench $(ARGS)

soak: build ## the long tests too, also in Firefox and WebKitGTK, and 20 times the examples
	@$(RUN) tools/browser.py
	@$(RUN) tools/others.py
	$(RUN) -m pytest -m "soak or not soak" --hypothesis-profile=soak $(ARGS)

lint: env ## ruff, mypy --strict, tsc
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	@if [ -n "$$(find pwa/shell -name '*.ts' 2>/dev/null | head -n 1)" ]; then \
	echo "tsc --noEmit"; .venv/bin/node pwa/node_modules/typescript/bin/tsc --noEmit --project pwa; fi

golden: setup ## write the golden files anew; commit them apart, with the reason
	$(RUN) -m builder golden

lock: ## write the lock files anew (ARGS="--upgrade" for newer versions)
	@$(PYTHON) tools/setup.py python
	$(RUN) tools/lock.py $(ARGS)

sbom: env ## list every locked part (CycloneDX); writes build/sbom-python.json and build/sbom-npm.json
	@$(RUN) -m tools.audit sbom

audit: env ## ask the registries for known holes in the locked parts; needs a network
	@$(RUN) -m tools.audit audit

clean: ## remove what was built (`git clean -dfX` removes the set-up as well)
	rm -rf site build pwa/rulebook/guide.*.json .mypy_cache .ruff_cache .pytest_cache .hypothesis
