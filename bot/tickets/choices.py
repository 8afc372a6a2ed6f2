"""What tickets are sorted by and what a role may promise: `data/tickets.yml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from bot.core.money import Money
from bot.core.shapes import read
from bot.localisation.languages import DATA

CUSTOMER_SERVICE = "customer_service"
PAYS, CHARGES, NONE = "pays", "charges", "none"


@dataclass(frozen=True)
class Remedy:
    """Whose money a remedy takes: pays (ours), charges (the traveller's) or none."""

    money: str


@dataclass(frozen=True)
class Choices:
    """The file, read."""

    categories: Mapping[str, tuple[str, ...]]
    severities: tuple[str, ...]
    causes: tuple[str, ...]
    remedies: Mapping[str, Remedy]
    limits: Mapping[str, Mapping[str, Decimal]]
    teams: Mapping[str, Mapping[str, str]]
    answer_hours: int
    urgent_hours: int
    reopen_hours: int
    close_days: int

    def team(self, kind: str, category: str | None) -> str:
        """Give the team that a new ticket goes to."""
        return self.teams.get(kind, {}).get(category or "", CUSTOMER_SERVICE)

    def answer_within(self, urgent: bool) -> timedelta:
        """Give how long the first answer may take."""
        return timedelta(hours=self.urgent_hours if urgent else self.answer_hours)

    def limit(self, roles: Collection[str], currency: str) -> Money | None:
        """Give the most that somebody with these roles may promise alone; None: as much as they like."""
        if any(role not in self.limits for role in roles):
            return None
        most = max((self.limits[role].get(currency, Decimal(0)) for role in roles), default=Decimal(0))
        return Money(most, currency)


@cache
def choices(data: Path = DATA) -> Choices:
    """Read the file. Raises DataError where it is not as it should be."""
    document = yaml.safe_load((data / "tickets.yml").read_text(encoding="utf-8"))
    return read(Choices, document, "tickets.yml")
