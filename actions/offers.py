"""What was offered a moment ago and still stands, told from the messages themselves: nothing is kept twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from actions.turn import Turn, Voice
from bot.conversations.reading import Pressed, intent_of, read_payload
from bot.conversations.values import Message
from bot.replies.values import Value
from bot.services import Services

# How far back an offer is looked for: the longest form, a complaint, takes about twenty messages.
LOOKED_BACK = 30
TWO_WISHES = "utter_clarify_two"
OTHER_WISH = "utter_other_wish"
TOURS = frozenset({"utter_plan_trip", "utter_plan_trip_ask", "utter_choose_tour", "utter_not_there"})
_A_PERSON = "talk_to_human"


async def recent(turn: Turn, services: Services) -> tuple[Message, ...]:
    """Give the latest messages of the talk, the one that is being answered included."""
    return await services.conversations.latest(turn.conversation, LOOKED_BACK)


async def offer_other_wish(turn: Turn, voice: Voice, services: Services) -> None:
    """Once one of several wishes is answered, offer what is left of them; once."""
    if not await services.conversations.said_since(turn.conversation, TWO_WISHES, turn.seq - LOOKED_BACK):
        return
    if left := wishes_left(await recent(turn, services), turn.intent):
        voice.say(OTHER_WISH, [_again(wish) for wish in left])


def wishes_left(messages: Sequence[Message], intent: str) -> list[Pressed]:
    """Give the wishes of a message with several that wait, now that one of `intent` has been answered."""
    after = _since(messages, {TWO_WISHES})
    if after is None or any(message.key == OTHER_WISH for message in after[1:]):
        return []
    asked = [wish for wish in _offered(after[0]) if wish.intent != _A_PERSON]
    taken = {intent, *(_intent_of(message) for message in after[1:] if message.author == "traveller")}
    left = [wish for wish in asked if wish.intent not in taken]
    return left if len(left) < len(asked) else []


def tours_offered(messages: Sequence[Message]) -> list[str]:
    """Give the tours that were offered last, suggested or to choose from."""
    after = _since(messages, TOURS)
    offers = _offered(after[0]) if after else []
    return [str(offer.entities["tour"]) for offer in offers if "tour" in offer.entities]


def _since(messages: Sequence[Message], keys: Iterable[str]) -> Sequence[Message] | None:
    """Give the last message of ours with one of the keys, and all after it."""
    wanted = frozenset(keys)
    at = next((i for i in reversed(range(len(messages))) if messages[i].key in wanted), None)
    return None if at is None else messages[at:]


def _offered(message: Message) -> Iterator[Pressed]:
    return (read_payload(str(button["payload"])) for button in message.buttons)


def _intent_of(message: Message) -> str:
    if message.payload:
        return read_payload(message.payload).intent
    return intent_of(message.reading)[0]


def _again(wish: Pressed) -> Value:
    return {"title": f"button_{wish.intent}", "payload": wish.payload}
