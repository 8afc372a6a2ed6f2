"""A Telegram of the tests' own: the state behind the Bot API, and the limits that the real one enforces.

`bot_api_http` serves it over HTTP, `people` are the travellers who use it. Refusals carry Telegram's own words.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from tests.telegram.bot_api_rules import (
    Commands,
    Floods,
    Refused,
    bad,
    check_keyboard,
    check_text,
    check_webhook,
)

TOKEN = "123456:the-test-bot-s-own-token-000000000"
KEPT_SECONDS = 24 * 3600
BIGGEST_FILE = 20 * 2**20
BIGGEST_PHOTO = 10 * 2**20
Json = dict[str, Any]


@dataclass
class Call:
    """One call that the bot made, and when."""

    method: str
    arguments: Json
    at: float


@dataclass
class BotApi:
    """Chats, messages, waiting updates; `now` is a clock that tests may move."""

    token: str = TOKEN
    local: bool = True  # as a Bot API server of one's own: webhooks without TLS
    now: Callable[[], float] = time.time
    me: Json = field(
        default_factory=lambda: {
            "id": 123456, "is_bot": True, "first_name": "Far Horizons", "username": "far_horizons_bot",
            "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False,
        }
    )  # fmt: skip
    chats: dict[int, Json] = field(default_factory=dict)
    messages: dict[int, list[Json]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[int, str] = field(default_factory=dict)  # chats that the bot may not write to, and why
    updates: list[tuple[float, Json]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    commands: Commands = field(default_factory=Commands)
    floods: Floods = field(default_factory=Floods)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    queries: dict[str, Json | None] = field(default_factory=dict)  # pressed buttons, and the bot's answer
    actions: list[tuple[int, str]] = field(default_factory=list)
    webhook: Json = field(default_factory=dict)
    broken: Callable[[str, Json], None] | None = None  # a test's own failure for a call
    slow: dict[str, float] = field(default_factory=dict)  # seconds between doing a call and saying so
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: Any = field(default_factory=lambda: itertools.count(1000))
    _update_ids: Any = field(default_factory=lambda: itertools.count(700_000_001))
    closing: bool = False
    _poller: int = 0

    def notify(self) -> None:
        """Wake everything that waits for a change."""
        self.changed.set()
        self.changed = asyncio.Event()

    def number(self) -> int:
        """Give the next message number."""
        return next(self._numbers)

    def push(self, kind: str, content: Json) -> Json:
        """Let something happen that the bot is to hear of."""
        update = {"update_id": next(self._update_ids), kind: content}
        self.updates.append((self.now(), update))
        self.notify()
        return update

    def call(self, method: str, arguments: Json) -> Any:
        """Carry out a method that needs no waiting."""
        self.calls.append(Call(method, arguments, self.now()))
        if self.broken:
            self.broken(method, arguments)
        handler = getattr(self, f"on_{method.lower()}", None)
        if handler is None:
            raise Refused(404, "Not Found: method not found")
        result = handler(arguments)
        self.notify()
        return result

    async def get_updates(self, arguments: Json) -> list[Json]:
        """Acknowledge what lies before `offset`; wait for what comes."""
        self.calls.append(Call("getUpdates", arguments, self.now()))
        if self.webhook.get("url"):
            hint = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise Refused(409, f"Conflict: {hint}")
        self._poller += 1
        mine = self._poller
        self.notify()
        offset = int(arguments.get("offset") or 0)
        self._acknowledge(offset)
        end = time.monotonic() + min(50, int(arguments.get("timeout") or 0))
        while True:
            found = [update for _, update in self.updates if not offset or update["update_id"] >= offset]
            if found or self.closing or time.monotonic() >= end:
                return found[: int(arguments.get("limit") or 100)]
            await self.wait(end - time.monotonic())
            if self._poller != mine:
                hint = "terminated by other getUpdates request; make sure that only one bot instance is running"
                raise Refused(409, f"Conflict: {hint}")

    async def wait(self, seconds: float) -> None:
        """Wait for any change."""
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.001, seconds)):
                await self.changed.wait()

    def _acknowledge(self, offset: int) -> None:
        oldest = self.now() - KEPT_SECONDS
        self.updates = [(at, one) for at, one in self.updates if one["update_id"] >= offset and at >= oldest]

    def on_getme(self, _: Json) -> Json:
        return self.me

    def on_setwebhook(self, arguments: Json) -> bool:
        self.webhook = check_webhook(arguments, self.local)
        return True

    def on_deletewebhook(self, arguments: Json) -> bool:
        self.webhook = {}
        if arguments.get("drop_pending_updates") in (True, "true"):
            self.updates = []
        return True

    def on_getwebhookinfo(self, _: Json) -> Json:
        self._acknowledge(0)
        shown = {name: value for name, value in self.webhook.items() if name != "secret_token"}
        return {"url": "", "has_custom_certificate": False, **shown, "pending_update_count": len(self.updates)}

    def on_sendmessage(self, arguments: Json) -> Json:
        self._chat(arguments)
        return self._post(arguments, {"text": check_text(arguments)})

    def on_senddocument(self, arguments: Json) -> Json:
        sent = self._sent_file(arguments, "document")
        return self._post(arguments, {"document": sent})

    def on_sendphoto(self, arguments: Json) -> Json:
        sent = self._sent_file(arguments, "photo")
        return self._post(arguments, {"photo": [{**sent, "width": 8, "height": 6}]})

    def keep(self, name: str, content: bytes) -> Json:
        """Keep a file as Telegram does; gives what messages say of it."""
        number = self.number()
        self.files[f"f{number}"] = (f"files/{number}", content)
        return {"file_id": f"f{number}", "file_unique_id": f"u{number}", "file_size": len(content), "file_name": name}

    def _sent_file(self, arguments: Json, kind: str) -> Json:
        name, content = arguments.get(kind) or ("", b"")
        if not content:
            raise bad("file must be non-empty")
        if kind == "photo" and len(content) > BIGGEST_PHOTO:
            raise bad("file is too big for a photo")
        return self.keep(name, content)

    def _post(self, arguments: Json, content: Json) -> Json:
        chat = self._chat(arguments)
        markup = check_keyboard(arguments)
        self.floods.take(chat["id"], self.now())
        answered = self._answered(chat["id"], arguments.get("reply_parameters"))
        message = {
            "message_id": self.number(), "date": int(self.now()), "chat": chat, "from": self.me, **content,
            **({"reply_markup": markup} if markup else {}), **({"reply_to_message": answered} if answered else {}),
        }  # fmt: skip
        self.messages[chat["id"]].append(message)
        return message

    def on_editmessagetext(self, arguments: Json) -> Json:
        message = self._message(arguments)
        return self._edit(message, {"text": check_text(arguments), "reply_markup": check_keyboard(arguments)})

    def on_editmessagereplymarkup(self, arguments: Json) -> Json:
        return self._edit(self._message(arguments), {"reply_markup": check_keyboard(arguments)})

    def on_answercallbackquery(self, arguments: Json) -> bool:
        query = str(arguments.get("callback_query_id"))
        if self.queries.get(query, ...) is not None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        if len(str(arguments.get("text") or "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self.queries[query] = arguments
        return True

    def on_sendchataction(self, arguments: Json) -> bool:
        chat = self._chat(arguments)
        if arguments.get("action") != "typing":
            raise bad("wrong parameter action in request")
        self.actions.append((chat["id"], "typing"))
        return True

    def on_getfile(self, arguments: Json) -> Json:
        path, content = self.files.get(str(arguments.get("file_id")), ("", b""))
        if not path:
            raise bad("invalid file_id")
        if len(content) > BIGGEST_FILE:
            raise bad("file is too big")
        return {"file_id": arguments["file_id"], "file_unique_id": path, "file_size": len(content), "file_path": path}

    def on_setmycommands(self, arguments: Json) -> bool:
        return self.commands.set(arguments)

    def on_getmycommands(self, arguments: Json) -> list[Json]:
        return self.commands.get(arguments)

    def _chat(self, arguments: Json) -> Json:
        written = str(arguments.get("chat_id") or "")
        if not written:
            raise bad("chat_id is empty")
        chat = self.chats.get(int(written)) if written.lstrip("-").isdigit() else None
        if chat is None:
            raise bad("chat not found")
        if why := self.closed.get(chat["id"]):
            raise Refused(403, f"Forbidden: {why}")
        return chat

    def _message(self, arguments: Json) -> Json:
        chat, number = self._chat(arguments), int(arguments.get("message_id") or 0)
        for message in self.messages[chat["id"]]:
            if message["message_id"] == number and message["from"]["id"] == self.me["id"]:
                return message
        raise bad("message to edit not found")

    def _edit(self, message: Json, changes: Json) -> Json:
        if all((message.get(name) or None) == (value or None) for name, value in changes.items()):
            same = "specified new message content and reply markup are exactly the same"
            raise bad(f"message is not modified: {same} as a current content and reply markup of the message")
        message.update({name: value for name, value in changes.items() if value})
        for name in [name for name, value in changes.items() if not value]:
            message.pop(name, None)
        return message

    def _answered(self, chat_id: int, parameters: Any) -> Json | None:
        if not parameters:
            return None
        asked = json.loads(parameters) if isinstance(parameters, str) else parameters
        for message in self.messages[chat_id]:
            if message["message_id"] == asked["message_id"]:
                return message
        if asked.get("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
