"""How a message sounds: from its reading, and from words that are hardly said otherwise. A hint, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.conversations.reading import intent_of
from bot.conversations.values import Json
from bot.localisation.languages import DATA

UPSET, PLEASED, NEUTRAL = "upset", "pleased", "neutral"
# Below that a reading is a guess, and a guess has no mood.
_SURE = 0.7
_UNSPACED = frozenset({"zh", "zh-TW", "ja", "th", "ko", "ar"})


@dataclass(frozen=True)
class Mood:
    """How it sounds, and what says so: an `intent`, or a `word` of the message."""

    name: str
    intent: str | None = None
    word: str | None = None


@dataclass(frozen=True)
class _Lexicon:
    words: Mapping[str, re.Pattern[str]]
    turned: re.Pattern[str] | None
    intents: Mapping[str, str]

    def said(self, text: str) -> Mood | None:
        """Find a word that nothing before it turns round."""
        for mood, pattern in self.words.items():
            for found in pattern.finditer(text):
                if self.turned is None or not self.turned.search(text[: found.start()]):
                    return Mood(mood, word=found[0])
        return None


def mood_of(text: str, language: str, reading: Json | None) -> Mood:
    """Judge a traveller's message. Its own words go before what it was read as."""
    lexicon = _lexicon(language)
    said = lexicon.said(" ".join(text.casefold().split()))
    if said is not None:
        return said
    intent, certainty = intent_of(reading)
    if intent in lexicon.intents and certainty >= _SURE:
        return Mood(lexicon.intents[intent], intent=intent)
    return Mood(NEUTRAL)


@cache
def _lexicon(language: str, data: Path = DATA) -> _Lexicon:
    table = yaml.safe_load((data / "mood.yml").read_text(encoding="utf-8"))
    words = table["words"].get(language, {})
    patterns = {mood: _any_of(language, words[mood]) for mood in (UPSET, PLEASED) if words.get(mood)}
    turned = rf"(?:{_either(words['not'])})\s*(?:\S+\s+)?$" if words.get("not") else None
    intents = {intent: mood for mood, intents in table["intents"].items() for intent in intents}
    return _Lexicon(patterns, re.compile(turned) if turned else None, intents)


def _any_of(language: str, words: Sequence[str]) -> re.Pattern[str]:
    """Match any of these, at the start of a word where a language has spaces."""
    start = "" if language in _UNSPACED else r"(?<!\w)"
    return re.compile(f"{start}(?:{_either(words)})")


def _either(words: Sequence[str]) -> str:
    longest = sorted((word.casefold() for word in words), key=len, reverse=True)
    return "|".join(map(re.escape, longest))
