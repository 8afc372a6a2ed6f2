"""Colleagues' names in a script that their readers can read."""

from __future__ import annotations

import unicodedata

from bot.staff.values import Staff

# Who reads names in a script (as Unicode names it); Latin letters everybody reads.
_READ_BY = {
    "CJK": ("zh", "zh-TW", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "ARABIC": ("ar",),
    "CYRILLIC": ("ru",),
    "THAI": ("th",),
}


def name_for(colleague: Staff, language: str) -> str:
    """Give a colleague's name in a script that readers of a language can read."""
    letter = next((character for character in colleague.name if character.isalpha()), "A")
    readers = _READ_BY.get(unicodedata.name(letter, "LATIN").split()[0].split("-")[0])
    readable = readers is None or language in readers
    return colleague.name if readable else colleague.latin_name or colleague.name
