"""Places that we do not go to: said plainly, and never answered with another place's facts."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation import ActionClarify, ActionInform
from actions.destinations import ActionAskDocuments, ActionAskSafety
from actions.door import DeskAction
from actions.itineraries import ActionAskItinerary
from actions.prices import ActionAskPrice
from actions.suggestions import ActionPlanTrip
from tests.actions.conftest import Act

DUBAI = {"entity": "elsewhere", "value": "dubai"}
KYOTO = {"entity": "destination", "value": "kyoto"}
TRANSPORT = {"entity": "facet", "value": "transport"}
TOUR = {"tour": "kyoto-gardens", "destination": "kyoto"}


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionAskPrice(), "ask_price"),
        (ActionAskItinerary(), "ask_itinerary"),
        (ActionAskSafety(), "ask_safety"),
        (ActionPlanTrip(), "plan_trip"),
    ],
)
async def test_says_so_even_while_the_talk_is_about_a_tour(act: Act, action: DeskAction, intent: str) -> None:
    said, _ = await act(action, "and Dubai?", intent=intent, entities=[DUBAI], **TOUR)
    assert said[0] == "utter_not_there"


async def test_a_bare_name_goes_on_with_the_topic(act: Act) -> None:
    said, _ = await act(ActionAskPrice(), "Dubai?", entities=[DUBAI], topic="ask_price", **TOUR)
    assert said == ["utter_not_there"]


@pytest.mark.parametrize("action", [ActionInform(), ActionClarify()])
async def test_without_a_topic_there_are_suggestions(act: Act, action: DeskAction) -> None:
    said, _ = await act(action, "Dubai", intent="inform", entities=[DUBAI])
    assert said == []  # another action follows


@pytest.mark.parametrize(
    ("action", "intent", "entities", "answered_by"),
    [
        (ActionAskDocuments(), "ask_documents", [DUBAI], "utter_documents"),
        (ActionAskItinerary(), "ask_itinerary", [DUBAI, TRANSPORT], "utter_itinerary"),
        (ActionAskPrice(), "ask_price", [DUBAI, KYOTO], "utter_price"),
    ],
)
async def test_where_somebody_comes_from_is_no_destination(
    act: Act, action: DeskAction, intent: str, entities: list[dict[str, Any]], answered_by: str
) -> None:
    said, _ = await act(action, "from Dubai", intent=intent, entities=entities, **TOUR)
    assert said[0].startswith(answered_by)
