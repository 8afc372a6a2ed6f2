"""Days of the year as companies write them: MM-DD."""

from __future__ import annotations


def in_year(day: str, starts: str, ends: str) -> bool:
    """Say whether MM-DD lies between two others, both included; a span may run over New Year."""
    return starts <= day <= ends if starts <= ends else day >= starts or day <= ends
