"""What happens on a tour, day by day, and the facets of it that a traveller may ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from actions.context import offer_tours, tour_in_focus
from actions.departures import say_departures
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from bot.products.values import Tour
from bot.replies import itineraries
from bot.replies.itineraries import Places
from bot.replies.values import count, listing, name
from bot.services import Services


class ActionAskItinerary(DeskAction):
    """The day plan, or the day, the hotels, the meals, the transport, the departures of it."""

    def name(self) -> str:
        return "action_ask_itinerary"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        focus = await tour_in_focus(turn, services)
        tour = focus.tour
        if tour is None:
            offer_tours(turn, voice, focus.likely)
            return answered(turn)
        facet = str(turn.entity("facet") or "")
        if facet == "departures":
            await say_departures(turn, voice, services, tour)
        else:
            places = await services.destinations.places(tour.places())
            _FACETS.get(facet, _whole)(turn, voice, tour, places)
        return answered(turn, tour=tour.id, destination=tour.destination)


def _whole(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    asked = turn.entity("day")
    if asked is None:
        voice.say("utter_itinerary", **itineraries.whole(tour, places))
        return
    day = itineraries.one_day(tour, places, int(asked))
    if day is None:
        shared = {"tour": name(tour.names), "days": count("count_days", tour.days)}
        voice.say("utter_itinerary_no_day", day=int(asked), **shared)
        return
    voice.say("utter_itinerary_day", **day)


def _hotels(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    told = itineraries.hotels(tour, places)
    if told:
        voice.say("utter_itinerary_hotels", **told)
    else:
        voice.say("utter_itinerary_no_hotels", tour=name(tour.names))


def _meals(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    voice.say("utter_itinerary_meals", **itineraries.meals(tour))


def _transport(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    told = itineraries.transport(tour)
    if told is None:
        _whole(turn, voice, tour, places)
        return
    voice.say("utter_itinerary_transport", **told)


def _meeting(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    told = itineraries.meeting(tour, places)
    if told is None:
        _whole(turn, voice, tour, places)
        return
    voice.say("utter_itinerary_meeting", **told)


def _free_time(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    free = itineraries.free_days(tour)
    key = "utter_itinerary_free_time" if free else "utter_itinerary_no_free_time"
    voice.say(key, tour=name(tour.names), days=listing(free))


def _guide(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    voice.say("utter_itinerary_guide", **itineraries.guide(tour))


def _duration(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    voice.say("utter_itinerary_duration", **itineraries.duration(tour))


_FACETS: Mapping[str, Callable[[Turn, Voice, Tour, Places], None]] = {
    "hotel": _hotels,
    "meals": _meals,
    "transport": _transport,
    "meeting_point": _meeting,
    "free_time": _free_time,
    "guide": _guide,
    "duration": _duration,
}
