"""What is not text: fetched from Telegram, handed to the desk, and carried by a message as its caption's company.

The one place that knows Telegram's kinds of content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from telegram import Message

from bot.attachments.errors import FileTypeRefused
from bot.attachments.values import Contact, Fact, Location, NewFile, Sticker
from bot.conversations.values import BOT, Reply
from bot.core.errors import Refusal
from connectors.telegram_chat.door import Door, language_at
from connectors.telegram_chat.downloads import Fetched, fetched
from connectors.telegram_chat.places import Place

# Telegram's names of what a message may hold, the more special before the more general.
_KINDS = {
    "photo": "photo", "voice": "voice", "audio": "voice", "video_note": "video", "video": "video", "animation": "video",
    "document": "document", "venue": "location", "location": "location", "contact": "contact", "sticker": "sticker",
    "poll": "other", "dice": "other", "story": "other", "game": "other",
}  # fmt: skip
# What a file is called that has no name of its own; what it is, its content says.
_NAMES = {
    "photo": "photo.jpg", "voice": "voice.ogg", "audio": "audio.mp3", "video_note": "video.mp4", "video": "video.mp4",
    "animation": "animation.mp4", "document": "document",
}  # fmt: skip


def kind_of(message: Message) -> str | None:
    """Give what a message holds besides text; None for text, and for what Telegram itself reports."""
    name = _held(message)
    return _KINDS[name] if name else None


async def take(door: Door, place: Place, message: Message, text: str) -> None:
    """Keep what came and let the desk answer it with its caption; what is refused is noted and said kindly."""
    number = message.message_id
    carried: tuple[str, ...] = ()
    try:
        what = _content(door, place, message)
        carried = ((await door.desk.intake.take(place.channel, place.sender, f"message:{number}", what)).id,)
    except Refusal as refusal:
        await _refuse(door, place, message, refusal)
    if carried or text:
        await door.accept(place, f"message:{number}", text, None, message.from_user, carried)


def _held(message: Message) -> str | None:
    return next((name for name in _KINDS if getattr(message, name)), None)


def _content(door: Door, place: Place, message: Message) -> NewFile | Fact:
    """Give what the desk is to keep. Raises FileTooLarge, FileTypeRefused."""
    name = _held(message) or "other"
    if name in _FACTS:
        return _FACTS[name](place, message)
    if name not in _NAMES:
        raise FileTypeRefused
    held = getattr(message, name)
    file: Fetched = max(held, key=lambda size: size.width * size.height) if name == "photo" else held
    return NewFile(getattr(file, "file_name", None) or _NAMES[name], fetched(door, file))


def _place(_: Place, message: Message) -> Fact:
    location = message.venue.location if message.venue else message.location
    assert location is not None
    return Location(location.latitude, location.longitude, message.venue.title if message.venue else "")


def _contact(place: Place, message: Message) -> Fact:
    """Only one's own number proves anything, and in a group it would prove it for everybody there."""
    contact, user = message.contact, message.from_user
    assert contact is not None
    own = not place.group and user is not None and contact.user_id == user.id
    return Contact(contact.phone_number, " ".join(filter(None, (contact.first_name, contact.last_name))), own)


def _sticker(_: Place, message: Message) -> Fact:
    return Sticker((message.sticker.emoji if message.sticker else None) or "")


_FACTS: Mapping[str, Callable[[Place, Message], Fact]] = {
    "venue": _place, "location": _place, "contact": _contact, "sticker": _sticker,
}  # fmt: skip


async def _refuse(door: Door, place: Place, message: Message, refusal: Refusal) -> None:
    conversation = await door.find(place)
    language = language_at(conversation, message.from_user)
    reply = door.reply(refusal.key, language, refusal.values)
    # The parts of an album come one by one; one answer is enough.
    once = f"refused:{refusal.key}:{message.media_group_id or message.message_id}"
    async with door.desk.services() as services:
        conversation = await services.conversations.hear(
            place.channel, place.sender, f"file:{message.message_id}", _line(door, message, language), language
        )
        # While a person has the talk, the assistant is silent: the desk says it.
        author = "assistant" if conversation.owner == BOT else "system"
        await services.conversations.announce(conversation.id, reply, author, "all", once)
    door.remember(conversation.id, place)
    await door.told(conversation.id)


def _line(door: Door, message: Message, language: str) -> Reply:
    values = {"what": {"t": "word", "key": f"telegram_{kind_of(message) or 'other'}"}}
    return Reply(door.word("telegram_received", language, values), "telegram_received", values, (), language)
