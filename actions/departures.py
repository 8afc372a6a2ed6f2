"""When a tour leaves: on the day or in the month that was asked for, or else next."""

from __future__ import annotations

from collections.abc import Sequence

from actions.turn import Turn, Voice
from bot.products.values import Departure, Party, Tour
from bot.replies.prices import departure_lines
from bot.replies.values import name
from bot.services import Services

SHOWN = 5
_MONTH = len("2026-05")


async def say_departures(
    turn: Turn, voice: Voice, services: Services, tour: Tour, key: str = "utter_departures"
) -> None:
    """Say the departures with places and price; where there is none when the message wants one, so, and the next."""
    coming = [one for one in await services.products.departures(tour.id) if one.seats_left]
    # A day or a month alone: 2026-05-17, 2026-05.
    asked = str(turn.entity("date") or "")
    meant = departures_in(coming, asked)
    if not coming:
        voice.say("utter_no_departures", tour=name(tour.names))
        return
    if not meant:
        _say_none_then(voice, tour, asked)
    shown = (meant or coming)[:SHOWN]
    quotes = [await services.products.quote(tour.id, Party(), one) for one in shown]
    rows = [(one.day, one.seats_left, quote.per_adult) for one, quote in zip(shown, quotes, strict=True)]
    voice.say(key if meant else "utter_departures", tour=name(tour.names), lines=departure_lines(rows))


def departures_in(departures: Sequence[Departure], asked: str) -> list[Departure]:
    """Give those on a day ("2026-05-17") or in a month ("2026-05"); all where none is asked for."""
    return [one for one in departures if one.day.isoformat().startswith(asked)]


def _say_none_then(voice: Voice, tour: Tour, asked: str) -> None:
    if len(asked) == _MONTH:
        voice.say("utter_no_departures_in", tour=name(tour.names), month={"t": "month", "number": int(asked[5:])})
    else:
        voice.say("utter_departure_unknown")
