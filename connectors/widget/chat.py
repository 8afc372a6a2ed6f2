"""The records of one traveller's conversation, as the widget shows them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.values import BOT, Conversation, Message
from bot.localisation.languages import DEFAULT, languages
from bot.services import Services
from connectors.widget.shapes import Button, MessagesAnswer, OwnerState, TravellerMessage

CHANNEL = "widget"
_OFFERS_KEPT = 200  # messages back; a button older than that is long scrolled away


async def find(services: Services, sender: str) -> Conversation | None:
    """Give the sender's conversation, if it has begun."""
    return await services.conversations.find(CHANNEL, sender)


async def page(services: Services, sender: str, after: int | None, limit: int | None = None) -> MessagesAnswer:
    """Give a stretch of the conversation: what follows `after`, or the latest `limit` messages."""
    conversation = await find(services, sender)
    if conversation is None:
        return MessagesAnswer(messages=[], last_seq=0, owner=OwnerState())
    start = max(0, conversation.last_seq - (limit or 0)) if after is None else after
    stretch = await services.conversations.history(conversation.id, start, limit=limit)
    names = await _names(services, conversation, stretch)
    return MessagesAnswer(
        messages=[_shown(message, conversation, names) for message in stretch],
        last_seq=conversation.last_seq,
        owner=_owner(conversation, names),
    )


async def settle(services: Services, sender: str, seq: int) -> None:
    """Note that the traveller's page has everything up to `seq`."""
    conversation = await find(services, sender)
    if conversation:
        await services.conversations.shown(conversation.id, CHANNEL, seq)


async def choose_language(services: Services, sender: str, language: str) -> None:
    """Keep the traveller's choice; it may be their first word to us."""
    conversation = await services.conversations.open(CHANNEL, sender, language)
    await services.conversations.set_language_choice(conversation.id, language)


async def languages_of(services: Services, sender: str) -> tuple[str | None, str | None]:
    """Give the language the traveller chose, and the one they were last seen to write."""
    conversation = await find(services, sender)
    return (conversation.language_choice, conversation.language) if conversation else (None, None)


async def title_of(services: Services, sender: str, payload: str, welcome: Sequence[Button]) -> str | None:
    """Give what the button with this payload read, if one was offered: by a message, or by the welcome."""
    titles = {button.payload: button.title for button in welcome}
    conversation = await find(services, sender)
    if conversation:
        start = max(0, conversation.last_seq - _OFFERS_KEPT)
        for message in await services.conversations.history(conversation.id, start):
            titles.update((button.payload, button.title) for button in _buttons(message))
    return titles.get(payload)


def _shown(message: Message, conversation: Conversation, names: dict[str, str]) -> TravellerMessage:
    language = message.language or conversation.language or DEFAULT
    return TravellerMessage.model_validate(
        {
            "seq": message.seq,
            "author": message.author,
            "name": names.get(message.staff_id or ""),
            "text": message.text,
            "language": language,
            "direction": languages()[language].direction if language in languages() else "ltr",
            "buttons": _buttons(message),
            "at": message.at.isoformat(),
            "client_id": message.client_id if message.author == "traveller" else None,
            "truncated": message.truncated,
        }
    )


def _buttons(message: Message) -> list[Button]:
    return [Button.model_validate(button) for button in message.buttons]


def _owner(conversation: Conversation, names: dict[str, str]) -> OwnerState:
    if conversation.staff_id:
        return OwnerState(owner="agent", name=names.get(conversation.staff_id))
    return OwnerState(owner="bot" if conversation.owner == BOT else "queue")


async def _names(services: Services, conversation: Conversation, messages: Sequence[Message]) -> dict[str, str]:
    """Give the names of the colleagues who write or own, by id."""
    ids = {conversation.staff_id, *(message.staff_id for message in messages)}
    people = [await services.staff.get(one) for one in ids if one]
    return {person.id: person.name for person in people if person}
