"""A value that a record does not have leaves no hole in a sentence, in any language."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from bot.localisation.catalogue import Entry, load_catalogue
from bot.localisation.languages import languages
from bot.localisation.render import Renderer

CATALOGUE = load_catalogue()
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
PART = re.compile(r"\[([^\[\]]*)\]")
# What is left of a sentence whose value is missing.
HOLE = re.compile(
    "|".join(
        (
            r"[:：][ \u00a0\u202f]*([.。,،、;；:：)）\n]|$)",  # an announcement of nothing
            r"\([ ,،:.]*\)|（[、，：。]*）|«[\s\u00a0]*»|„“|“”|「」",  # empty brackets
            r"[,،、，;；][ \u00a0]*[.。,،、，;；)）]|[.。][ ]*[.。]|  ",  # two signs or blanks in a row
            r"^[ ]*[,،、，;；.。|]|[|–—][ ]*($|\n|[.。|])",  # a sign that joins with nothing
        )
    )
)


def texts(entry: Entry) -> list[str]:
    return list(entry) if isinstance(entry, tuple) else list(entry.values())


def optional(text: str) -> set[str]:
    """The placeholders within optional parts."""
    found: set[str] = set()
    while part := PART.search(text):
        found |= set(PLACEHOLDER.findall(part[1]))
        text = text[: part.start()] + part[1] + text[part.end() :]
    return found


OPTIONAL = {
    key: names for key in CATALOGUE.keys("en") if (names := optional("".join(texts(CATALOGUE.entry(key, "en")))))
}


def test_there_are_optional_parts() -> None:
    assert {"utter_booking", "utter_itinerary", "line_stop_by", "utter_handoff_closed", "utter_payment"} <= set(
        OPTIONAL
    )


@pytest.mark.parametrize("language", languages())
def test_what_is_optional_in_english_is_optional_everywhere(language: str) -> None:
    wrong = {}
    for key in CATALOGUE.keys(language):
        for text in texts(CATALOGUE.entry(key, language)):
            # A tour's name in the same part as the missing value goes with it.
            if not OPTIONAL.get(key, set()) <= optional(text) or bool(optional(text)) != (key in OPTIONAL):
                wrong[key] = sorted(optional(text))
            if text.count("[") != text.count("]"):
                wrong[key] = ["brackets"]
    assert not wrong


@pytest.mark.parametrize("language", languages())
def test_a_missing_value_leaves_no_hole(language: str) -> None:
    renderer, holes, seen = Renderer(CATALOGUE), {}, 0
    # The console's words exist in the languages of the company's people only.
    for key, names in ((key, names) for key, names in OPTIONAL.items() if key in CATALOGUE.keys(language)):
        every = {name: "Ω" for text in texts(CATALOGUE.entry(key, "en")) for name in PLACEHOLDER.findall(text)}
        for size in range(len(names) + 1):
            for missing in combinations(sorted(names), size):
                seen += 1
                written = renderer.reply(key, {**every, **dict.fromkeys(missing, "")}, language).text
                if HOLE.search(written):
                    holes[key, missing] = written
    assert seen > 50
    assert not holes


@pytest.mark.parametrize("text", ["Meeting point: .", "Station, .", "Hotel ()", "in :\nx", "a; .", "– ", "«»", "a.  b"])
def test_a_hole_is_seen(text: str) -> None:
    assert HOLE.search(text)
