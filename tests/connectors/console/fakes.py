"""What the console's tests stand on: a brain without a model, colleagues, and travellers who speak."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from bot.app import Desk
from bot.brain_client import BrainAnswer, Like
from bot.bus import MemoryBus
from bot.conversations.values import NORMAL, Handoff, Reply
from bot.core.clock import Clock
from bot.core.database import build_database
from bot.core.settings import Settings
from bot.localisation.catalogue import Catalogue, load_catalogue
from bot.localisation.languages import languages
from bot.localisation.render import Renderer
from bot.records.migrate import upgrade
from bot.staff.passwords import Passwords
from bot.staff.values import NewStaff, Staff
from connectors.console.routes import routers

Client = Callable[[str], Awaitable[httpx.AsyncClient]]
PASSWORD = "a long and plain sentence"
CHINESE = {"utter_handoff_open": ("正在为您转接同事，您排在第 {position} 位，大约需要 {wait}。",)}
READING: Mapping[str, Any] = {
    "language": {"name": "de", "confidence": 0.99},
    "intent": {"name": "check_booking", "confidence": 0.97},
    "ranking": [{"name": "check_booking", "confidence": 0.97}, {"name": "ask_price", "confidence": 0.01}],
    "entities": [{"entity": "booking_reference", "value": "TD-7K2M9P", "start": 0, "end": 9}],
}


class FakeBrain:
    """Reads every text as a question about a booking."""

    reading = False

    async def turn(
        self, conversation: str, message_id: str, text: str, payload: str | None, metadata: Mapping[str, Any]
    ) -> BrainAnswer:
        return BrainAnswer(READING, [], [])

    async def parse(self, text: str, language: str | None = None) -> Mapping[str, Any]:
        return READING

    async def similar(
        self, text: str, spoken: str, language: str, count: int, intents: Mapping[str, float]
    ) -> Sequence[Like] | None:
        """Know two sentences in Chinese, and none in other languages; while `reading` nothing can be said."""
        self.compared = (text, spoken, dict(intents))
        if self.reading:
            return None
        known = [Like("我要取消预订", "cancel_booking", 0.4712), Like("能退多少钱", "ask_refund_policy", 0.3)]
        return known[:count] if language == "zh" else []

    async def likeness(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        """Find everything that speaks of money back alike, and nothing else."""
        return [0.8 if "cancelling costs" in one and "geld zurück" in text else 0.1 for one in texts]


@dataclass(frozen=True)
class Guest:
    """A traveller in the widget and what they write."""

    sender: str
    language: str
    text: str
    reading: Mapping[str, Any] | None = None


def settings_in(home: Path) -> Settings:
    """Give settings with keys of their own, out of no file and no environment."""
    key = base64.b64encode(bytes(32)).decode()
    secrets = {
        "encryption_keys": f"test:{key}",
        "lookup_key": key,
        "session_secret": "session",
        "widget_secret": "site",
        "brain_token": "brain",
    }
    return Settings.model_validate({"home": home, "mail_from": "service@example.com", **secrets})


async def migrate_file(path: Path) -> None:
    """Make a database file with today's schema."""
    database = build_database(f"sqlite+aiosqlite:///{path}", None)
    await upgrade(database)
    await database.close()


def open_desk_in(home: Path, clock: Clock) -> Desk:
    """Open a desk whose passwords are hashed fast instead of well."""
    desk = Desk(settings_in(home), clock, FakeBrain(), MemoryBus())
    desk.records._passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    desk.renderer = Renderer(translated())
    return desk


def translated() -> Catalogue:
    """Give the catalogue, with English where a translation is still to come."""
    real = load_catalogue()
    english = {key: real.entry(key, "en") for key in real.keys("en")}
    lent = {key: entry for key, entry in english.items() if not key.startswith("console_")}
    borrowed = {"zh": lent | CHINESE}
    texts = {
        code: borrowed.get(code, lent) | {key: real.entry(key, code) for key in real.keys(code)} for code in languages()
    }
    return Catalogue(texts, {key: real.buttons(key) for key in english})


def build_console(desk: Desk) -> FastAPI:
    """Build an application of the console's routes alone."""
    app = FastAPI(title="Tripdesk", version="0")
    app.state.desk = desk
    for router in routers(desk):
        app.include_router(router)
    return app


def knocking(console: FastAPI) -> httpx.AsyncClient:
    """Give a browser with the page open, logged in as nobody."""
    transport = httpx.ASGITransport(console, raise_app_exceptions=False)
    headers = {"X-Tripdesk-Console": "1", "Accept-Language": "en"}
    return httpx.AsyncClient(transport=transport, base_url="http://desk.test", headers=headers)


async def enter_colleagues(desk: Desk) -> dict[str, Staff]:
    """Enter Anna and Lin, who talk to travellers, and Nina, who trains the assistant."""
    people = {
        "anna": NewStaff("Anna Berg", "anna@example.com", languages=("en", "de"), password=PASSWORD),
        "lin": NewStaff("林悦", "lin@example.com", languages=("zh", "en"), password=PASSWORD, latin_name="Lin Yue"),
        "nina": NewStaff("Nina Petrova", "nina@example.com", "trainer", languages=("en",), password=PASSWORD),
    }
    async with desk.services() as services:
        return {name: await services.staff.create(one) for name, one in people.items()}


async def say(desk: Desk, guest: Guest, reason: str | None = None, priority: int = NORMAL) -> str:
    """Let a guest write and the assistant answer; with a `reason` it fetches a person. Gives the chat."""
    reading = guest.reading or {"intent": {"name": "talk_to_human", "confidence": 0.99}}
    key = "utter_handoff_open" if reason else "utter_greet"
    values = {"position": 1, "wait": {"t": "count", "key": "count_minutes", "n": 5}} if reason else {}
    words = desk.renderer.reply(key, values, "en" if guest.language != "zh" else "zh").text
    async with desk.services() as services:
        accepted = await services.conversations.receive(
            "widget", guest.sender, f"{guest.sender}-{guest.text[:20]}", guest.text, language=guest.language
        )
        turn = await services.conversations.begin_turn(accepted.conversation_id, "test")
        assert turn is not None
        replies = [Reply(words, key, values, language=guest.language)] if turn.owner == "bot" else []
        handoff = Handoff(reason, priority, {"topic": "ask_price"}) if reason else None
        await services.conversations.finish_turn(turn, replies, reading, guest.language, handoff)
    for topic in (f"conversation:{accepted.conversation_id}", "desk"):
        data = {"conversation": accepted.conversation_id}
        await desk.bus.publish(topic, "changed" if topic == "desk" else "message", data)
    return accepted.conversation_id
