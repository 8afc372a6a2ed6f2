"""Who may do what: the table of `data/rights.yml`, asked in one place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.core.errors import DataError
from bot.localisation.languages import DATA
from bot.staff.values import ROLES, Staff

Rights = Mapping[str, frozenset[str]]


@cache
def rights(data: Path = DATA) -> Rights:
    """Read the table: right → roles. Raises DataError for a role that does not exist."""
    table = yaml.safe_load((data / "rights.yml").read_text(encoding="utf-8"))["rights"]
    for right, roles in table.items():
        if unknown := set(roles) - set(ROLES):
            raise DataError("rights.yml", f"{right} names no role of ours: {sorted(unknown)}")
    return {right: frozenset(roles) for right, roles in table.items()}


def may(staff: Staff, right: str) -> bool:
    """Say whether a colleague has a right. Raises KeyError for a right that is not in the table."""
    return bool(staff.roles & rights()[right])


def rights_of(staff: Staff) -> Collection[str]:
    """Give every right that a colleague has, in order."""
    return [right for right, roles in rights().items() if staff.roles & roles]
