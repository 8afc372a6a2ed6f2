"""Text from outside, made safe to keep."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

LONGEST = 4000
# Joiners shape Arabic, Indic scripts and emoji; every other control or format character is dropped.
_KEPT = frozenset("\n\t\u200c\u200d")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})


@dataclass(frozen=True, slots=True)
class CleanText:
    """A cleaned text and whether its end was cut off."""

    text: str
    truncated: bool


def clean_text(raw: str, longest: int = LONGEST) -> CleanText:
    """Drop control characters and direction overrides, keep line breaks and joiners, keep `longest` characters."""
    head = raw[: 4 * longest].replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in head if c in _KEPT or unicodedata.category(c) not in _DROPPED)
    kept = unicodedata.normalize("NFC", kept).strip()
    return CleanText(text=kept[:longest], truncated=len(kept) > longest or len(raw) > 4 * longest)
