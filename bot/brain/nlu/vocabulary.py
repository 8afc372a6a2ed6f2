"""Regular expressions made from lookups, for the words that stand around figures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.brain.nlu.folding import fold
from bot.brain.nlu.lookups import Lookup, surfaces
from bot.brain.nlu.tokens import DENSE

_LETTER = rf"[^\W\d_{DENSE}]"
_HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "萬": 10000}
HAN = r"[〇零一二两兩三四五六七八九十百千万萬]"


@dataclass(frozen=True)
class Words:
    """An alternation of surface forms and what each means."""

    pattern: str
    meaning: Mapping[str, str]

    def of(self, matched: str) -> str:
        """Give the id of a matched form."""
        return self.meaning[" ".join(matched.split())]


def words(pairs: Iterable[tuple[str, str]]) -> Words:
    """Build from (surface form, id); the first meaning of a form wins, the longest form matches."""
    meaning: dict[str, str] = {}
    for surface, identifier in pairs:
        meaning.setdefault(fold(surface), identifier)
    forms = sorted(meaning, key=len, reverse=True)
    return Words("|".join(map(_bounded, forms)) or r"(?!)", meaning)


def lookup_words(lookup: Lookup | None, language: str) -> Words:
    """Build from one lookup, in one language and English."""
    return words([*surfaces(lookup, (language,)), *surfaces(lookup, ("en",))])


def _bounded(form: str) -> str:
    """Keep a form from matching inside a longer word of a spaced script."""
    body = r"\s+".join(re.escape(part) for part in form.split())
    before = rf"(?<!{_LETTER})" if re.match(_LETTER, form) else ""
    after = rf"(?!{_LETTER})" if re.match(_LETTER, form[-1]) else ""
    # Arabic writes "and", "in", "for" and "the" onto the word.
    sticky = "\u0600" <= form[0] <= "\u06ff" and len(form) > 3
    return body + after if sticky else before + body + after


def han_number(text: str) -> int | None:
    """Read a number written in Chinese characters up to ten thousands."""
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[character] if digit else _HAN_DIGITS[character]
        elif _HAN_UNITS[character] == 10000:
            total, section, digit = (total + section + digit) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _HAN_UNITS[character], 0
    return total + section + digit if text else None
