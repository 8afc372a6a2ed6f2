"""Regular expressions made from lookups, for the words that stand around figures."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.brain.nlu.folding import fold
from bot.brain.nlu.lookups import Lookup, surfaces

# Letters of the spaced scripts, as they are after folding. A short class: re compiles it thousands of times faster.
_LETTER = "[a-z\u00df-\u024f\u0370-\u06ff]"
# Arabic writes "and", "in", "for" and "the" onto the word.
_ONTO = "".join(rf"|(?<=\b{prefix})" for prefix in ("و", "ب", "ل", "ال", "وال", "بال", "لل"))
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
    return Words(_alternation(meaning), meaning)


def lookup_words(lookup: Lookup | None, language: str) -> Words:
    """Build from one lookup, in one language and English."""
    return words([*surfaces(lookup, (language,)), *surfaces(lookup, ("en",))])


def _alternation(forms: Iterable[str]) -> str:
    """Join forms, the longest first; those of spaced scripts only as whole words."""
    ordered = sorted(forms, key=len, reverse=True)
    arabic = [form for form in ordered if "\u0600" <= form[0] <= "\u06ff"]
    spaced = [form for form in ordered if form not in arabic and re.match(_LETTER, form)]
    other = [form for form in ordered if form not in arabic and form not in spaced]
    parts = [_joined(other)] if other else []
    parts += [rf"(?<!{_LETTER})(?:{_joined(spaced)})(?!{_LETTER})"] if spaced else []
    parts += [rf"(?:(?<!{_LETTER}){_ONTO})(?:{_joined(arabic)})(?!{_LETTER})"] if arabic else []
    return "|".join(parts) or r"(?!)"


def _joined(forms: Iterable[str]) -> str:
    """Escape forms and let any blank stand for a blank."""
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)


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
