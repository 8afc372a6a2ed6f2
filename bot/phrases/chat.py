"""What a chat is about, from what its traveller has said and pressed lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.conversations.reading import read_payload
from bot.conversations.values import Conversation, Message
from bot.localisation.languages import spoken
from bot.phrases.values import About

# A press of "Price" in the middle of a talk about one tour names no tour; its intent's own words do not count either.
_KEPT = frozenset(
    {
        "tour",
        "destination",
        "booking_reference",
        "ticket_reference",
        "party",
        "day",
        "date",
        "need",
        "nationality",
        "complaint_category",
    }
)


def about_of(conversation: Conversation, recent: Iterable[Message], agent: str) -> About:
    """Gather what the latest messages name, the latest of each kind; `agent` is the colleague's name."""
    mentioned: dict[str, object] = {}
    summary = conversation.summary or {}
    for kind in ("tour", "booking"):
        if isinstance(summary.get(kind), str):
            mentioned["booking_reference" if kind == "booking" else kind] = summary[kind]
    for message in recent:
        if message.author == "traveller":
            _heed(mentioned, _named(message))
    return About(conversation.id, language_of(conversation), conversation.customer_id, agent, mentioned)


def language_of(conversation: Conversation) -> str:
    """Give the language the traveller is answered in."""
    return spoken(conversation.language_choice or conversation.language)


def _named(message: Message) -> Mapping[str, object]:
    entities = (message.reading or {}).get("entities")
    read = entities if isinstance(entities, list) else []
    found = {str(one["entity"]): one.get("value") for one in read if one.get("entity")}
    return {**found, **read_payload(message.payload).entities}


def _heed(mentioned: dict[str, object], named: Mapping[str, object]) -> None:
    """Add what a message names; another tour is of another place, and the other way round."""
    if named.get("tour") or named.get("destination"):
        mentioned.pop("tour", None)
        mentioned.pop("destination", None)
    mentioned.update({kind: value for kind, value in named.items() if kind in _KEPT and value not in (None, "", {})})
