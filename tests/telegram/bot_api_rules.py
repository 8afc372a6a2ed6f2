"""What the Bot API refuses, in its own words: texts, keyboards, webhooks, command menus, floods."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

LONGEST_TEXT = 4096
OVERALL, A_CHAT, A_GROUP = (30, 1.0), (1, 1.0), (20, 60.0)
# A second on the wire is not quite a second on the clock.
JITTER = 0.02
Json = dict[str, Any]


class Refused(Exception):
    """An error as the Bot API answers it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Refused:
    """A request that makes no sense."""
    return Refused(400, f"Bad Request: {description}")


def units(text: str) -> int:
    """Telegram counts as UTF-16 does."""
    return len(text.encode("utf-16-le")) // 2


def check_text(arguments: Json) -> str:
    """Give the text after parsing, or refuse it."""
    text = str(arguments.get("text") or "")
    mode = arguments.get("parse_mode")
    if mode == "HTML":
        text = _plain(text)
    elif mode:
        raise bad("unsupported parse_mode")
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad("message is too long")
    return text.strip()


def check_keyboard(arguments: Json) -> Json | None:
    """Give the inline keyboard, or refuse it."""
    written = arguments.get("reply_markup")
    markup = json.loads(written) if isinstance(written, str) else written
    if not markup:
        return None
    if not isinstance(markup, dict) or not isinstance(markup.get("inline_keyboard"), list):
        raise bad("object expected as reply markup")
    for button in (button for row in markup["inline_keyboard"] for button in row):
        if not str(button.get("text") or "").strip():
            raise bad("inline keyboard button text is empty")
        if "url" not in button and not 1 <= len(str(button.get("callback_data") or "").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
    return markup if any(markup["inline_keyboard"]) else None


def check_webhook(arguments: Json, local: bool) -> Json:
    """Give the webhook, or refuse it."""
    url, secret = str(arguments.get("url") or ""), str(arguments.get("secret_token") or "")
    if url and not url.startswith("https://") and not local:
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    return {"url": url, "secret_token": secret} if url else {}


@dataclass
class Commands:
    """The command menus, by scope and language."""

    menus: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    changes: int = 0

    def set(self, arguments: Json) -> bool:
        """Keep a menu, or refuse it."""
        commands = json.loads(arguments["commands"])
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        self.menus[self._place(arguments)] = commands
        self.changes += 1
        return True

    def get(self, arguments: Json) -> list[Json]:
        """Give the menu of exactly this scope and language."""
        return self.menus.get(self._place(arguments), [])

    def _place(self, arguments: Json) -> tuple[str, str]:
        language = str(arguments.get("language_code") or "")
        if language and not re.fullmatch(r"[a-z]{2}", language):
            raise bad("LANGUAGE_CODE_INVALID")
        scope = json.loads(arguments.get("scope") or '{"type": "default"}')
        return f"{scope['type']}:{scope.get('chat_id', '')}".rstrip(":"), language


@dataclass
class Floods:
    """Thirty messages a second overall, one a second in a chat, twenty a minute in a group."""

    sent: dict[int | None, list[float]] = field(default_factory=lambda: defaultdict(list))
    barred: dict[int | None, float] = field(default_factory=dict)
    refused: int = 0

    def take(self, chat_id: int, now: float) -> None:
        """Count one message, or refuse it with the seconds to wait."""
        limits: list[tuple[int | None, tuple[int, float]]] = [(None, OVERALL), (chat_id, A_CHAT)]
        if chat_id < 0:
            limits.append((chat_id, A_GROUP))
        for key, (most, seconds) in limits:
            recent = [at for at in self.sent[key] if at > now - seconds + JITTER]
            wait = self.barred.get(key, 0) - now
            if len(recent) >= most:
                wait = max(wait, recent[0] + seconds - now)
            if wait > 0:
                self._bar(key, now, wait)
        for key in {None, chat_id}:
            self.sent[key] = [at for at in self.sent[key] if at > now - A_GROUP[1]] + [now]

    def _bar(self, key: int | None, now: float, wait: float) -> None:
        self.refused += 1
        seconds = max(1, math.ceil(wait))
        self.barred[key] = now + wait
        raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def _plain(marked: str) -> str:
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_data = found.append  # type: ignore[method-assign]
    parser.feed(marked)
    parser.close()
    return "".join(found)
