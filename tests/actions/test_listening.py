"""In the middle of a complaint: what is a clear question, what ends it, and what is story all the same."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.listening import answer_about_us, asks_aside, leaves
from actions.turn import Voice
from bot.services import Desk
from bot.tickets.values import NewTicket
from tests.actions.turns import turn

CONTACT, DURATION = (("facet", "contact"),), (("facet", "duration"),)
STORY = "He shouted at us at the hotel, can you believe that? And then he left."


async def told(desk: Desk, *texts: str, **reading: Any) -> list[str]:
    """The keys that are said to a message, answered or not."""
    dispatcher = CollectingDispatcher()
    async with desk.open_services() as services:
        chat = (await services.conversations.open("widget", "traveller")).id
        if "ticket" in texts:
            await services.tickets.open(NewTicket(kind="complaint", category="hotel", conversation_id=chat))
        said = turn(texts[0], **reading, conversation=chat, asked="complaint_more")
        answered = await answer_about_us(said, Voice(dispatcher), services)
    keys = [str(message["response"]) for message in dispatcher.messages]
    assert bool(keys) == answered
    return keys


@pytest.mark.parametrize("text", ["and what is your phone number?", "wie ist Ihre Telefonnummer", "电话多少？"])
async def test_says_where_we_can_be_reached(demo_desk: Desk, text: str) -> None:
    said = await told(demo_desk, text, intent="talk_to_human", entities=CONTACT)
    assert said == ["utter_contact", "utter_resume"]


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("how long will it take?", "ask_itinerary", DURATION),
        ("when will I get an answer?", "check_ticket", ()),
        ("どのくらいかかりますか。", "ask_price", DURATION),
        ("¿cuánto tarda?", "ask_itinerary", DURATION),
        ("كم يستغرق ذلك؟", "ask_itinerary", DURATION),
    ],
)
async def test_says_how_long_a_complaint_takes(demo_desk: Desk, text: str, intent: str, entities: Any) -> None:
    assert await told(demo_desk, text, intent=intent, entities=entities) == ["utter_complaint_how_long", "utter_resume"]


async def test_leaves_a_question_about_an_earlier_case_to_that_case(demo_desk: Desk) -> None:
    assert await told(demo_desk, "any news?", "ticket", intent="check_ticket") == []


@pytest.mark.parametrize("text", [STORY, "how long must one wait? we stood there for an hour", "it took so long"])
async def test_a_story_is_not_a_question_about_us(demo_desk: Desk, text: str) -> None:
    assert await told(demo_desk, text, intent="ask_itinerary", entities=DURATION) == []


@pytest.mark.parametrize(
    ("text", "intent", "entities"),
    [
        ("do I need a visa for Japan?", "ask_documents", (("destination", "kyoto"),)),
        ("how can I pay?", "ask_payment", ()),
        ("is Cairo safe?", "ask_safety", (("destination", "cairo"),)),
    ],
)
def test_a_plain_question_is_answered_aside(text: str, intent: str, entities: Any) -> None:
    assert asks_aside(turn(text, intent, entities=entities))


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        (STORY, "ask_documents", 1.0),
        ("do you call that safe?", "ask_safety", 0.9),
        ("why was the room so dirty?", "make_complaint", 1.0),
        ("who needs a passport for that?", "ask_documents", 0.6),
        ("/ask_documents", "ask_documents", 1.0),
    ],
)
def test_what_only_sounds_like_a_question_stays_in_the_story(text: str, intent: str, confidence: float) -> None:
    assert not asks_aside(turn(text, intent, confidence))


def test_only_a_plain_wish_ends_a_story() -> None:
    assert leaves(turn("a person now", "talk_to_human", 0.9, asked="complaint_more"))
    assert not leaves(turn("nobody of your staff came", "talk_to_human", 0.7, asked="complaint_more"))
    assert leaves(turn("a person", "talk_to_human", 0.5, asked="complaint_wish"))
