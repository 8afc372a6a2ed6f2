"""The company as travellers meet it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.core.shapes import Texts

# Opening and closing time of one stretch; closing at 00:00 means midnight at the end of the day.
Interval = tuple[time, time]


@dataclass(frozen=True)
class Holiday:
    """Days of every year (MM-DD) or of one (YYYY-MM-DD), both included, with hours of their own; no hours: closed."""

    name: str
    starts: str
    ends: str
    hours: tuple[Interval, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """When people are here: `hours` maps mon … sun to intervals in `zone`, `holidays` are the exceptions."""

    zone: str
    hours: Mapping[str, tuple[Interval, ...]]
    holidays: tuple[Holiday, ...] = ()


@dataclass(frozen=True)
class PaymentMethod:
    """A way to pay and the currencies it takes; none named: all that we quote."""

    method: str
    currencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Invoice:
    """Kinds of invoice and the days until one arrives."""

    kinds: tuple[str, ...]
    within_days: int


@dataclass(frozen=True)
class Company:
    """Who we are, when people are here, how one pays. `hours` maps mon … sun to intervals in `zone`."""

    names: Texts
    zone: str
    currency: str
    email: str
    emergency_line: str
    phones: Mapping[str, str]
    hours: Mapping[str, tuple[Interval, ...]]
    holidays: tuple[Holiday, ...] = ()
    payment_methods: tuple[PaymentMethod, ...] = ()
    quote_currencies: tuple[str, ...] = ()
    website: str | None = None
    address: Texts | None = None
    hold_hours: int = 24
    callback_hours: int = 24
    invoice: Invoice | None = None

    @property
    def calendar(self) -> Calendar:
        """Give when people are here."""
        return Calendar(self.zone, self.hours, self.holidays)


@dataclass(frozen=True)
class Opening:
    """A stretch in which people are here, as moments in UTC."""

    opens: datetime
    closes: datetime
