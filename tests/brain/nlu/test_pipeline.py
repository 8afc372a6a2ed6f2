"""config.yml as Rasa sees it, and the lookups as all languages need them."""

from pathlib import Path

import pytest
import yaml

from bot.brain.nlu.fingerprint import fingerprint
from bot.brain.nlu.lookups import read_lookups


def test_rasa_accepts_the_pipeline(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from rasa.engine import validation
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe
    from rasa.shared.data import TrainingType

    monkeypatch.chdir(root)
    config = yaml.safe_load((root / "config.yml").read_text())
    graph = DefaultV1Recipe().graph_config_for_recipe(config, {}, TrainingType.BOTH)
    validation.validate(graph)


def test_the_domain_names_every_intent(root: Path) -> None:
    domain = yaml.safe_load((root / "domain" / "understanding.yml").read_text())
    named = {next(iter(intent)) for intent in domain["intents"]}
    contract = yaml.safe_load((root / "data" / "intents.yml").read_text())["intents"]
    assert named == {*contract, "nlu_fallback"}


def test_every_lookup_of_ours_speaks_every_language(root: Path) -> None:
    languages = set(yaml.safe_load((root / "data" / "languages.yml").read_text())["languages"])
    lookups = read_lookups(root / "data" / "lookups")
    assert len(lookups) >= 12
    for name in ("need", "emergency", "facet", "complaint_category", "language", "party"):
        for identifier, forms in lookups[name].items():
            assert set(forms) == languages, (name, identifier)


def test_a_changed_lookup_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "need.yml").write_text("lookup: {}")
    before = fingerprint([tmp_path])
    (tmp_path / "need.yml").write_text("lookup: {halal: {}}")
    assert fingerprint([tmp_path]) != before
