"""How a message sounds: by its words first, else by what it was read as, else not at all."""

from __future__ import annotations

import pytest
import yaml

from bot.conversations.mood import mood_of
from bot.localisation.languages import DATA, languages

COMPLAINS = {"intent": {"name": "make_complaint", "confidence": 0.9}}


@pytest.mark.parametrize(
    ("text", "language", "mood", "word"),
    [
        ("This is unacceptable!", "en", "upset", "unacceptable"),
        ("It is not terrible at all", "en", "neutral", None),
        ("It isn't really terrible, but the worst part was the bus", "en", "upset", "worst"),
        ("Das ist eine Frechheit", "de", "upset", "frechheit"),
        ("Merci beaucoup pour tout", "fr", "pleased", "merci beaucoup"),
        ("你们太差了", "zh", "upset", "太差"),
        ("ขอบคุณมากค่ะ", "th", "pleased", "ขอบคุณมาก"),
        ("Is the weather good?", "en", "neutral", None),
        ("Whatever", "xx", "neutral", None),
    ],
)
def test_words_tell_the_mood(text: str, language: str, mood: str, word: str | None) -> None:
    found = mood_of(text, language, None)
    assert (found.name, found.word) == (mood, word)


def test_a_sure_reading_tells_it_where_words_do_not() -> None:
    assert mood_of("Nobody came", "en", COMPLAINS).intent == "make_complaint"
    guessed = {"intent": {"name": "make_complaint", "confidence": 0.4}}
    assert mood_of("Nobody came", "en", guessed).name == "neutral"


def test_every_language_has_words_for_both() -> None:
    words = yaml.safe_load((DATA / "mood.yml").read_text(encoding="utf-8"))["words"]
    assert set(words) == set(languages())
    for code, of_language in words.items():
        for mood in ("upset", "pleased"):
            assert len(of_language[mood]) >= 6 and all(isinstance(one, str) for one in of_language[mood]), code
