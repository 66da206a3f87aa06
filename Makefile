.PHONY: help run test check format messages requirements bench bench-search clean

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: ## the demo on this machine; HOST, PORT, DATA_DIR, SEARCH=elasticsearch
	@scripts/run.sh

test: ## all the tests, on real servers; TESTS="tests/api -k etag" for some
	@scripts/test.sh $(TESTS)

check: ## format, lint, types, imports, migrations, deployment, templates, advisories
	@scripts/check.sh

format: ## put the code in the project's form
	@scripts/environment.sh development
	@$${VENV:-.venv}/bin/ruff check --fix --quiet . || true
	@$${VENV:-.venv}/bin/ruff format .

messages: ## merge and compile the translations (needs gettext)
	@scripts/tools.sh gettext
	@msgcat --no-location locale/parts/*.po -o locale/vi/LC_MESSAGES/django.po
	@for po in $$(find locale -path '*/LC_MESSAGES/*.po'); do msgfmt --check-format -o "$${po%.po}.mo" "$$po"; done

requirements: ## pin dependencies again; UPGRADE=1 takes newer ones
	@scripts/requirements.sh

bench: ## ratios against stock Wagtail, measured here and now
	@scripts/environment.sh development
	@$${VENV:-.venv}/bin/python -m benchmarks.api

bench-search: ## search against stock Wagtail's and the bare engines
	@scripts/environment.sh development
	@$${VENV:-.venv}/bin/python -m benchmarks.search

clean: ## remove the environment; data in var/ stays
	rm -rf .venv staticfiles .mypy_cache .ruff_cache .pytest_cache
