"""Cancelling: fee and refund are what was paid, waiting never makes it cheaper, and days end at midnight there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import DataError
from bot.core.money import Money
from bot.policies.fees import Trip, check_version, fee_lines, next_cutoff, tier_for, version_at
from bot.policies.values import PolicyVersion, Tier
from tests.facts import LATER_VERSION, VERSION, cny

percents = st.decimals(0, 100, places=1)
amounts = st.decimals(0, 10**7, places=2).map(lambda amount: Money(amount, "CNY"))
zones = st.sampled_from(["Asia/Tokyo", "America/New_York", "Pacific/Apia", "UTC", "Europe/Berlin", "Africa/Cairo"])


@st.composite
def versions(draw: st.DrawFn) -> PolicyVersion:
    days = sorted(draw(st.sets(st.integers(1, 90), max_size=5)) | {0}, reverse=True)
    fees = sorted(draw(st.lists(percents, min_size=len(days) + 1, max_size=len(days) + 1)))
    tiers = tuple(Tier(day, fee) for day, fee in zip(days, fees, strict=False))
    version = replace(VERSION, tiers=tiers, no_show_percent=fees[-1])
    check_version(version)
    return version


trips = st.builds(Trip, st.dates(date(2026, 1, 1), date(2027, 12, 31)), zones, st.none() | st.times())


def moments(trip: Trip) -> st.SearchStrategy[datetime]:
    seconds = st.integers(1, 120 * 24 * 3600)
    return seconds.map(lambda before: trip.leaves_at() - timedelta(seconds=before))


@given(percents, amounts, amounts)
def test_fee_and_refund_are_what_was_paid(percent: Decimal, total: Money, paid: Money) -> None:
    lines = {line.kind: line.amount for line in fee_lines(percent, total, paid)}
    assert lines["fee"] + lines["refund"] == lines["paid"] == paid
    assert lines["fee"].amount >= 0
    assert lines["refund"].amount >= 0


@given(st.data(), versions(), trips, amounts, amounts)
def test_waiting_never_makes_it_cheaper(
    data: st.DataObject, version: PolicyVersion, trip: Trip, total: Money, paid: Money
) -> None:
    earlier, later = sorted((data.draw(moments(trip)), data.draw(moments(trip))))
    fees = [
        fee_lines(tier_for(version, trip.days_left(at)).fee_percent, total, paid)[1].amount for at in (earlier, later)
    ]
    assert fees[0] <= fees[1]


@given(st.data(), versions(), trips, amounts, amounts)
def test_the_next_cut_off_is_the_first_moment_at_which_it_is_dearer(
    data: st.DataObject, version: PolicyVersion, trip: Trip, total: Money, paid: Money
) -> None:
    at = data.draw(moments(trip))
    now = tier_for(version, trip.days_left(at)).fee_percent
    cutoff = next_cutoff(version, trip, at, total, paid)
    if cutoff is None:
        assert now == max(version.no_show_percent, now)
        return
    assert at < cutoff.at
    assert cutoff.fee + cutoff.refund == paid
    assert tier_for(version, trip.days_left(cutoff.at - timedelta(seconds=1))).fee_percent == now
    if cutoff.at < trip.leaves_at():
        assert tier_for(version, trip.days_left(cutoff.at)).fee_percent == cutoff.fee_percent > now
    else:
        assert (cutoff.at, cutoff.fee_percent) == (trip.leaves_at(), version.no_show_percent)


TOKYO = ZoneInfo("Asia/Tokyo")
TRIP = Trip(date(2026, 4, 10), "Asia/Tokyo", time(9))


@pytest.mark.parametrize(
    ("local", "percent"),
    [
        ("2026-03-11 23:59:59", 5),  # 30 days before, to the last second
        ("2026-03-12 00:00:00", 20),  # 29 days before
        ("2026-03-26 23:59:59", 20),  # 15 days before
        ("2026-03-27 00:00:00", 80),  # 14 days before
        ("2026-04-10 08:59:59", 80),  # the day of departure
    ],
)
def test_a_tier_holds_to_the_midnight_that_ends_its_day_at_the_destination(local: str, percent: int) -> None:
    at = datetime.fromisoformat(local).replace(tzinfo=TOKYO)
    assert tier_for(VERSION, TRIP.days_left(at)).fee_percent == percent


def test_cut_offs_follow_one_another_up_to_the_meeting_time() -> None:
    at, seen = datetime(2026, 3, 1, tzinfo=UTC), []
    while cutoff := next_cutoff(VERSION, TRIP, at, cny("1000"), cny("300")):
        seen.append((cutoff.at.astimezone(TOKYO).isoformat(" "), str(cutoff.fee), str(cutoff.refund)))
        if cutoff.at == TRIP.leaves_at():
            break
        at = cutoff.at
    assert seen == [
        ("2026-03-12 00:00:00+09:00", "200.00 CNY", "100.00 CNY"),
        ("2026-03-27 00:00:00+09:00", "300.00 CNY", "0.00 CNY"),
        ("2026-04-10 09:00:00+09:00", "300.00 CNY", "0.00 CNY"),
    ]


def test_the_day_that_summer_time_begins_ends_at_its_own_midnight() -> None:
    trip = Trip(date(2026, 3, 30), "Europe/Berlin", None)
    assert trip.midnight(date(2026, 3, 30)) - trip.midnight(date(2026, 3, 29)) == timedelta(hours=23)
    assert trip.days_left(datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC)) == 1
    assert trip.days_left(datetime(2026, 3, 29, 22, tzinfo=UTC)) == 0


@pytest.mark.parametrize(
    ("day", "number"),
    [(date(2020, 1, 1), 1), (date(2026, 2, 28), 1), (date(2026, 3, 1), 2), (date(2030, 1, 1), 2)],
)
def test_the_version_of_the_day_of_booking_holds(day: date, number: int) -> None:
    version = version_at([LATER_VERSION, VERSION], day)
    assert version is not None and version.number == number


@pytest.mark.parametrize(
    "tiers",
    [
        (),
        (Tier(30, Decimal(5)),),
        (Tier(0, Decimal(5)), Tier(30, Decimal(1))),
        (Tier(30, Decimal(50)), Tier(0, Decimal(20))),
        (Tier(0, Decimal(101)),),
        (Tier(0, Decimal(-1)),),
    ],
)
def test_refuses_conditions_that_make_no_sense(tiers: tuple[Tier, ...]) -> None:
    with pytest.raises(DataError):
        check_version(replace(VERSION, tiers=tiers))
