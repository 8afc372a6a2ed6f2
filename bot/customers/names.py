"""Names in one written form, so that two spellings of one name are found as one."""

from __future__ import annotations

import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """Give the parts of a name without case, accents and order: `Schneider, Anna` is `anna schneider`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(sorted(filter(None, _NO_LETTERS.split(bare.casefold()))))
