"""Which tour or destination a message is about: named in it, in the talk so far, or the traveller's own booking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.offers import recent, tours_offered
from actions.turn import Turn, Voice
from bot.destinations.values import Destination
from bot.products.values import Tour
from bot.replies.values import Value, button, name
from bot.services import Services

OFFERED = 6
# Messages in which tours offered are still what "how much?" is about.
STILL_MEANT = 10
LONGEST_PAYLOAD = 64
# What a place that we do not go to is asked for in; in "how do we get there from Paris?" it is where somebody lives.
_WHERE_TO = frozenset({"ask_price", "book_trip", "plan_trip", "ask_safety", "ask_etiquette", "inform", "nlu_fallback"})


@dataclass(frozen=True)
class Focus:
    """The tour meant, or else the likely ones."""

    tour: Tour | None
    likely: Sequence[Tour] = ()


def asks_for_elsewhere(turn: Turn) -> bool:
    """Say whether a message is about a place that we have no tours to."""
    if not turn.entity("elsewhere") or turn.entity("tour") or turn.entity("destination"):
        return False
    asked = _asked(turn)
    return asked in _WHERE_TO or (asked == "ask_itinerary" and not turn.entity("facet"))


async def tour_in_focus(turn: Turn, services: Services) -> Focus:
    """Find the tour: the message's own, its destination's, the talk's, one of those offered, the booking's."""
    if named := turn.entity("tour"):
        return Focus(await services.products.get_tour(str(named)))
    if there := turn.entity("destination"):
        return await _at_destination(str(there), turn, services)
    if asks_for_elsewhere(turn):
        return await _any(services)
    if remembered := turn.slots.get("tour"):
        return Focus(await services.products.get_tour(str(remembered)))
    if offered := await _offered(turn, services):
        return Focus(None, offered)
    booked = {booking.tour_id for booking in await services.bookings.verified(turn.conversation)}
    if len(booked) == 1:
        return Focus(await services.products.get_tour(booked.pop()))
    if there := turn.slots.get("destination"):
        return await _at_destination(str(there), turn, services)
    return await _any(services)


async def _any(services: Services) -> Focus:
    return Focus(None, (await services.products.list_tours())[:OFFERED])


async def _offered(turn: Turn, services: Services) -> list[Tour]:
    """The tours that were suggested, or given to choose from, and are still on sale."""
    meant = tours_offered((await recent(turn, services))[-STILL_MEANT:])
    on_sale = {tour.id: tour for tour in await services.products.list_tours()} if meant else {}
    return [on_sale[tour] for tour in meant if tour in on_sale]


async def _at_destination(destination: str, turn: Turn, services: Services) -> Focus:
    tours = await services.products.list_tours(destination)
    remembered = next((tour for tour in tours if tour.id == turn.slots.get("tour")), None)
    if remembered or len(tours) == 1:
        return Focus(remembered or tours[0])
    return Focus(None, tours[:OFFERED]) if tours else await _any(services)


async def destination_in_focus(turn: Turn, services: Services) -> Destination | None:
    """Find the destination: named, of the tour named, of the talk, of the booking."""
    if there := turn.entity("destination"):
        return await services.destinations.get(str(there))
    if asks_for_elsewhere(turn):
        return None
    tour = turn.entity("tour") or (turn.slots.get("tour") if not turn.slots.get("destination") else None)
    if tour:
        return await services.destinations.get((await services.products.get_tour(str(tour))).destination)
    if there := turn.slots.get("destination"):
        return await services.destinations.get(str(there))
    booked = {booking.destination for booking in await services.bookings.verified(turn.conversation)}
    return await services.destinations.get(booked.pop()) if len(booked) == 1 else None


def offer_tours(turn: Turn, voice: Voice, tours: Sequence[Tour], intent: str = "") -> None:
    """Ask which tour, with the likely ones as buttons."""
    asked = intent or _asked(turn)
    key = "utter_not_there" if asks_for_elsewhere(turn) else "utter_choose_tour"
    voice.ask(key, [_tour_button(turn, tour, asked) for tour in tours])


async def offer_destinations(turn: Turn, voice: Voice, services: Services) -> None:
    """Ask which destination, with those of the tours offered as buttons, or else all."""
    meant = {tour.destination for tour in await _offered(turn, services)}
    known = [one for one in await services.destinations.list_all() if not meant or one.id in meant]
    voice.ask(
        "utter_not_there" if asks_for_elsewhere(turn) else "utter_choose_destination",
        [button(name(one.names), _asked(turn), destination=one.id) for one in known],
    )


def _tour_button(turn: Turn, tour: Tour, asked: str) -> Value:
    """A tour to choose; the aspect or need that was asked about goes with it where the payload has room."""
    aspect = {"ask_itinerary": "facet", "ask_price": "facet", "ask_special_needs": "need"}.get(asked, "")
    if turn.entity(aspect):
        full = button(name(tour.names), asked, tour=tour.id, **{aspect: str(turn.entity(aspect))})
        if len(full["payload"]) <= LONGEST_PAYLOAD:
            return full
    return button(name(tour.names), asked, tour=tour.id)


def _asked(turn: Turn) -> str:
    """What the message asks; of a bare value, what the talk was about."""
    return str(turn.slots.get("topic") or turn.intent) if turn.intent == "inform" else turn.intent
