"""Which tours fit a wish, and why: pure functions, so that the same wish always gives the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.destinations.values import Destination
from bot.products.prices import admits, price
from bot.products.values import Departure, Party, PriceQuote, Reason, Suggestion, Tour, Wish

_FITS = 20
_NEAR = 8
_NO_SEATS = -60
_WORST_DAYS = -30
_GOOD_ANSWERS = ("yes", "on_request")
_FAMILY = "family"


def suggest(
    wish: Wish,
    tours: Sequence[Tour],
    departures: Sequence[Departure],
    destinations: Sequence[Destination],
    limit: int,
) -> tuple[Suggestion, ...]:
    """Give the `limit` best tours; a named destination is kept to as long as any tour goes there."""
    there = [tour for tour in tours if wish.destination in (tour.destination, *tour.also)]
    known = {destination.id: destination for destination in destinations}
    admitting = [tour for tour in there or tours if admits(tour, wish.party or Party())]
    weighed = [_weigh(wish, tour, departures, known[tour.destination]) for tour in admitting]
    return tuple(sorted(weighed, key=lambda one: (-one.score, one.quote.per_adult.amount, one.tour.id))[:limit])


def _weigh(wish: Wish, tour: Tour, departures: Sequence[Departure], destination: Destination) -> Suggestion:
    party = wish.party or Party()
    departure = _first_departure(tour, departures, party, wish.month)
    quote = price(tour, party, departure)
    judged = [
        _destination(wish, tour),
        _days(wish, tour),
        _budget(wish, quote),
        *_themes(wish, tour),
        *_needs(wish, tour),
        _season(wish, destination, departure),
        _children(party, tour),
        _seats(departure),
    ]
    score = sum(points for points, _ in judged)
    return Suggestion(tour, departure, quote, score, tuple(reason for _, reason in judged if reason))


Judgement = tuple[int, Reason | None]


def _first_departure(tour: Tour, departures: Sequence[Departure], party: Party, month: int | None) -> Departure | None:
    """Give the first departure with room for the party, in the wished month if there is one."""
    fitting = [one for one in departures if one.tour_id == tour.id and one.seats_left >= party.seats]
    in_month = [one for one in fitting if month is None or one.day.month == month]
    return min(in_month, key=_day, default=None)


def _day(departure: Departure) -> date:
    return departure.day


def _destination(wish: Wish, tour: Tour) -> Judgement:
    if wish.destination is None:
        return 0, None
    if wish.destination == tour.destination:
        return 2 * _FITS, Reason("fits_destination", {"destination": tour.destination})
    return (
        (_FITS, Reason("fits_destination", {"destination": wish.destination}))
        if wish.destination in tour.also
        else (0, None)
    )


def _days(wish: Wish, tour: Tour) -> Judgement:
    if wish.days is None:
        return 0, None
    apart = abs(tour.days - wish.days)
    if apart == 0:
        return _FITS, Reason("fits_days", {"days": tour.days})
    return (_NEAR if apart == 1 else max(_WORST_DAYS, -6 * apart)), None


def _budget(wish: Wish, quote: PriceQuote) -> Judgement:
    """Weigh the party's total against the budget; another currency cannot be compared, so it says nothing."""
    if wish.budget is None or wish.budget.currency != quote.currency:
        return 0, None
    if quote.total <= wish.budget:
        return _FITS, Reason("fits_budget", {"total": quote.total, "budget": wish.budget})
    return (0 if quote.total <= wish.budget.percent(115) else -2 * _FITS), None


def _themes(wish: Wish, tour: Tour) -> list[Judgement]:
    return [(15, Reason("matches_theme", {"theme": theme})) for theme in wish.themes if theme in tour.themes]


def _needs(wish: Wish, tour: Tour) -> list[Judgement]:
    answers = [(need, (tour.needs or {}).get(need)) for need in wish.needs]
    return [
        (15, Reason("meets_need", {"need": need, "answer": answer})) if answer in _GOOD_ANSWERS else (-_FITS, None)
        for need, answer in answers
    ]


def _season(wish: Wish, destination: Destination, departure: Departure | None) -> Judgement:
    month = wish.month or (departure.day.month if departure else None)
    season = destination.season(month) if month else None
    if month and season and season.good:
        return 10, Reason("good_season", {"month": month})
    return 0, None


def _children(party: Party, tour: Tour) -> Judgement:
    if not party.children and not party.infants:
        return 0, None
    baby_ready = not party.infants or (tour.needs or {}).get("infant") in _GOOD_ANSWERS
    if baby_ready and (_FAMILY in tour.themes or party.infants):
        return 15, Reason("child_friendly", {})
    return (0 if baby_ready else -_FITS), None


def _seats(departure: Departure | None) -> Judgement:
    if departure is None:
        return _NO_SEATS, None
    return 0, Reason("seats_left", {"seats": departure.seats_left, "day": departure.day})
