"""The commands: /start with or without a tour or a booking, /help, /language, /human, /cancel."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Message, MessageEntity

from bot.conversations.values import BOT, Conversation, Reply
from bot.core.ids import BOOKING_PREFIX, normalise_reference
from bot.localisation.languages import languages
from bot.products.errors import UnknownTour
from connectors.telegram_chat.door import Door, language_at
from connectors.telegram_chat.places import Place, shown_name

COMMANDS = ("start", "help", "language", "human", "cancel")
LANGUAGE = "/change_language"
_PAYLOADS = {"help": "/ask_capabilities", "human": "/talk_to_human", "cancel": "/deny"}
_BOOKING = re.compile(r"(?i)(?:booking[_-])?((?:TD[_-]?)?[A-Z0-9]{6})")


@dataclass(frozen=True)
class Command:
    """A command of ours, and what was written after it."""

    name: str
    argument: str


def read(message: Message, username: str) -> Command | None:
    """Read a command of ours at the beginning of a text; what is not one is a text like any other."""
    entity = next((one for one in message.entities if one.type == MessageEntity.BOT_COMMAND), None)
    if entity is None or entity.offset:
        return None
    written = message.parse_entity(entity)
    name, _, whose = written.removeprefix("/").partition("@")
    if name.lower() not in COMMANDS or whose.lower() not in ("", username.lower()):
        return None
    return Command(name.lower(), (message.text or "")[len(written) :].strip())


async def run(door: Door, place: Place, message: Message, command: Command) -> None:
    """Carry out a command. Under a colleague it is a text for them, but for the language, which is everybody's."""
    conversation = await door.find(place)
    if command.name == "language":
        await ask_language(door, place, message)
    elif conversation is not None and conversation.owner != BOT and command.name != "human":
        await _accept(door, place, message, message.text or "", None)
    elif command.name == "start":
        await _start(door, place, message, command.argument, conversation)
    else:
        await _accept(door, place, message, message.text or "", _PAYLOADS[command.name])


async def ask_language(door: Door, place: Place, message: Message) -> None:
    """Offer every language under its own name."""
    buttons = [
        {"title": language.name, "payload": f'{LANGUAGE}{{"language": "{language.code}"}}'}
        for language in languages().values()
    ]
    spoken = {"t": "list", "items": [language.name for language in languages().values()]}
    await answer(door, place, message, "utter_ask_language", {"languages": spoken}, *buttons)


async def _start(door: Door, place: Place, message: Message, argument: str, conversation: Conversation | None) -> None:
    language = language_at(conversation, message.from_user)
    opened = await _meant(door, place, argument, language)
    if opened:
        await _accept(door, place, message, *opened)
        return
    async with door.desk.services(write=False) as services:
        names = dict((await services.company.get()).names) if await services.company.exists() else {"en": "Tripdesk"}
    await answer(door, place, message, "utter_welcome", {"company": {"t": "name", "texts": names}})


async def _meant(door: Door, place: Place, argument: str, language: str) -> tuple[str, str] | None:
    """Give the words and the payload that a link stands for: a tour by its name, or a booking, still to be proven."""
    slug = argument.removeprefix("tour_")
    try:
        async with door.desk.services(write=False) as services:
            names = (await services.products.get_tour(slug)).names if slug else None
    except UnknownTour:
        names = None
    if names:
        title = door.word("telegram_tour", language, {"tour": {"t": "name", "texts": dict(names)}})
        return title, f"/ask_itinerary{json.dumps({'tour': slug})}"
    if not place.group and (booking := _BOOKING.fullmatch(argument)):
        reference = normalise_reference(booking[1], BOOKING_PREFIX)
        return reference, f"/check_booking{json.dumps({'booking_reference': reference})}"
    return None


async def _accept(door: Door, place: Place, message: Message, text: str, payload: str | None) -> None:
    await door.accept(place, f"message:{message.message_id}", text, payload, message.from_user)


async def answer(
    door: Door, place: Place, message: Message, key: str, values: Mapping[str, Any] | None = None, *buttons: Any
) -> None:
    """Store what came and the door's own answer to it, together."""
    user, number = message.from_user, message.message_id
    reply = door.reply(key, language_at(await door.find(place), user), values, *buttons)
    async with door.desk.services() as services:
        if not place.group:
            await services.customers.identify(place.channel, place.sender, shown_name(user), reply.language)
        said = Reply(message.text or "", language=reply.language)
        conversation = await services.conversations.hear(
            place.channel, place.sender, f"message:{number}", said, reply.language
        )
        await door.say(services, conversation, reply, f"answer:{number}")
    door.remember(conversation.id, place)
    await door.told(conversation.id)
