"""What happens on a tour, day by day, and the facets of it that a traveller may ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from actions.context import offer_tours, tour_in_focus
from actions.departures import say_departures
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from actions.values import Value, count, free_text, line, lines, listing, name, nights, word, words
from bot.destinations.values import Place
from bot.products.values import DayPlan, Stop, Tour
from bot.services import Services

Places = Mapping[str, Place]


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
    if asked is not None:
        _one_day(int(asked), voice, tour, places)
        return
    shared = {
        "place": _place(tour.meeting.place if tour.meeting else None, places),
        "time": tour.meeting.time if tour.meeting else "",
    }
    days, stays = count("count_days", tour.days), nights(tour.nights)
    plan = [made for day in tour.itinerary for made in _day_lines(day, places)]
    voice.say(
        "utter_itinerary",
        tour=name(tour.names),
        summary=free_text(tour.summary),
        days=days,
        nights=stays,
        lines=lines(plan),
        **shared,
    )


def _one_day(asked: int, voice: Voice, tour: Tour, places: Places) -> None:
    day = next((one for one in tour.itinerary if one.day == asked), None)
    if day is None:
        voice.say("utter_itinerary_no_day", tour=name(tour.names), days=count("count_days", tour.days), day=asked)
        return
    rows = [line("line_bullet", item=_timed(stop, places)) for stop in day.stops]
    if hotel := _hotel(day, places):
        rows.append(line("line_day_hotel", hotel=hotel))
    voice.say("utter_itinerary_day", tour=name(tour.names), day=asked, lines=lines([*rows, *_note(day)]))


def _day_lines(day: DayPlan, places: Places) -> list[Value]:
    shown = [stop for stop in day.stops if stop.type not in {"transfer", "meal", "hotel"}]
    stops = listing(_what(stop, places) for stop in shown or day.stops)
    meals = words("meal", day.meals) if day.meals else word("word_no_meals")
    return [line("line_day", day=day.day, stops=stops, meals=meals, hotel=_hotel(day, places)), *_note(day)]


def _note(day: DayPlan) -> list[Value]:
    return [line("line_day_note", note=free_text(day.note))] if day.note else []


def _timed(stop: Stop, places: Places) -> Value:
    what = _what(stop, places)
    return word("line_stop_at", time=stop.at, place=what) if stop.at else what


def _what(stop: Stop, places: Places) -> Value:
    place = _place(stop.place, places)
    if stop.type == "transfer":
        return word("line_stop_by", by=word(f"word_by_{stop.by or 'coach'}"), place=place)
    if stop.type == "meal":
        return word("line_stop_kind", kind=word(f"word_meal_{stop.meal or 'lunch'}"), place=place)
    if stop.type in {"sight", "area"}:
        return place if isinstance(place, dict) else word("word_stop_sight")
    kind = (
        word(f"word_activity_{stop.what}") if stop.type == "activity" and stop.what else word(f"word_stop_{stop.type}")
    )
    return word("line_stop_kind", kind=kind, place=place)


def _hotel(day: DayPlan, places: Places) -> Value | str:
    hotel = _place(day.hotel.place, places) if day.hotel else ""
    return word("line_hotel", hotel=hotel, stars=day.hotel.stars) if day.hotel and hotel else ""


def _place(place: str | None, places: Places) -> Value | str:
    return name(places[place].names) if place and place in places else ""


def _hotels(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    nights_at = ((day.day, _hotel(day, places)) for day in tour.itinerary)
    rows = [line("line_hotel_night", day=day, hotel=hotel) for day, hotel in nights_at if hotel]
    if rows:
        voice.say("utter_itinerary_hotels", tour=name(tour.names), lines=lines(rows))
    else:
        voice.say("utter_itinerary_no_hotels", tour=name(tour.names))


def _meals(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    days = ((day, words("meal", day.meals) if day.meals else word("word_no_meals")) for day in tour.itinerary)
    voice.say(
        "utter_itinerary_meals",
        tour=name(tour.names),
        lines=lines(line("line_meals_day", day=d.day, meals=meals) for d, meals in days),
    )


def _transport(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    means = dict.fromkeys(stop.by for day in tour.itinerary for stop in day.stops if stop.by)
    if not means:
        _whole(turn, voice, tour, places)
        return
    voice.say("utter_itinerary_transport", tour=name(tour.names), transport=words("by", [by for by in means if by]))


def _meeting(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    place = _place(tour.meeting.place if tour.meeting else None, places)
    if tour.meeting is None or not place:
        _whole(turn, voice, tour, places)
        return
    voice.say("utter_itinerary_meeting", tour=name(tour.names), place=place, time=tour.meeting.time)


def _free_time(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    free = [
        word("line_day_number", day=day.day) for day in tour.itinerary if any(stop.type == "free" for stop in day.stops)
    ]
    key = "utter_itinerary_free_time" if free else "utter_itinerary_no_free_time"
    voice.say(key, tour=name(tour.names), days=listing(free))


def _guide(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    spoken = listing({"t": "tongue", "code": code} for code in tour.guide_languages)
    voice.say(
        "utter_itinerary_guide",
        tour=name(tour.names),
        languages=spoken,
        min=tour.group_min,
        max=tour.group_max,
    )


def _duration(turn: Turn, voice: Voice, tour: Tour, places: Places) -> None:
    days, stays = count("count_days", tour.days), nights(tour.nights)
    voice.say("utter_itinerary_duration", tour=name(tour.names), days=days, nights=stays)


_FACETS: Mapping[str, Callable[[Turn, Voice, Tour, Places], None]] = {
    "hotel": _hotels,
    "meals": _meals,
    "transport": _transport,
    "meeting_point": _meeting,
    "free_time": _free_time,
    "guide": _guide,
    "duration": _duration,
}
