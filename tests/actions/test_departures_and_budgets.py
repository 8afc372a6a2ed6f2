"""Months without a departure, and budgets in money that no price is in, are said to be so."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.departures import say_departures
from actions.suggestions import ActionPlanTrip
from actions.turn import Voice
from bot.services import Desk
from tests.actions.turns import turn

Said = list[dict[str, Any]]


async def departures(desk: Desk, date: str) -> Said:
    """What is said of the Kyoto tour's departures."""
    dispatcher = CollectingDispatcher()
    async with desk.open_services() as services:
        tour = await services.products.get_tour("kyoto-gardens")
        asked = turn(intent="ask_itinerary", entities=(("date", date),) if date else ())
        await say_departures(asked, Voice(dispatcher), services, tour)
    return dispatcher.messages


async def suggested(desk: Desk, *entities: tuple[str, object]) -> tuple[Said, dict[str, object]]:
    """What is said to a wish, and the slots that it sets."""
    dispatcher = CollectingDispatcher()
    async with desk.open_services() as services:
        wish = turn(intent="plan_trip", entities=entities)
        events = await ActionPlanTrip().act(wish, Voice(dispatcher), services)
    return dispatcher.messages, {event["name"]: event["value"] for event in events}


def keys(said: Said) -> list[str]:
    """The keys of what was said."""
    return [message["response"] for message in said]


def days(said: Said) -> list[str]:
    """The days in the list of departures, which comes last."""
    return [line["values"]["date"]["iso"] for line in said[-1]["values"]["lines"]["items"]]


async def test_the_departures_of_the_month_asked_for(demo_desk: Desk) -> None:
    month = days(await departures(demo_desk, ""))[-1][:7]
    said = await departures(demo_desk, month)
    assert keys(said) == ["utter_departures"]
    assert {day[:7] for day in days(said)} == {month}


@pytest.mark.parametrize(
    ("date", "key"), [("2031-02", "utter_no_departures_in"), ("2031-02-03", "utter_departure_unknown")]
)
async def test_a_month_or_day_without_one_is_said_before_the_next(demo_desk: Desk, date: str, key: str) -> None:
    said = await departures(demo_desk, date)
    assert keys(said) == [key, "utter_departures"]
    assert days(said) == days(await departures(demo_desk, ""))


async def test_a_budget_in_other_money_is_said_not_to_count(demo_desk: Desk) -> None:
    said, _ = await suggested(demo_desk, ("money", {"amount": "800", "currency": "EUR"}))
    assert keys(said) == ["utter_plan_trip_other_currency", "utter_plan_trip"]
    assert said[0]["values"]["budget"] == {"t": "money", "amount": "800.00", "currency": "EUR"}
    assert said[0]["values"]["currency"] == {"t": "list", "items": ["CNY"]}


async def test_a_budget_in_the_money_of_the_prices_needs_no_such_word(demo_desk: Desk) -> None:
    said, _ = await suggested(demo_desk, ("money", {"amount": "8000", "currency": "CNY"}))
    assert keys(said) == ["utter_plan_trip"]


async def test_suggestions_end_the_talk_of_an_earlier_tour_and_keep_who_travels(demo_desk: Desk) -> None:
    party = {"adults": 2, "children": 1, "infants": 0}
    _, slots = await suggested(demo_desk, ("party", party))
    assert (slots["tour"], slots["destination"], slots["party"]) == (None, None, party)
