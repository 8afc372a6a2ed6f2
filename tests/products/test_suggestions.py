"""Tours that fit come first, and say why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.core.money import Money
from bot.products.suggestions import suggest
from bot.products.values import Component, Departure, Party, Suggestion, Tour, Wish
from bot.services import Desk
from tests.facts import KYOTO, TOUR, cny

ROME = replace(KYOTO, id="rome")
SHORT = replace(TOUR, id="short", days=2, nights=1, components=(Component("guide", cny("300")),), themes=("food",))
ROMAN = replace(TOUR, id="roman", destination="rome", themes=("honeymoon",), infant_amount=None)
TOURS = (TOUR, SHORT, ROMAN)
DEPARTURES = (
    *(Departure(number, tour.id, date(2026, 4, 10), 10, 6) for number, tour in enumerate(TOURS)),
    Departure(9, TOUR.id, date(2026, 7, 10), 10, 1),
)


def suggested(wish: Wish, tours: tuple[Tour, ...] = TOURS) -> tuple[Suggestion, ...]:
    return suggest(wish, tours, DEPARTURES, (KYOTO, ROME), limit=3)


def reasons(suggestion: Suggestion) -> set[str]:
    return {reason.kind for reason in suggestion.reasons}


def test_a_wish_that_fits_everything_names_every_reason() -> None:
    wish = Wish("kyoto", 5, cny("5000"), Party(2, children=1), ("culture",), 4)
    first, *_ = suggested(wish)
    assert first.tour == TOUR
    assert reasons(first) == {
        "fits_destination", "fits_days", "fits_budget", "matches_theme", "good_season", "child_friendly", "seats_left",
    }  # fmt: skip
    assert first.quote.total <= cny("5000")


def test_a_named_destination_is_kept_to() -> None:
    assert {one.tour.destination for one in suggested(Wish("rome", days=2, themes=("food",)))} == {"rome"}
    assert len(suggested(Wish("nowhere"))) == 3


def test_what_is_far_too_dear_comes_last() -> None:
    assert suggested(Wish(budget=cny("400")))[0].tour == SHORT
    assert "fits_budget" not in reasons(suggested(Wish(budget=cny("400")))[-1])


def test_a_budget_in_another_currency_is_not_compared() -> None:
    assert all("fits_budget" not in reasons(one) for one in suggested(Wish(budget=Money.of("9999", "EUR"))))


def test_a_departure_without_room_for_the_party_is_not_offered() -> None:
    (july, *_) = [one for one in suggested(Wish(month=7, party=Party(2))) if one.tour == TOUR]
    assert july.departure is None
    assert "seats_left" not in reasons(july)
    alone = next(one for one in suggested(Wish(month=7)) if one.tour == TOUR)
    assert alone.departure is not None and alone.departure.day.month == 7


def test_a_tour_that_takes_no_infants_is_not_offered_to_one() -> None:
    assert ROMAN not in [one.tour for one in suggested(Wish(party=Party(2, infants=1)))]


def test_a_need_that_is_met_is_a_reason_and_one_that_is_not_counts_against() -> None:
    halal = replace(TOUR, id="halal", needs={"halal": "yes"})
    leaving = tuple(replace(one, tour_id="halal") for one in DEPARTURES if one.tour_id == TOUR.id)
    wish = Wish(needs=("halal",))
    first, second = suggest(wish, (TOUR, halal), (*DEPARTURES, *leaving), (KYOTO,), limit=3)
    assert (first.tour.id, "meets_need" in reasons(first)) == ("halal", True)
    assert second.score < first.score


def test_the_same_wish_has_the_same_answer() -> None:
    assert suggested(Wish()) == suggested(Wish(), TOURS[::-1])


async def test_suggests_from_the_records(demo_desk: Desk) -> None:
    async with demo_desk.open_services(write=False) as services:
        found = await services.products.suggest("kyoto", days=5, party=Party(2), budget=cny("20000"))
        assert found[0].tour.destination == "kyoto"
        assert found[0].departure is not None
        assert found[0].quote.total <= cny("20000")
        assert Decimal(found[0].score) > 0
