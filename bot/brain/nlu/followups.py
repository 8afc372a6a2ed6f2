"""Words that only tie a value to the question before it."""

import re

from bot.brain.nlu.lookups import Lookup, surfaces

# Scripts that part no words by spaces.
_DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def ties(lookup: Lookup | None) -> "re.Pattern[str]":
    """Give the pattern of the lookup's words, longest first; whole words where the script parts words."""
    forms = sorted({form for form, _ in surfaces(lookup)}, key=len, reverse=True)
    alternatives = [re.escape(form) if _DENSE.search(form) else rf"\b{re.escape(form)}\b" for form in forms]
    return re.compile("|".join(alternatives) or r"(?!)", re.IGNORECASE)
