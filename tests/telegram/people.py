"""Travellers in the tests' Telegram: they write, press, edit and block, and see what the bot says."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.bot_api import BotApi

Json = dict[str, Any]
_queries = iter(range(1, 10**9))


@dataclass
class Group:
    """A group that the bot is in."""

    api: BotApi
    id: int = -1001

    def __post_init__(self) -> None:
        self.chat = self.api.chats.setdefault(
            self.id, {"id": self.id, "type": "supergroup", "title": "Spring in Kyoto"}
        )

    @property
    def said(self) -> list[Json]:
        """What the bot has said there."""
        return _said(self.api, self.id)


@dataclass
class Person:
    """A traveller with a private chat; `within` a group they write there."""

    api: BotApi
    id: int = 501
    language: str | None = "en"
    name: str = "Mai"
    group: Group | None = None
    user: Json = field(init=False)

    def __post_init__(self) -> None:
        self.user = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.language:
            self.user["language_code"] = self.language
        private = {"id": self.id, "type": "private", "first_name": self.name}
        self.chat = self.group.chat if self.group else self.api.chats.setdefault(self.id, private)

    def within(self, group: Group) -> Person:
        """The same person, writing in a group."""
        return Person(self.api, self.id, self.language, self.name, group)

    @property
    def said(self) -> list[Json]:
        """The bot's messages, in the order of this chat."""
        return _said(self.api, self.chat["id"])

    @property
    def heard(self) -> list[str]:
        """The words of the bot's messages; a file is shown by its name."""
        return [_words(message) for message in self.said]

    def write(self, text: str, **more: Any) -> Json:
        """Send a text; commands are marked as Telegram marks them."""
        if text.startswith("/"):
            more.setdefault("entities", [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}])
        return self.send(text=text, **more)

    def send(self, **content: Any) -> Json:
        """Send a message of any kind; gives it."""
        message = {
            "message_id": self.api.number(), "date": int(self.api.now()), "chat": self.chat, "from": self.user,
            **content,
        }  # fmt: skip
        self.api.messages[self.chat["id"]].append(message)
        self.api.push("message", message)
        return message

    def send_file(self, kind: str, content: bytes, name: str = "", **more: Any) -> Json:
        """Send a photo, voice, video, document …: Telegram keeps it, the message says where."""
        kept = self.api.keep(name, content)
        if kind == "photo":
            small = {**self.api.keep("", b"a thumbnail"), "width": 2, "height": 1}
            return self.send(photo=[small, {**kept, "width": 8, "height": 6}], **more)
        shape = {"voice": {"duration": 1}, "audio": {"duration": 1}, "video": {"duration": 1, "width": 8, "height": 6}}
        return self.send(**{kind: {**kept, **shape.get(kind, {})}}, **more)

    def share(self, phone: str, user_id: int | None = None, name: str = "Mai") -> Json:
        """Share a contact: one's own, or that of the user of that number."""
        contact = {"phone_number": phone.removeprefix("+"), "first_name": name, "user_id": user_id or self.id}
        return self.send(contact=contact)

    def edit(self, message: Json, text: str) -> Json:
        """Change a message that was sent."""
        message.update(text=text, edit_date=int(self.api.now()))
        return self.api.push("edited_message", dict(message))

    def press(self, title: str, message: Json | None = None) -> str:
        """Press a button under a message (the last one that has it); gives the press's id."""
        holding = message or next(one for one in reversed(self.said) if title in titles(one))
        data = next(b["callback_data"] for b in buttons(holding) if b["text"] == title)
        return self.press_data(data, holding)

    def press_data(self, data: str, message: Json) -> str:
        """Press a button that need not be there any more."""
        query = str(10**15 + next(_queries))
        self.api.queries[query] = None
        press = {"id": query, "from": self.user, "chat_instance": "1", "message": dict(message), "data": data}
        self.api.push("callback_query", press)
        return query

    def block(self, told: bool = True) -> None:
        """Block the bot; Telegram may be late in telling it."""
        self.api.closed[self.id] = "bot was blocked by the user"
        if told:
            self._membership("member", "kicked")

    def unblock(self) -> None:
        """Let the bot write again."""
        del self.api.closed[self.id]
        self._membership("kicked", "member")

    async def hears(self, count: int, seconds: float = 15) -> list[str]:
        """Wait until the bot has said so many messages here, and give them."""
        await until(self.api, lambda: len(self.said) >= count, seconds, lambda: f"{count} messages, not {self.heard}")
        return self.heard

    async def answered(self, query: str, seconds: float = 10) -> str:
        """Wait until a press is answered, and give the words."""
        await until(self.api, lambda: self.api.queries[query] is not None, seconds, lambda: "an answer to a press")
        return str((self.api.queries[query] or {}).get("text") or "")

    def _membership(self, before: str, after: str) -> None:
        def member(status: str) -> Json:
            return {"user": self.api.me, "status": status, **({"until_date": 0} if status == "kicked" else {})}

        self.api.push("my_chat_member", {
            "chat": self.chat, "from": self.user, "date": int(self.api.now()),
            "old_chat_member": member(before), "new_chat_member": member(after),
        })  # fmt: skip


def buttons(message: Json) -> list[Json]:
    """The buttons under a message."""
    return [button for row in (message.get("reply_markup") or {}).get("inline_keyboard", []) for button in row]


def titles(message: Json) -> list[str]:
    """What the buttons under a message read."""
    return [button["text"] for button in buttons(message)]


async def until(api: BotApi, true: Any, seconds: float, what: Any = lambda: "a change") -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s for {what()}")
        await api.wait(0.1)


def _words(message: Json) -> str:
    if "document" in message:
        return f"📎 {message['document']['file_name']}"
    return "📎 photo" if "photo" in message else str(message["text"])


def _said(api: BotApi, chat_id: int) -> list[Json]:
    return [message for message in api.messages[chat_id] if message["from"]["id"] == api.me["id"]]
