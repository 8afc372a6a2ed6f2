"""A pressed button: answered at once, counted once, and its keyboard shows the choice from then on."""

from __future__ import annotations

import json

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update

from bot.arrivals.values import Arrival
from bot.conversations.values import Conversation, Reply
from bot.conversations.values import Message as Said
from connectors.telegram_chat import keyboards
from connectors.telegram_chat.commands import LANGUAGE
from connectors.telegram_chat.door import Door, language_at
from connectors.telegram_chat.menus import set_chat_menu
from connectors.telegram_chat.places import Place, place_of

# These answer a question of that moment; pressed later they might say yes to another.
_ANSWERS = ("/affirm", "/deny", "/inform")


async def on_press(door: Door, arrival: Arrival, update: Update) -> None:
    """Take a press, or say kindly why not."""
    query = update.callback_query
    if query is None or query.message is None:
        return
    message = query.message if isinstance(query.message, Message) else None
    place = place_of(query.message.chat, message)
    conversation = await door.find(place)
    language = language_at(conversation, query.from_user)
    why = _not_theirs(place, query, message) or (
        "telegram_already_chosen" if query.data == keyboards.CHOSEN else await _choose(door, place, query, conversation)
    )
    await door.attempt(query.answer(door.word(why, language) if why else None))


def _not_theirs(place: Place, query: CallbackQuery, message: Message | None) -> str | None:
    """In a group a keyboard is for whom its message answers."""
    asked = message.reply_to_message if message else None
    theirs = asked is None or asked.from_user is None or asked.from_user.id == query.from_user.id
    return "telegram_button_of_another" if place.group and not theirs else None


async def _choose(door: Door, place: Place, query: CallbackQuery, conversation: Conversation | None) -> str | None:
    """Take the choice; give the key of what to say where it cannot be taken."""
    pressed = keyboards.read(query.data)
    said = await _offered(door, conversation, pressed) if conversation and pressed else None
    if said is None or pressed is None or conversation is None:
        await _show(door, query, None)
        return "telegram_button_old"
    title, payload = (str(said.buttons[pressed.index][name]) for name in ("title", "payload"))
    taken = f"press:{said.seq}"
    async with door.desk.services(write=False) as services:
        before = await services.conversations.sent_as(conversation.id, taken)
        # Counted from what was asked: a text that came before the answer to it stands above that answer.
        later = await services.conversations.history(conversation.id, said.turn_of or said.seq)
    if before is not None and before.text != title:
        await _show(door, query, keyboards.chosen(before.text))
        return "telegram_already_chosen"
    if before is None and payload.startswith(_ANSWERS) and any(one.author == "traveller" for one in later):
        await _show(door, query, None)
        return "telegram_button_old"
    if payload.startswith(LANGUAGE) and "{" in payload:
        await _speak(door, place, conversation, taken, title, json.loads(payload.removeprefix(LANGUAGE))["language"])
    else:
        await door.accept(place, taken, title, payload, query.from_user)
    await _show(door, query, keyboards.chosen(title))
    return None


async def _offered(door: Door, conversation: Conversation, pressed: keyboards.Pressed) -> Said | None:
    """Give the message that offered this button here."""
    async with door.desk.services(write=False) as services:
        found = await services.conversations.history(conversation.id, pressed.seq - 1, limit=1)
    held = bool(found) and found[0].seq == pressed.seq and pressed.index < len(found[0].buttons)
    return found[0] if held else None


async def _speak(door: Door, place: Place, conversation: Conversation, taken: str, title: str, language: str) -> None:
    """Change the language, whoever owns the conversation."""
    reply = door.reply("utter_change_language", language, {"language": {"t": "language", "code": language}})
    async with door.desk.services() as services:
        said = Reply(title, language=language)
        await services.conversations.hear(place.channel, place.sender, taken, said, language)
        await services.conversations.set_language_choice(conversation.id, language)
        await door.say(services, conversation, reply, f"answer:{taken}")
    await door.told(conversation.id)
    if not place.group:
        await door.attempt(set_chat_menu(door, place.chat_id, language))


async def _show(door: Door, query: CallbackQuery, keyboard: InlineKeyboardMarkup | None) -> None:
    """Change the keyboard; also under a message so old that Telegram does not show it to us any more."""
    if query.message:
        chat_id, number = query.message.chat.id, query.message.message_id
        await door.attempt(door.bot.edit_message_reply_markup(chat_id, number, reply_markup=keyboard))
