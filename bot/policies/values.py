"""Cancellation conditions and what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.core.money import Money
from bot.core.shapes import Texts


@dataclass(frozen=True)
class Tier:
    """The fee, in per cent of the booking's total, while at least `days_before` whole days are left."""

    days_before: int
    fee_percent: Decimal
    clause: str = ""


@dataclass(frozen=True)
class ChangeTerms:
    """Changes are free up to `free_until_days` before departure, cost `fee` a traveller up to `deadline_days`."""

    free_until_days: int
    deadline_days: int
    fee: Money


@dataclass(frozen=True)
class PolicyVersion:
    """What a policy says from `valid_from` on. Tiers come with the earliest cancellation first."""

    policy_id: str
    names: Texts
    number: int
    valid_from: date
    tiers: tuple[Tier, ...]
    no_show_percent: Decimal
    change: ChangeTerms
    refund_days: int
    force_majeure: Texts
    clauses: Mapping[str, str]


@dataclass(frozen=True)
class Policy:
    """A kind of conditions and all its versions."""

    id: str
    names: Texts
    versions: tuple[PolicyVersion, ...]


@dataclass(frozen=True)
class FeeLine:
    """A line of the reckoning: `paid`, `fee` (`percent` of `base`, never more than was paid) or `refund`."""

    kind: str
    amount: Money
    percent: Decimal | None = None
    base: Money | None = None


@dataclass(frozen=True)
class Cutoff:
    """The next moment at which cancelling becomes dearer, and what it costs from then on."""

    at: datetime
    fee_percent: Decimal
    fee: Money
    refund: Money


@dataclass(frozen=True)
class CancellationQuote:
    """What cancelling costs at `at`: `fee` + `refund` = `paid`.

    `fee_due` is the tier's fee before it is capped at what was paid. Days and cut-offs are those of `zone`, the
    tour's destination: a day ends there at midnight.
    """

    booking_id: str
    reference: str
    at: datetime
    zone: str
    departure: date
    days_left: int
    policy_id: str
    policy_names: Texts
    version: int
    tier: Tier
    clause: str
    total: Money
    paid: Money
    fee_percent: Decimal
    fee_due: Money
    fee: Money
    refund: Money
    lines: tuple[FeeLine, ...]
    next_cutoff: Cutoff | None
    refund_days: int

    @property
    def free(self) -> bool:
        """Say whether cancelling costs nothing now."""
        return not self.fee
