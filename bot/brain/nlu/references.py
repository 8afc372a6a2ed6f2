"""Booking and ticket references, however sloppily typed."""

import re
from dataclasses import dataclass

# Between the prefix and the code: nothing, blanks, dashes, dots, underscores or a colon.
_GAP = r"[\s\-_.:#]{0,3}"
_BOOKING = re.compile(rf"(?<![a-z0-9])td{_GAP}([a-z0-9]{{3}}[\s\-]?[a-z0-9]{{3}})(?![a-z0-9])")
_TICKET = re.compile(rf"(?<![a-z0-9])tk{_GAP}([a-z0-9]{{5,8}})(?![a-z0-9])")


@dataclass(frozen=True)
class Reference:
    """A reference in its one true spelling, and where it stands."""

    kind: str
    value: str
    start: int
    end: int


def find_references(folded: str) -> list[Reference]:
    """Find TD- and TK- codes; a code without a digit counts only with its dash and six letters."""
    found = []
    for kind, prefix, pattern in (
        ("booking_reference", "TD", _BOOKING),
        ("ticket_reference", "TK", _TICKET),
    ):
        for match in pattern.finditer(folded):
            code = re.sub(r"[\s\-]", "", match.group(1)).upper()
            if _is_code(code, match.group()):
                value = f"{prefix}-{code}"
                found.append(Reference(kind, value, match.start(), match.end()))
    return found


def _is_code(code: str, typed: str) -> bool:
    """Tell a code from two ordinary words: it holds a digit, or it was typed with its dash."""
    return any(character.isdigit() for character in code) or bool(re.match(r"t[dk]-\w+$", typed))
