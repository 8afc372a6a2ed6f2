"""The records of one traveller's conversation, as the widget shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.attachments.types import Types
from bot.attachments.values import Attachment
from bot.conversations.values import BOT, Conversation, Message
from bot.localisation.languages import DEFAULT, languages
from bot.localisation.render import Renderer
from bot.services import Services
from bot.staff.names import name_for
from connectors.widget.cards import around, cards_of
from connectors.widget.shapes import AttachmentAnswer, Button, MessagesAnswer, OwnerState, TravellerMessage

CHANNEL = "widget"
_OFFERS_KEPT = 200  # messages back; a button older than that is long scrolled away


@dataclass(frozen=True)
class Look:
    """What records are shown with."""

    types: Types
    renderer: Renderer


async def find(services: Services, sender: str) -> Conversation | None:
    """Give the sender's conversation, if it has begun."""
    return await services.conversations.find(CHANNEL, sender)


async def page(
    services: Services, sender: str, look: Look, after: int | None, limit: int | None = None
) -> MessagesAnswer:
    """Give a stretch of the conversation: what follows `after`, or the latest `limit` messages."""
    conversation = await find(services, sender)
    if conversation is None:
        return MessagesAnswer(messages=[], last_seq=0, owner=OwnerState())
    start = max(0, conversation.last_seq - (limit or 0)) if after is None else after
    stretch = await services.conversations.history(conversation.id, start, limit=limit)
    names = await _names(services, conversation, stretch)
    carried = await _carried(services, conversation, stretch)
    return MessagesAnswer(
        messages=[_shown(message, conversation, names, carried.get(message.seq, ()), look) for message in stretch],
        last_seq=conversation.last_seq,
        owner=_owner(conversation, names),
    )


async def choose_language(services: Services, sender: str, language: str) -> None:
    """Keep the traveller's choice; it may be their first word to us."""
    conversation = await services.conversations.open(CHANNEL, sender, language)
    await services.conversations.set_language_choice(conversation.id, language)


async def languages_of(services: Services, sender: str) -> tuple[str | None, str | None]:
    """Give the language the traveller chose, and the one they were last seen to write."""
    conversation = await find(services, sender)
    return (conversation.language_choice, conversation.language) if conversation else (None, None)


async def title_of(services: Services, sender: str, payload: str, welcome: Sequence[Button], look: Look) -> str | None:
    """Give what the button with this payload read, if one was offered: by a message, its cards, or the welcome."""
    titles = {button.payload: button.title for button in welcome}
    conversation = await find(services, sender)
    if conversation:
        start = max(0, conversation.last_seq - _OFFERS_KEPT)
        for message in await services.conversations.history(conversation.id, start):
            on_cards = (button for card in cards_of(message, look.renderer) for button in card.buttons)
            titles.update((button.payload, button.title) for button in (*_buttons(message), *on_cards))
    return titles.get(payload)


def attachment_of(attachment: Attachment, types: Types) -> AttachmentAnswer:
    """Show what was sent."""
    facts = {name: value for name, value in attachment.facts.items() if isinstance(value, str | float | int)}
    return AttachmentAnswer(
        id=attachment.id,
        kind=attachment.kind,
        name=attachment.name,
        size=attachment.size,
        media=attachment.media,
        shown=types.shown(attachment.media),
        facts=facts,
    )


def _shown(
    message: Message,
    conversation: Conversation,
    names: dict[str, str],
    carried: Sequence[Attachment],
    look: Look,
) -> TravellerMessage:
    language = message.language or conversation.language or DEFAULT
    cards = cards_of(message, look.renderer)
    lead, tail = around(message) if cards else (None, None)
    return TravellerMessage.model_validate(
        {
            "seq": message.seq,
            "author": message.author,
            "name": names.get(message.staff_id or ""),
            "text": message.text,
            "language": language,
            "direction": languages()[language].direction if language in languages() else "ltr",
            "buttons": _buttons(message),
            "cards": cards,
            "lead": lead,
            "tail": tail,
            "attachments": [attachment_of(one, look.types) for one in carried],
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


async def _carried(
    services: Services, conversation: Conversation, messages: Sequence[Message]
) -> Mapping[int, Sequence[Attachment]]:
    """Give what the messages carry, by their numbers; most carry nothing."""
    carrying = [message.seq for message in messages if message.attached]
    if not carrying:
        return {}
    return await services.attachments.of_messages(conversation.id, carrying[0], carrying[-1])


async def _names(services: Services, conversation: Conversation, messages: Sequence[Message]) -> dict[str, str]:
    """Give the names of the colleagues who write or own, by id, as the traveller can read them."""
    language = conversation.language_choice or conversation.language or DEFAULT
    ids = {conversation.staff_id, *(message.staff_id for message in messages)}
    people = [await services.staff.get(one) for one in ids if one]
    return {person.id: name_for(person, language) for person in people if person}
