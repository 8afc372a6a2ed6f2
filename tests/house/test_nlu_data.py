"""The training and test sentences keep the contract of `data/intents.yml`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.localisation.languages import DATA, languages

ROOT = DATA.parent
INTENTS = yaml.safe_load((DATA / "intents.yml").read_text(encoding="utf-8"))["intents"]
SOCIAL = {name for name, intent in INTENTS.items() if intent["importance"] == "social"}
FULL = {"zh": 40, "en": 40}


@cache
def sentences(folder: str, language: str, intent: str) -> tuple[str, ...]:
    file = ROOT / folder / language / f"{intent}.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [entry["intent"] for entry in content["nlu"]] == [intent], file
    lines = content["nlu"][0]["examples"].splitlines()
    return tuple(line.strip().removeprefix("- ").strip() for line in lines if line.strip())


def normal(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def test_the_contract_names_area_meaning_slots_and_importance() -> None:
    assert len(INTENTS) >= 29
    for name, intent in INTENTS.items():
        assert set(intent) == {"area", "meaning", "not", "slots", "importance"}, name
        assert intent["importance"] in {"social", "answer", "act", "safety"}, name


@pytest.mark.parametrize("folder", ["data/nlu", "tests/nlu"])
def test_one_file_an_intent_and_language_and_no_other(folder: str) -> None:
    found = {str(file.relative_to(ROOT / folder)) for file in (ROOT / folder).rglob("*.yml")}
    assert found == {str(Path(language) / f"{intent}.yml") for language in languages() for intent in INTENTS}


@pytest.mark.parametrize("language", languages())
def test_there_are_enough_examples(language: str) -> None:
    few = {}
    for intent in INTENTS:
        wanted = 10 if intent in SOCIAL else FULL.get(language, 15)
        if len(sentences("data/nlu", language, intent)) < wanted:
            few[intent] = len(sentences("data/nlu", language, intent))
        if len(sentences("tests/nlu", language, intent)) < 5:
            few[f"tests: {intent}"] = len(sentences("tests/nlu", language, intent))
    assert not few


@pytest.mark.parametrize("language", languages())
def test_nothing_is_said_twice_and_no_test_is_in_the_training(language: str) -> None:
    seen: dict[str, str] = {}
    again = []
    for intent in INTENTS:
        for text in sentences("data/nlu", language, intent):
            where = seen.setdefault(text.casefold(), intent)
            if where != intent:
                again.append((text, where, intent))
    trained = {normal(text) for intent in INTENTS for text in sentences("data/nlu", language, intent)}
    leaked = [
        t for intent in INTENTS for t in sentences("tests/nlu", language, intent) if normal(t) and normal(t) in trained
    ]
    assert not again
    # Bare references and yes/no have only so many spellings; a sentence has not.
    assert not [text for text in leaked if len(normal(text)) > 6], leaked


@pytest.mark.parametrize("language", languages())
def test_sentences_are_plain(language: str) -> None:
    for folder in ("data/nlu", "tests/nlu"):
        for intent in INTENTS:
            for text in sentences(folder, language, intent):
                assert text and not text.startswith("/"), (language, intent, text)
                assert not re.search(r"\]\(|\{|\}", text), (language, intent, text)


def lookup_forms(name: str) -> dict[str, set[str]]:
    content = yaml.safe_load((DATA / "lookups" / f"{name}.yml").read_text(encoding="utf-8"))["lookup"]
    forms: dict[str, set[str]] = {}
    for by_language in content.values():
        for language, words in by_language.items():
            forms.setdefault(language, set()).update(map(normal, words))
    return forms


def test_no_place_of_ours_is_elsewhere() -> None:
    elsewhere = lookup_forms("elsewhere")
    assert set(elsewhere) == set(languages())
    for name in ("destination", "tour"):
        ours = lookup_forms(name)
        for language in languages():
            read = elsewhere[language] | elsewhere["en"]
            assert not read & ours.get(language, set()), (name, language)
