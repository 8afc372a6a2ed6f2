"""What still stands of what was offered: the second of two wishes, and the tours that "how much?" is about."""

from __future__ import annotations

from collections.abc import Sequence

from actions.offers import OTHER_WISH, TWO_WISHES, tours_offered, wishes_left
from bot.conversations.reading import read_payload
from bot.conversations.values import Message
from tests.conftest import NOW

PRICE, SAFETY, PERSON = '/ask_price{"tour":"great-wall"}', '/ask_safety{"tour":"great-wall"}', "/talk_to_human"


def message(author: str, key: str | None = None, payload: str | None = None, **values: object) -> Message:
    """A message of which only what matters here is told."""
    buttons = tuple({"title": "", "payload": one} for one in values.get("offers", ()))  # type: ignore[attr-defined]
    intent = values.get("intent")
    reading = {"intent": {"name": intent}} if intent else None
    return Message(
        id=1, conversation_id="c", seq=1, author=author, staff_id=None, audience="all", client_id=None, text="",
        payload=payload, truncated=False, key=key, values=None, buttons=buttons, language="en", reading=reading,
        handled=True, turn_of=None, at=NOW,
    )  # fmt: skip


def asked_two() -> list[Message]:
    """The assistant has asked which of two wishes comes first."""
    return [message("traveller"), message("assistant", TWO_WISHES, offers=[PRICE, SAFETY, PERSON])]


def left(messages: Sequence[Message], intent: str) -> list[str]:
    """The payloads that are offered again."""
    return [wish.payload for wish in wishes_left(messages, intent)]


def test_the_second_wish_is_left_when_the_first_is_answered_and_keeps_its_tour() -> None:
    assert left([*asked_two(), message("traveller", payload=PRICE)], "ask_price") == [SAFETY]


def test_a_wish_that_was_typed_instead_of_pressed_is_answered_all_the_same() -> None:
    assert left([*asked_two(), message("traveller", intent="ask_safety")], "ask_safety") == [PRICE]


def test_the_second_wish_waits_until_a_question_back_is_settled() -> None:
    talk = [*asked_two(), message("traveller", payload=PRICE), message("assistant", "utter_choose_tour")]
    assert left([*talk, message("traveller", intent="inform")], "inform") == [SAFETY]


def test_nothing_is_left_before_one_of_them_was_taken() -> None:
    assert left([*asked_two(), message("traveller", intent="ask_payment")], "ask_payment") == []


def test_a_person_is_not_offered_as_a_wish() -> None:
    assert left([*asked_two(), message("traveller", payload=PERSON)], "talk_to_human") == []


def test_what_was_taken_or_offered_again_once_is_not_offered_any_more() -> None:
    taken = [*asked_two(), message("traveller", payload=PRICE)]
    assert left([*taken, message("traveller", intent="ask_safety")], "ask_safety") == []
    assert left([*taken, message("assistant", OTHER_WISH), message("traveller")], "thank") == []


def test_a_talk_without_two_wishes_has_nothing_left() -> None:
    assert left([message("traveller"), message("assistant", "utter_clarify", offers=[PRICE])], "ask_price") == []


def test_the_tours_meant_are_those_offered_last() -> None:
    talk = [
        message("assistant", "utter_choose_tour", offers=['/ask_price{"tour":"rome"}']),
        message(
            "assistant", "utter_plan_trip", offers=['/ask_itinerary{"tour":"xian"}', '/ask_itinerary{"tour":"li"}']
        ),
        message("assistant", "utter_thank", offers=["/ask_price"]),
    ]
    assert tours_offered(talk) == ["xian", "li"]
    assert tours_offered(talk[2:]) == []


def test_reads_a_payload_with_and_without_entities() -> None:
    assert (read_payload("/ask_price").intent, read_payload("/ask_price").entities) == ("ask_price", {})
    assert read_payload(PRICE).entities == {"tour": "great-wall"}
    assert read_payload("/ask_price{broken").intent == "ask_price"
