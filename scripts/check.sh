#!/bin/sh
# The fast part: lint, types, import contracts, catalogues and unit tests. Aim: under a minute.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/mypy
.venv/bin/lint-imports --config pyproject.toml
.venv/bin/pytest -q tests/house tests/localisation tests/core tests/trainer tests/supervisor
