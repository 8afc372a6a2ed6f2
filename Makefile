.DEFAULT_GOAL := help
.PHONY: help up train check test bench demo-reset desk-env test-env bench-env
unexport PYTHONDONTWRITEBYTECODE
PYTHON := .venv/bin/python
TRIPDESK := .venv/bin/tripdesk

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: desk-env ## Install, train if needed, fill the demo company, start, print the addresses and the first login
	@exec $(TRIPDESK) up

train: desk-env ## Train the model afresh and write its card (figures per language)
	@$(TRIPDESK) train --card

check: test-env ## The fast part of the tests: lint, types, import contracts, catalogues, unit tests
	@sh scripts/check.sh

test: test-env ## Everything: check, services, Rasa server, browser, whole conversations
	@sh scripts/test.sh

bench: bench-env ## Measure everything, or `make bench telegram`: accuracy, training, turns, memory; stock Rasa beside it
	@$(PYTHON) -m bench $(filter-out bench,$(MAKECMDGOALS))

ifneq ($(filter bench,$(MAKECMDGOALS)),)
understanding turns telegram widget console search stock: bench
	@:
endif

demo-reset: desk-env ## Empty the records and load the demo company again
	@$(TRIPDESK) demo-reset

desk-env:
	@sh scripts/environments.sh desk

test-env:
	@BRAIN_GROUPS="brain brain-test" sh scripts/environments.sh desk test

bench-env: test-env
