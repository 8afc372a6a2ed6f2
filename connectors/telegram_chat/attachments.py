"""What is not text: for now the record says that it came, and the traveller hears that the assistant cannot read it.

The one place that knows Telegram's kinds of content. When the desk can store files, `take` hands them on.
"""

from __future__ import annotations

from telegram import Message

from bot.conversations.values import BOT, Reply
from connectors.telegram_chat.door import Door, language_at
from connectors.telegram_chat.places import Place

# Telegram's names of what a message may hold, the more special before the more general.
_KINDS = {
    "photo": "photo", "voice": "voice", "audio": "voice", "video_note": "video", "video": "video", "animation": "video",
    "document": "document", "venue": "location", "location": "location", "contact": "contact", "sticker": "sticker",
    "poll": "other", "dice": "other", "story": "other", "game": "other",
}  # fmt: skip


def kind_of(message: Message) -> str | None:
    """Give what a message holds besides text; None for text, and for what Telegram itself reports."""
    return next((kind for name, kind in _KINDS.items() if getattr(message, name)), None)


async def take(door: Door, place: Place, message: Message) -> None:
    """Note what came, say kindly that it cannot be read, and let a caption be answered as any text is."""
    conversation = await door.find(place)
    language = language_at(conversation, message.from_user)
    line = _line(door, message, language)
    number = message.message_id
    async with door.desk.services() as services:
        conversation = await services.conversations.hear(place.channel, place.sender, f"file:{number}", line, language)
        # A colleague can ask for it another way; the assistant's excuse would talk over them.
        if conversation.owner == BOT:
            reply = door.reply("utter_telegram_cannot_read", language)
            # The pictures of an album come one by one; one answer is enough.
            await door.say(services, conversation, reply, f"unread:{message.media_group_id or number}")
    await door.told(conversation.id)
    if message.caption:
        await door.accept(place, f"message:{number}", message.caption, None, message.from_user)


def _line(door: Door, message: Message, language: str) -> Reply:
    values = {"what": _word(message)}
    return Reply(door.word("telegram_received", language, values), "telegram_received", values, (), language)


def _word(message: Message) -> dict[str, str]:
    return {"t": "word", "key": f"telegram_{kind_of(message) or 'other'}"}
