"""Where something was said: a chat of Telegram's, and the conversation of ours that it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Chat, Message, User

from bot.arrivals.values import NewArrival

PRIVATE = "telegram"
GROUP = "telegram_group"
CHANNELS = (PRIVATE, GROUP)
_GROUPS = frozenset({"group", "supergroup", "channel"})
# Where in each kind of update the message, and so the chat, is.
_HOLDERS = ("message", "edited_message", "my_chat_member")


@dataclass(frozen=True)
class Place:
    """A chat, and the topic in it where it is a forum."""

    chat_id: int
    thread: int | None = None
    group: bool = False

    @property
    def channel(self) -> str:
        """Give the channel of the conversation here."""
        return GROUP if self.group else PRIVATE

    @property
    def sender(self) -> str:
        """Give the sender of the conversation here."""
        return f"{self.chat_id}/{self.thread}" if self.thread else str(self.chat_id)

    @classmethod
    def of(cls, channel: str, sender: str) -> Place:
        """Give the place of a conversation."""
        chat, _, thread = sender.partition("/")
        return cls(int(chat), int(thread) if thread else None, channel == GROUP)


def place_of(chat: Chat, message: Message | None = None) -> Place:
    """Give the place of a chat, or of a message in it."""
    thread = message.message_thread_id if message and message.is_topic_message else None
    return Place(chat.id, thread, chat.type in _GROUPS)


def arrival_of(update: Mapping[str, Any]) -> NewArrival:
    """Give an update as it is to be stored: each chat keeps an order of its own."""
    holder = next((update[kind] for kind in _HOLDERS if update.get(kind)), None)
    if holder is None:
        holder = (update.get("callback_query") or {}).get("message") or {}
    chat = (holder.get("chat") or {}).get("id", "none")
    return NewArrival(int(update["update_id"]), str(chat), update)


def shown_name(user: User | None) -> str | None:
    """Give the name somebody goes by."""
    return user.full_name if user else None
