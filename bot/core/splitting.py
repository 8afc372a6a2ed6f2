"""Long texts in pieces of so many units of UTF-16 at the most (Telegram's count), cut where a reader would pause."""

from __future__ import annotations

import re
import unicodedata

# The best places first: between paragraphs, lines, sentences (of any script), words; else between any two signs.
_PAUSES = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<=[.!?…؟۔])[\"»”’)]*\s+|(?<=[。！？])", r"\s+")))
# A piece should not be much shorter than it may be.
_EARLIEST = 0.5
_JOINER = "\u200d"


def units(text: str) -> int:
    """Count in UTF-16: what lies beyond the basic plane (most emoji) counts twice."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def pieces(text: str, longest: int) -> list[str]:
    """Give the text in pieces, in order; nothing but the white space at a cut is lost."""
    found, rest = [], text.strip()
    while units(rest) > longest:
        head = rest[: _cut(rest, _fitting(rest, longest))]
        found.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    return [*found, rest] if rest or not found else found


def _fitting(text: str, longest: int) -> int:
    """Give how many signs fit."""
    left = longest
    for index, sign in enumerate(text):
        left -= 2 if sign > "\uffff" else 1
        if left < 0:
            return index
    return len(text)


def _cut(text: str, fits: int) -> int:
    """Give the best place to cut; white space after it may hang over."""
    for pause in _PAUSES:
        ends = (match.end() for match in pause.finditer(text, int(fits * _EARLIEST), fits + 3))
        if best := max((end for end in ends if len(text[:end].rstrip()) <= fits), default=0):
            return best
    cut = fits
    while cut > fits * _EARLIEST and (_joined(text[cut]) or text[cut - 1] == _JOINER):
        cut -= 1
    return cut


def _joined(sign: str) -> bool:
    """Say whether a sign belongs to the one before it: an accent, a vowel sign, a part of an emoji."""
    return sign == _JOINER or unicodedata.category(sign).startswith("M")
