"""Every key in every language, with the same placeholders, no empty text and no English left over."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from bot.localisation.catalogue import Entry, load_catalogue
from bot.localisation.formats import locale_of
from bot.localisation.languages import DATA, languages

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
CATALOGUE = load_catalogue()
ENGLISH = CATALOGUE.keys("en")
OTHERS = [code for code in languages() if code != "en"]
# The console speaks the languages of the company's people; travellers' words exist in all.
CONSOLE_LANGUAGES = {"en", "zh"}
# What may read the same in another language as in English: names, formats, loan words.
SAME_AS_ENGLISH = dict(yaml.safe_load((DATA.parent / "tests/house/same_as_english.yml").read_text(encoding="utf-8")))
NOT_LATIN = {
    "ar": r"[\u0600-\u06ff]", "ja": r"[\u3040-\u30ff\u4e00-\u9fff]", "ko": r"[\uac00-\ud7af]", "ru": r"[\u0400-\u04ff]",
    "th": r"[\u0e00-\u0e7f]", "zh": r"[\u4e00-\u9fff]", "zh-TW": r"[\u4e00-\u9fff]",
}  # fmt: skip


def texts(entry: Entry) -> list[str]:
    return list(entry) if isinstance(entry, tuple) else list(entry.values())


def test_there_are_texts_to_check() -> None:
    assert len(ENGLISH) > 300


@pytest.mark.parametrize("language", OTHERS)
def test_has_exactly_the_keys_of_english(language: str) -> None:
    theirs = set(CATALOGUE.keys(language))
    ours = {key for key in ENGLISH if language in CONSOLE_LANGUAGES or not key.startswith("console_")}
    assert not ours - theirs, f"missing in {language}: {sorted(ours - theirs)}"
    assert not theirs - ours, f"only in {language}: {sorted(theirs - ours)}"


@pytest.mark.parametrize("language", languages())
def test_has_no_empty_text(language: str) -> None:
    empty = [
        key for key in CATALOGUE.keys(language) if not all(t.strip() for t in texts(CATALOGUE.entry(key, language)))
    ]
    assert not empty


@pytest.mark.parametrize("language", OTHERS)
def test_has_the_same_placeholders(language: str) -> None:
    wrong = {}
    for key in set(ENGLISH) & set(CATALOGUE.keys(language)):
        expected = {name for text in texts(CATALOGUE.entry(key, "en")) for name in PLACEHOLDER.findall(text)}
        for text in texts(CATALOGUE.entry(key, language)):
            found = set(PLACEHOLDER.findall(text))
            # "One day" needs no number; everything else must say what English says.
            if found != expected and not (key.startswith("count_") and found <= expected):
                wrong[key] = (sorted(expected), sorted(found))
            if text.count("{") != text.count("}"):
                wrong[key] = ("braces", text)
    assert not wrong


@pytest.mark.parametrize("language", languages())
def test_plurals_have_the_categories_of_the_language(language: str) -> None:
    rule = locale_of(language).plural_form
    needed = {rule(n) for n in range(0, 201)}
    wrong = {}
    for key in CATALOGUE.keys(language):
        entry = CATALOGUE.entry(key, language)
        if key.startswith("count_"):
            have = set(entry) if not isinstance(entry, tuple) else set()
            if not (have >= needed and "other" in have):
                wrong[key] = sorted(needed - have)
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_leaves_no_english_over(language: str) -> None:
    same = set()
    for key in set(ENGLISH) & set(CATALOGUE.keys(language)):
        english = set(texts(CATALOGUE.entry(key, "en")))
        for text in texts(CATALOGUE.entry(key, language)):
            if text in english and re.findall(r"[A-Za-z]{4,}", PLACEHOLDER.sub("", text)):
                same.add(key)
    assert same == set(SAME_AS_ENGLISH.get(language, ()))


@pytest.mark.parametrize("language", NOT_LATIN)
def test_is_written_in_its_own_script(language: str) -> None:
    script = re.compile(NOT_LATIN[language])
    foreign = [
        key
        for key in CATALOGUE.keys(language)
        for text in texts(CATALOGUE.entry(key, language))
        if re.search(r"[^\W\d_]{3,}", PLACEHOLDER.sub("", text))
        and not script.search(text)
        and key not in SAME_AS_ENGLISH.get(language, ())
    ]
    assert not foreign


def test_buttons_have_titles_and_fit_into_telegrams_64_bytes() -> None:
    buttons = yaml.safe_load((DATA / "buttons.yml").read_text(encoding="utf-8"))["buttons"]
    assert buttons
    for key, offered in buttons.items():
        assert key in ENGLISH, key
        for button in offered:
            assert button["title"] in ENGLISH, button
            assert 0 < len(button["payload"].encode()) <= 64, button


def test_no_file_repeats_a_variant() -> None:
    for language in languages():
        for key in CATALOGUE.keys(language):
            entry = CATALOGUE.entry(key, language)
            if isinstance(entry, tuple):
                assert max(Counter(entry).values()) == 1, (language, key)
