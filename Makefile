# The two commands that matter: `make run` and `make test`. Each sets up what is missing first.
PYTHON ?= python3
VENV := .venv/bin

.PHONY: run test lint setup shots proofs bench lock

run: ## open the window; without a display, run the sample round into demo-output/
	@$(PYTHON) scripts/setup.py run
	@$(VENV)/python -m commissioning_app

test: lint ## everything that has to hold before a change goes in
	$(VENV)/python -m pytest -n 2 --dist worksteal -p no:benchmark --cov --cov-fail-under=95

lint: setup ## style, types, layers
	$(VENV)/ruff check
	$(VENV)/ruff format --check
	$(VENV)/mypy
	$(VENV)/lint-imports

setup: ## .venv, locked packages, system libraries
	@$(PYTHON) scripts/setup.py dev

shots: setup ## draw every page into docs/screenshots
	$(VENV)/python scripts/shots.py

proofs: setup ## the full-size proofs
	PROOFS=1 $(VENV)/python -m pytest -q -m proof

bench: setup ## what is fast, measured
	$(VENV)/python -m benchmarks

lock: setup ## find newer packages and write them down with their hashes
	$(PYTHON) scripts/lock.py
