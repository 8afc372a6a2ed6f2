"""Which kinds of customer somebody is, by what is known of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.core.errors import DataError
from bot.dossiers.facts import Journey, Material, facts_of
from bot.dossiers.segments import segments, segments_of
from bot.dossiers.values import Facts
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), ("new",)),
        (Facts(known_days=91), ()),
        (Facts(known_days=400, trips=1, days_since_trip=30), ()),
        (Facts(known_days=400, trips=2, days_since_trip=30), ("returning",)),
        (Facts(known_days=400, trips=5, days_since_trip=30), ("vip", "returning")),
        (Facts(known_days=400, trips=1, days_since_trip=30, paid=Decimal("50000")), ("vip",)),
        (Facts(known_days=400, trips=1, days_since_trip=30, paid=Decimal("49999.99")), ()),
        (Facts(known_days=900, trips=1, days_since_trip=548), ("lapsed",)),
        (Facts(known_days=900, trips=1, days_since_trip=547), ()),
        (Facts(days_to_departure=30), ("upcoming", "new")),
        (Facts(days_to_departure=31), ("new",)),
        (Facts(days_to_departure=0, underway=1), ("travelling", "upcoming", "new")),
        (Facts(complaints=1), ("complained", "new")),
        (Facts(children=1), ("new", "family")),
        (Facts(oldest=65), ("new", "senior")),
        (Facts(oldest=64), ("new",)),
        (Facts(needs=frozenset({"elderly"})), ("new", "senior")),
        (Facts(needs=frozenset({"wheelchair", "halal"})), ("new", "accessibility")),
    ],
)
def test_a_customer_is_in_the_segments_whose_rules_hold(facts: Facts, expected: tuple[str, ...]) -> None:
    assert segments_of(facts, segments()) == expected


def test_refuses_a_rule_about_something_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "segments.yml").write_text("segments: [{name: tall, when: [{height: {at_least: 200}}]}]")
    with pytest.raises(DataError, match="height"):
        segments(tmp_path)


def journey(state: str, leaves: int, days: int = 5, currency: str = "CNY") -> Journey:
    day = TODAY + timedelta(days=leaves)
    return Journey(state, day, day + timedelta(days=days - 1), currency)


@pytest.mark.parametrize(
    ("one", "trips", "since", "until", "underway"),
    [
        (journey("paid", -30), 1, 26, None, 0),
        (journey("completed", -30), 1, 26, None, 0),
        (journey("cancelled", -30), 0, None, None, 0),
        (journey("no_show", -30), 0, None, None, 0),
        (journey("paid", -4), 0, None, None, 1),  # the last day of the trip
        (journey("travelling", -1), 0, None, None, 1),
        (journey("confirmed", 12), 0, None, 12, 0),
        (journey("held", 12), 0, None, None, 0),  # a hold is no trip yet
        (journey("paid", 0), 0, None, 0, 1),
    ],
)
def test_a_journey_counts_by_its_state_and_days(
    one: Journey, trips: int, since: int | None, until: int | None, underway: int
) -> None:
    facts = facts_of(Material(NOW, journeys=[one]), NOW, TODAY, "CNY")
    assert (facts.trips, facts.days_since_trip, facts.days_to_departure, facts.underway) == (
        trips,
        since,
        until,
        underway,
    )


def test_only_money_in_the_companys_currency_is_added_up() -> None:
    material = Material(datetime(2025, 3, 10, tzinfo=NOW.tzinfo), birth_years={1950, 2018}, children=2)
    material.paid.update({"CNY": Decimal("1200.50"), "EUR": Decimal("90000")})
    facts = facts_of(material, NOW, date(2026, 3, 10), "CNY")
    assert (facts.paid, facts.oldest, facts.known_days, facts.children) == (Decimal("1200.50"), 76, 365, 2)
