"""Fold a text without moving a single character, so that what is found can be pointed at."""

import unicodedata
from functools import lru_cache

# Arabic letters that people use for one another.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ؤ": "و", "ئ": "ي"}
_ALONE = {"ı": "i", "İ": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "ß": "s", "’": "'", "‘": "'"}
_DASHES = "‐‑‒–—―−－"


def fold(text: str) -> str:
    """Give lower case, narrow letters, plain digits and no accents; as long as the text itself."""
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Fold one character to one character."""
    if character in _DASHES:
        return "-"
    if character in _ALONE:
        return _ALONE[character]
    narrow = unicodedata.normalize("NFKC", character)
    narrow = narrow if len(narrow) == 1 else character
    if narrow.isdigit():
        return str(unicodedata.digit(narrow))
    base = unicodedata.normalize("NFD", narrow)[0] if _may_lose_accent(narrow) else narrow
    lowered = base.lower()
    return _ARABIC.get(base, lowered if len(lowered) == 1 else base)


def _may_lose_accent(character: str) -> bool:
    """Tell letters whose accents people leave out (Latin, Greek, ё) from those they never do (й, が, 가)."""
    return character < "\u0400" or "\u1e00" <= character <= "\u1fff" or character in "ёЁ"
