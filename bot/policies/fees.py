"""The reckoning of a cancellation: pure functions of conditions, money and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.core.errors import DataError
from bot.core.money import Money
from bot.policies.values import Cutoff, FeeLine, PolicyVersion, Tier

_WHOLE = Decimal(100)


@dataclass(frozen=True)
class Trip:
    """When a booking's tour leaves, in which zone; the meeting time is None where it is not set."""

    departure: date
    zone: str
    meeting: time | None

    def leaves_at(self) -> datetime:
        """Give the moment after which it is a no-show: the meeting time, else the end of the day."""
        if self.meeting is None:
            return self.midnight(self.departure + timedelta(days=1))
        return datetime.combine(self.departure, self.meeting, ZoneInfo(self.zone)).astimezone(UTC)

    def days_left(self, at: datetime) -> int:
        """Give the whole local days between `at` and the day of departure."""
        return (self.departure - at.astimezone(ZoneInfo(self.zone)).date()).days

    def midnight(self, day: date) -> datetime:
        """Give the moment at which a local day begins."""
        return datetime.combine(day, time.min, ZoneInfo(self.zone)).astimezone(UTC)


def check_version(version: PolicyVersion) -> None:
    """Refuse conditions that reward waiting, or leave days without a fee."""
    where = f"policy {version.policy_id} version {version.number}"
    days = [tier.days_before for tier in version.tiers]
    fees = [*(tier.fee_percent for tier in version.tiers), version.no_show_percent]
    if not days or days != sorted(set(days), reverse=True) or days[-1] != 0:
        raise DataError(where, "tiers run from many days before down to 0, each once")
    if fees != sorted(fees) or fees[0] < 0 or fees[-1] > _WHOLE:
        raise DataError(where, "fees rise towards departure, from 0 up to 100 per cent")


def version_at(versions: Sequence[PolicyVersion], day: date) -> PolicyVersion | None:
    """Give the version in force on `day`; before the first one, the first."""
    dated = sorted(versions, key=lambda version: version.valid_from)
    valid = [version for version in dated if version.valid_from <= day]
    return next(reversed(valid or dated[:1]), None)


def tier_for(version: PolicyVersion, days_left: int) -> Tier:
    """Give the tier that holds with so many days left."""
    return next((tier for tier in version.tiers if tier.days_before <= days_left), version.tiers[-1])


def fee_of(percent: Decimal, total: Money, paid: Money) -> Money:
    """Give the fee: per cent of the total, but never more than was paid."""
    return min(total.percent(percent), paid)


def fee_lines(percent: Decimal, total: Money, paid: Money) -> tuple[FeeLine, ...]:
    """Give the reckoning: paid, fee, refund."""
    fee = fee_of(percent, total, paid)
    return (
        FeeLine("paid", paid),
        FeeLine("fee", fee, percent=percent, base=total),
        FeeLine("refund", paid - fee),
    )


def next_cutoff(version: PolicyVersion, trip: Trip, at: datetime, total: Money, paid: Money) -> Cutoff | None:
    """Give the next moment at which a higher percentage begins."""
    now = tier_for(version, trip.days_left(at))
    for later in version.tiers[version.tiers.index(now) + 1 :]:
        previous = version.tiers[version.tiers.index(later) - 1]
        if later.fee_percent > now.fee_percent:
            day = trip.departure - timedelta(days=previous.days_before - 1)
            return _cutoff(trip.midnight(day), later.fee_percent, total, paid)
    if version.no_show_percent > now.fee_percent:
        return _cutoff(trip.leaves_at(), version.no_show_percent, total, paid)
    return None


def _cutoff(at: datetime, percent: Decimal, total: Money, paid: Money) -> Cutoff:
    fee = fee_of(percent, total, paid)
    return Cutoff(at=at, fee_percent=percent, fee=fee, refund=paid - fee)
