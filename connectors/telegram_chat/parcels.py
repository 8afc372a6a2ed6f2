"""What a message is on its way to Telegram: texts of a size that it takes, then files."""

from __future__ import annotations

import asyncio

from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest

from bot.attachments.files import MB
from bot.attachments.values import Attachment
from bot.conversations.values import Message
from bot.core.splitting import pieces
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.places import Place

Parcel = str | Attachment
LONGEST = 4096  # what Telegram takes as one message
# What Telegram shows as a picture; anything else, and any larger one, goes as a document.
_PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
_LARGEST_PICTURE = 10 * MB


async def parcels(door: Door, message: Message) -> tuple[Parcel, ...]:
    """Give what is to be sent, in order."""
    texts = tuple(pieces(message.text, LONGEST)) if message.text else ()
    if not message.attached:
        return texts
    async with door.desk.services(write=False) as services:
        found = await services.attachments.of_messages(message.conversation_id, message.seq, message.seq)
    return (*texts, *(one for one in found.get(message.seq, ()) if one.key is not None))


async def send(
    door: Door, place: Place, parcel: Parcel, markup: InlineKeyboardMarkup | None, answered: ReplyParameters | None
) -> None:
    """Send one. Raises DataError where a file is gone."""
    if isinstance(parcel, str):
        await door.bot.send_message(
            place.chat_id, parcel, message_thread_id=place.thread, reply_markup=markup, reply_parameters=answered
        )
        return
    content = await asyncio.to_thread(lambda: b"".join(door.desk.files.read(parcel)))
    if parcel.media in _PICTURES and parcel.size <= _LARGEST_PICTURE:
        try:
            await door.bot.send_photo(
                place.chat_id, content, filename=parcel.name,
                message_thread_id=place.thread, reply_markup=markup, reply_parameters=answered,
            )  # fmt: skip
            return
        except BadRequest:
            pass  # too long and thin, say; as a document it goes, or the refusal is about something else
    await door.bot.send_document(
        place.chat_id, content, filename=parcel.name,
        message_thread_id=place.thread, reply_markup=markup, reply_parameters=answered,
    )  # fmt: skip
