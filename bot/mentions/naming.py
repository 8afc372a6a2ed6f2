"""Whom a note calls: the colleagues whose names follow an @."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.staff.values import Staff


def named_in(text: str, colleagues: Iterable[Staff]) -> list[str]:
    """Give the staff ids of those whom a text names with an @, by any of their names; a name of two calls nobody."""
    names = _names(colleagues)
    found: list[str] = []
    for after in text.casefold().split("@")[1:]:
        name = max((one for one in names if _begins(after, one)), key=len, default=None)
        if name is not None and len(names[name]) == 1:
            found.extend(names[name])
    return list(dict.fromkeys(found))


def _names(colleagues: Iterable[Staff]) -> Mapping[str, set[str]]:
    named: dict[str, set[str]] = {}
    for one in colleagues:
        for name in (one.name, one.latin_name):
            if one.active and name and name.strip():
                named.setdefault(name.strip().casefold(), set()).add(one.id)
    return named


def _begins(text: str, name: str) -> bool:
    """Say whether a text begins with a name and not with a longer word; Chinese runs on without a space."""
    rest = text[len(name) :]
    return text.startswith(name) and not (name[-1].isascii() and rest[:1].isalnum() and rest[:1].isascii())
