"""Booking and ticket references, however sloppily typed."""

import re
from collections.abc import Iterator

# Between the prefix and the code: nothing, blanks, dashes, dots, underscores or a colon.
_GAP = r"[\s\-_.:#]{0,3}"
_BOOKING = re.compile(rf"(?<![a-z0-9])td{_GAP}([a-z0-9]{{3}}[\s\-]?[a-z0-9]{{3}})(?![a-z0-9])")
_TICKET = re.compile(rf"(?<![a-z0-9])tk{_GAP}([a-z0-9]{{5,8}})(?![a-z0-9])")

Hit = tuple[str, int, int]


def find_booking_references(folded: str) -> Iterator[Hit]:
    """Give (TD-XXXXXX, start, end)."""
    return _find(folded, "TD", _BOOKING)


def find_ticket_references(folded: str) -> Iterator[Hit]:
    """Give (TK-XXXXX…, start, end)."""
    return _find(folded, "TK", _TICKET)


def _find(folded: str, prefix: str, pattern: "re.Pattern[str]") -> Iterator[Hit]:
    """Spell each code the one true way."""
    for match in pattern.finditer(folded):
        code = re.sub(r"[\s\-]", "", match.group(1)).upper()
        if _is_code(code, match.group()):
            yield f"{prefix}-{code}", match.start(), match.end()


def _is_code(code: str, typed: str) -> bool:
    """Tell a code from two ordinary words: it holds a digit, or it was typed with its dash."""
    return any(character.isdigit() for character in code) or bool(re.match(r"t[dk]-\w+$", typed))
