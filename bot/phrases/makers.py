"""How reply keys that say more than single values are filled: key → what it is about, and the values of it.

A maker gives None where the key does not fit: no refund is quoted for a trip that has begun.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.bookings.values import CANCELLABLE, Booking
from bot.company.values import Company
from bot.core.contacts import readable_phone
from bot.destinations.values import Destination
from bot.phrases.reader import Reader
from bot.policies.errors import NotCancellable
from bot.products.errors import PartyNotAdmitted
from bot.products.values import Party, Tour
from bot.replies import bookings, itineraries, places, policies, prices, tickets, tours
from bot.replies.promotions import promotion_line
from bot.replies.values import lines, listing, name, word
from bot.tickets.values import Ticket

Values = Mapping[str, object]
Asked = Mapping[str, Any]
DEPARTURES = 5
POPULAR = 4


@dataclass(frozen=True)
class Maker:
    """`subject`: booking, tour, destination, ticket or company; `asks`: what else has to be known, by field."""

    subject: str
    make: Callable[[Reader, Any, Asked], Awaitable[Values | None]]
    asks: tuple[str, ...] = ()


async def _booking(reader: Reader, booking: Booking, asked: Asked) -> Values:
    place = booking.meeting.place if booking.meeting else None
    found = await reader.records.destinations.places([place] if place else [])
    return bookings.booking_values(booking, next(iter(found.values()), None))


async def _quote(reader: Reader, booking: Booking, asked: Asked) -> Values | None:
    try:
        return policies.quote_values(await reader.records.policies.quote_cancellation(booking.id))
    except NotCancellable:
        return None


async def _cancel(reader: Reader, booking: Booking, asked: Asked) -> Values | None:
    quote = await _quote(reader, booking, asked)
    return {"quote": word("utter_refund_quote", **quote)} if quote else None


async def _past_cancelling(reader: Reader, booking: Booking, asked: Asked) -> Values | None:
    if booking.state in CANCELLABLE:
        return None
    return {"reference": booking.reference, "state": bookings.state_words(booking)}


async def _owed(reader: Reader, booking: Booking, asked: Asked) -> Values | None:
    company = await reader.company()
    return bookings.owed(booking, company) if company and booking.balance else None


async def _nothing_owed(reader: Reader, booking: Booking, asked: Asked) -> Values | None:
    company = await reader.company()
    return bookings.owed(booking, company) if company and not booking.balance and booking.paid else None


async def _change(reader: Reader, booking: Booking, asked: Asked) -> Values:
    version = await reader.records.policies.for_booking(booking.id)
    return {"reference": booking.reference, "rule": lines([policies.change_rule(version)])}


async def _rules(reader: Reader, tour: Tour, asked: Asked) -> Values:
    version = await reader.records.policies.for_tour(tour.id)
    return {"tour": name(tour.names), **policies.rules(version)}


async def _all_rules(reader: Reader, company: Company, asked: Asked) -> Values | None:
    found = [one.versions[-1] for one in await reader.records.policies.list_all() if one.versions]
    return {"lines": lines(map(policies.in_short, found))} if found else None


async def _price(reader: Reader, tour: Tour, asked: Asked) -> Values:
    return prices.plain(tour, await reader.records.products.quote(tour.id, Party()))


async def _price_of_party(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    party = _party(reader.about.mentioned.get("party"))
    booking = await reader.booking()
    if party is None and booking and booking.tour_id == tour.id:
        party = booking.party
    if party is None:
        return None
    try:
        return prices.of_party(tour, await reader.records.products.quote(tour.id, party), party)
    except PartyNotAdmitted:
        return None


def _party(said: object) -> Party | None:
    if not isinstance(said, Mapping):
        return None
    adults, children, infants = (int(said.get(kind) or 0) for kind in ("adults", "children", "infants"))
    return Party(adults, children, infants) if adults + children + infants > 0 else None


async def _day(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    found = await reader.records.destinations.places(tour.places())
    return itineraries.one_day(tour, found, int(asked["day"]))


async def _departures(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    coming = [one for one in await reader.records.products.departures(tour.id) if one.seats_left][:DEPARTURES]
    quotes = [await reader.records.products.quote(tour.id, Party(), one) for one in coming]
    rows = [(one.day, one.seats_left, quote.per_adult) for one, quote in zip(coming, quotes, strict=True)]
    return {"tour": name(tour.names), "lines": prices.departure_lines(rows)} if rows else None


async def _no_departures(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    coming = [one for one in await reader.records.products.departures(tour.id) if one.seats_left]
    return None if coming else {"tour": name(tour.names)}


async def _none_in_month(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    month = int(asked["month"])
    coming = [one for one in await reader.records.products.departures(tour.id) if one.seats_left]
    if any(one.day.month == month for one in coming):
        return None
    return {"tour": name(tour.names), "month": {"t": "month", "number": month}}


async def _payment(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    company = await reader.company()
    return bookings.terms_of_payment(tour, company) if company and tour.deposit_percent < 100 else None


async def _payment_full(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    company = await reader.company()
    return bookings.terms_of_payment(tour, company) if company and tour.deposit_percent >= 100 else None


async def _insurance(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    company = await reader.company()
    return places.insurance_values(tour, company) if company else None


async def _need(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    level = (tour.needs or {}).get(str(asked["need"]))
    return _need_values(tour, asked, level) if level and level != "no" else None


async def _need_not_met(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
    level = (tour.needs or {}).get(str(asked["need"]))
    return _need_values(tour, asked, level) if level == "no" else None


def _need_values(tour: Tour, asked: Asked, level: str) -> Values:
    return {"tour": name(tour.names), "need": tours.need_words(str(asked["need"])), "level": tours.level_words(level)}


async def _promotions(reader: Reader, company: Company, asked: Asked) -> Values | None:
    found = await reader.records.products.promotions()
    return {"lines": lines(map(promotion_line, found))} if found else None


async def _no_promotions(reader: Reader, company: Company, asked: Asked) -> Values | None:
    return None if await reader.records.products.promotions() else {"tour": ""}


async def _popular(reader: Reader, company: Company, asked: Asked) -> Values:
    found = await reader.records.products.suggest(limit=POPULAR)
    return {"lines": lines(tours.in_short(one.tour) for one in found)}


async def _safety(reader: Reader, there: Destination, asked: Asked) -> Values | None:
    company = await reader.company()
    told = places.safety_values(there, _passport(reader))
    return {**told, "line": readable_phone(company.emergency_line)} if company else None


async def _documents(reader: Reader, there: Destination, asked: Asked) -> Values:
    return places.documents_values(there, _passport(reader))


def _passport(reader: Reader) -> str | None:
    return str(reader.about.mentioned.get("nationality") or "") or places.likely_passport(reader.about.language)


async def _ticket(reader: Reader, ticket: Ticket, asked: Asked) -> Values:
    return tickets.progress(ticket, await reader.zone())


def _of_tour(make: Callable[[Tour], Values | None]) -> Maker:
    async def made(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
        return make(tour)

    return Maker("tour", made)


def _with_places(make: Callable[[Tour, itineraries.Places], Values | None]) -> Maker:
    async def made(reader: Reader, tour: Tour, asked: Asked) -> Values | None:
        return make(tour, await reader.records.destinations.places(tour.places()))

    return Maker("tour", made)


def _needs(tour: Tour) -> Values | None:
    return {"tour": name(tour.names), "lines": tours.need_lines(tour, tour.needs)} if tour.needs else None


def _free_time(tour: Tour) -> Values | None:
    free = itineraries.free_days(tour)
    return {"tour": name(tour.names), "days": listing(free)} if free else None


async def _etiquette(reader: Reader, there: Destination, asked: Asked) -> Values:
    return places.etiquette_values(there)


async def _methods(reader: Reader, company: Company, asked: Asked) -> Values:
    return {"methods": bookings.methods(company)}


MAKERS: Mapping[str, Maker] = {
    "utter_booking": Maker("booking", _booking),
    "utter_refund_quote": Maker("booking", _quote),
    "utter_cancel_booking": Maker("booking", _cancel),
    "utter_refund_not_cancellable": Maker("booking", _past_cancelling),
    "utter_payment_booking": Maker("booking", _owed),
    "utter_payment_booking_paid": Maker("booking", _nothing_owed),
    "utter_change_booking": Maker("booking", _change),
    "utter_refund_policy": Maker("tour", _rules),
    "utter_refund_policy_general": Maker("company", _all_rules),
    "utter_price": Maker("tour", _price),
    "utter_price_party": Maker("tour", _price_of_party),
    "utter_price_child": _of_tour(prices.for_children),
    "utter_price_single": _of_tour(prices.single_room),
    "utter_price_included": _of_tour(prices.included),
    "utter_itinerary": _with_places(itineraries.whole),
    "utter_itinerary_day": Maker("tour", _day, ("day",)),
    "utter_itinerary_hotels": _with_places(itineraries.hotels),
    "utter_itinerary_no_hotels": _of_tour(lambda tour: None if tour.nights else {"tour": name(tour.names)}),
    "utter_itinerary_duration": _of_tour(itineraries.duration),
    "utter_itinerary_meals": _of_tour(itineraries.meals),
    "utter_itinerary_transport": _of_tour(itineraries.transport),
    "utter_itinerary_meeting": _with_places(itineraries.meeting),
    "utter_itinerary_free_time": _of_tour(_free_time),
    "utter_itinerary_no_free_time": _of_tour(lambda t: None if itineraries.free_days(t) else {"tour": name(t.names)}),
    "utter_itinerary_guide": _of_tour(itineraries.guide),
    "utter_departures": Maker("tour", _departures),
    "utter_book_trip": Maker("tour", _departures),
    "utter_no_departures": Maker("tour", _no_departures),
    "utter_no_departures_in": Maker("tour", _none_in_month, ("month",)),
    "utter_book_trip_noted": _of_tour(lambda tour: {"tour": name(tour.names)}),
    "utter_tour_age_limit": _of_tour(lambda tour: {"tour": name(tour.names)}),
    "utter_special_needs": _of_tour(_needs),
    "utter_special_need": Maker("tour", _need, ("need",)),
    "utter_special_need_no": Maker("tour", _need_not_met, ("need",)),
    "utter_insurance": Maker("tour", _insurance),
    "utter_plan_trip_ask": Maker("company", _popular),
    "utter_payment": Maker("tour", _payment),
    "utter_payment_full": Maker("tour", _payment_full),
    "utter_payment_general": Maker("company", _methods),
    "utter_promotions": Maker("company", _promotions),
    "utter_no_promotions": Maker("company", _no_promotions),
    "utter_safety": Maker("destination", _safety),
    "utter_documents": Maker("destination", _documents),
    "utter_etiquette": Maker("destination", _etiquette),
    "utter_check_ticket": Maker("ticket", _ticket),
}
