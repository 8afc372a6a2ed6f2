"""What a party pays, line by line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money
from bot.products.errors import PartyNotAdmitted
from bot.products.prices import price
from bot.products.values import Departure, Party, PriceSeason
from tests.facts import TOUR, cny

parties = st.builds(Party, st.integers(1, 9), st.integers(0, 5), st.integers(0, 3), st.integers(0, 4))
departures = st.none() | st.builds(
    Departure,
    st.just(1),
    st.just(TOUR.id),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.just(10),
    st.just(10),
    st.none() | st.decimals(-50, 50, places=1),
)


def on(day: str, percent: str | None = None) -> Departure:
    return Departure(1, TOUR.id, date.fromisoformat(day), 10, 10, None if percent is None else Decimal(percent))


@given(parties, departures)
def test_lines_add_up_and_each_is_unit_times_quantity(party: Party, departure: Departure | None) -> None:
    quote = price(TOUR, party, departure)
    assert Money.total((line.total for line in quote.lines), "CNY") == quote.total
    assert all(line.unit * line.quantity == line.total for line in quote.lines)
    assert all(line.unit.rounded() == line.unit for line in quote.lines)


@given(parties, departures)
def test_a_party_pays_what_its_people_pay(party: Party, departure: Departure | None) -> None:
    quote = price(TOUR, party, departure)
    assert quote.per_child is not None and quote.per_infant is not None and quote.single_supplement is not None
    people = quote.per_adult * party.adults + quote.per_child * party.children + quote.per_infant * party.infants
    assert quote.total == people + quote.single_supplement * party.single_rooms


def test_without_a_departure_the_price_is_out_of_season() -> None:
    quote = price(TOUR, Party(adults=2, children=1, infants=1), None)
    assert [(line.kind, line.name, str(line.unit), line.quantity) for line in quote.lines] == [
        ("component", "transport", "400.05 CNY", 2),
        ("component", "lodging", "600.00 CNY", 2),
        ("child", "child", "700.04 CNY", 1),
        ("infant", "infant", "50.00 CNY", 1),
    ]
    assert (quote.total, quote.season, quote.balance_due) == (cny("2750.14"), None, None)
    assert quote.deposit == cny("825.04")


def test_in_season_a_surcharge_is_shown_and_the_narrower_season_wins() -> None:
    quote = price(TOUR, Party(adults=1), on("2026-04-10"))
    assert (quote.season, quote.balance_due) == ("blossom", date(2026, 3, 27))
    assert [(line.kind, str(line.total)) for line in quote.lines[2:]] == [("season", "333.02 CNY")]
    assert price(TOUR, Party(), on("2026-05-31")).season == "spring"
    assert price(TOUR, Party(), on("2026-06-01")).season is None


def test_a_departures_own_reduction_comes_beside_the_season() -> None:
    quote = price(TOUR, Party(adults=1, children=1), on("2026-05-01", "-10"))
    surcharges = [
        (line.kind, line.who, str(line.total)) for line in quote.lines if line.percent and line.kind != "child"
    ]
    assert surcharges == [
        ("season", "adult", "200.01 CNY"),
        ("season", "child", "140.01 CNY"),
        ("departure", "adult", "-100.01 CNY"),
        ("departure", "child", "-70.00 CNY"),
    ]


def test_a_season_may_run_over_new_year() -> None:
    winter = replace(TOUR, seasons=(PriceSeason("winter", "12-20", "01-05", Decimal(10)),))
    found = [price(winter, Party(), on(day)).season for day in ("2026-12-19", "2026-12-20", "2027-01-05", "2027-01-06")]
    assert found == [None, "winter", "winter", None]


def test_single_rooms_are_paid_for_only_where_asked() -> None:
    assert price(TOUR, Party(2, single_rooms=1), None).total == price(TOUR, Party(2), None).total + cny("300")


def test_a_party_too_young_is_refused() -> None:
    strict = replace(TOUR, infant_amount=None, min_age=6)
    with pytest.raises(PartyNotAdmitted) as refused:
        price(strict, Party(1, infants=1), None)
    assert refused.value.values == {"tour": TOUR.id, "who": "infants", "min_age": 6}
    assert price(strict, Party(1, children=1), None).per_infant is None


@pytest.mark.parametrize("numbers", [(0, 0, 0, 0), (-1, 2, 0, 0), (1, 0, 0, -1)])
def test_a_party_of_nobody_is_none(numbers: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="party"):
        Party(*numbers)
