"""A message that has come: a text for the assistant, a command, or a file, a place, a contact, a sticker."""

from __future__ import annotations

from telegram import Message, MessageEntity, Update

from bot.arrivals.values import Arrival
from bot.core.texts import clean_text
from connectors.telegram_chat import attachments, commands
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.places import place_of

MESSAGE = "message"


async def on_message(door: Door, arrival: Arrival, update: Update) -> None:
    """Hand a message on. In a group only what is said to the bot is read at all."""
    message = update.message
    if message is None:
        return
    place = place_of(message.chat, message)
    if place.group and not addressed(door, message):
        return
    command = commands.read(message, door.bot.username)
    if command:
        await commands.run(door, place, message, command)
    elif attachments.kind_of(message):
        await attachments.take(door, place, message, spoken(door, message))
    elif text := spoken(door, message):
        await door.accept(place, client_id(message), text, None, message.from_user)
    elif message.text:
        await commands.answer(door, place, message, "utter_message_empty")


def client_id(message: Message) -> str:
    """Give the id under which a message is stored: the same whenever it comes."""
    return f"{MESSAGE}:{message.message_id}"


def spoken(door: Door, message: Message) -> str:
    """Give the words of a message, without the name of the bot that they are addressed to."""
    words = message.text or message.caption or ""
    cleaned = clean_text(words).text
    name = f"@{door.bot.username}"
    at = cleaned.lower().find(name.lower())
    return (cleaned[:at] + cleaned[at + len(name) :]).strip(" ,:") if at >= 0 else cleaned


def addressed(door: Door, message: Message) -> bool:
    """Say whether a message in a group is meant for the bot: by name, as a reply to it, or as its command."""
    answered = message.reply_to_message
    if answered and answered.from_user and answered.from_user.id == door.bot.id:
        return True
    name = f"@{door.bot.username}".lower()
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND]
    named = message.parse_entities(kinds) or message.parse_caption_entities(kinds)
    return any(
        text.lower().endswith(name) or (entity.user is not None and entity.user.id == door.bot.id)
        for entity, text in named.items()
    )
