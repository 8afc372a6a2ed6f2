"""What the brain's tests share: the repository's data, compiled once."""

from pathlib import Path

import pytest

from bot.brain.nlu.entities import EntityFinder, build_finder
from bot.brain.nlu.identifier import registry_locales
from bot.brain.nlu.lookups import read_lookups

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def finder() -> EntityFinder:
    """The rules of all languages over the real lookups."""
    locales = registry_locales(ROOT / "data" / "languages.yml")
    return build_finder(read_lookups(ROOT / "data" / "lookups"), locales)
