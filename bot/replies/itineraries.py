"""What happens on a tour, day by day, and the facets of it that are told by themselves."""

from __future__ import annotations

from collections.abc import Mapping

from bot.destinations.values import Place
from bot.products.values import DayPlan, Stop, Tour
from bot.replies.values import Value, count, free_text, line, lines, listing, name, nights, word, words

Places = Mapping[str, Place]
Values = dict[str, object]


def whole(tour: Tour, places: Places) -> Values:
    """The values of `utter_itinerary`."""
    plan = [made for day in tour.itinerary for made in _day_lines(day, places)]
    return {
        "tour": name(tour.names),
        "summary": free_text(tour.summary),
        "days": count("count_days", tour.days),
        "nights": nights(tour.nights),
        "lines": lines(plan),
        "place": _place(tour.meeting.place if tour.meeting else None, places),
        "time": tour.meeting.time if tour.meeting else "",
    }


def one_day(tour: Tour, places: Places, number: int) -> Values | None:
    """The values of `utter_itinerary_day`; None where the tour has no such day."""
    day = next((one for one in tour.itinerary if one.day == number), None)
    if day is None:
        return None
    rows = [line("line_bullet", item=_timed(stop, places)) for stop in day.stops]
    if hotel := _hotel(day, places):
        rows.append(line("line_day_hotel", hotel=hotel))
    return {"tour": name(tour.names), "day": number, "lines": lines([*rows, *_note(day)])}


def hotels(tour: Tour, places: Places) -> Values | None:
    """The values of `utter_itinerary_hotels`; None where there is no hotel."""
    nights_at = ((day.day, _hotel(day, places)) for day in tour.itinerary)
    rows = [line("line_hotel_night", day=day, hotel=hotel) for day, hotel in nights_at if hotel]
    return {"tour": name(tour.names), "lines": lines(rows)} if rows else None


def meals(tour: Tour) -> Values:
    """The values of `utter_itinerary_meals`."""
    days = ((day, words("meal", day.meals) if day.meals else word("word_no_meals")) for day in tour.itinerary)
    rows = lines(line("line_meals_day", day=day.day, meals=served) for day, served in days)
    return {"tour": name(tour.names), "lines": rows}


def transport(tour: Tour) -> Values | None:
    """The values of `utter_itinerary_transport`; None where nothing is on record."""
    means = dict.fromkeys(stop.by for day in tour.itinerary for stop in day.stops if stop.by)
    return {"tour": name(tour.names), "transport": words("by", [by for by in means if by])} if means else None


def meeting(tour: Tour, places: Places) -> Values | None:
    """The values of `utter_itinerary_meeting`; None where no place is on record."""
    place = _place(tour.meeting.place if tour.meeting else None, places)
    if tour.meeting is None or not place:
        return None
    return {"tour": name(tour.names), "place": place, "time": tour.meeting.time}


def free_days(tour: Tour) -> list[Value]:
    """The days with time of one's own."""
    days = (day for day in tour.itinerary if any(stop.type == "free" for stop in day.stops))
    return [word("line_day_number", day=day.day) for day in days]


def guide(tour: Tour) -> Values:
    """The values of `utter_itinerary_guide`."""
    spoken = listing({"t": "tongue", "code": code} for code in tour.guide_languages)
    return {"tour": name(tour.names), "languages": spoken, "min": tour.group_min, "max": tour.group_max}


def duration(tour: Tour) -> Values:
    """The values of `utter_itinerary_duration`."""
    return {"tour": name(tour.names), "days": count("count_days", tour.days), "nights": nights(tour.nights)}


def _day_lines(day: DayPlan, places: Places) -> list[Value]:
    shown = [stop for stop in day.stops if stop.type not in {"transfer", "meal", "hotel"}]
    stops = listing(_what(stop, places) for stop in shown or day.stops)
    served = words("meal", day.meals) if day.meals else word("word_no_meals")
    return [line("line_day", day=day.day, stops=stops, meals=served, hotel=_hotel(day, places)), *_note(day)]


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
