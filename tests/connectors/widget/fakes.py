"""A desk for the widget's tests: everything real but the brain, which follows a script."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from socket import socket
from typing import Any

import uvicorn
from fastapi import FastAPI

from bot.app import Desk
from bot.brain_client import BrainAnswer, Said
from bot.company.hours import WEEKDAYS
from bot.company.values import Company
from bot.core.clock import Clock
from bot.core.crypto import new_key
from bot.core.settings import Settings
from bot.localisation.catalogue import Catalogue, load_catalogue
from bot.localisation.languages import languages
from bot.localisation.render import Renderer
from bot.records.migrate import upgrade
from bot.switchboard import Switchboard
from connectors.widget.routes import routers

PAGE = "https://travel.example"
SITE_SECRET = "shared with the site"
# Words of the tests' own, in every language alike.
WORDS = {
    "utter_echo": "You said: {words}",
    "utter_link": "Read https://desk.example/rules.\nNot <b>javascript:alert(1)</b> or http://plain.example",
    "utter_shukran": "حجزك {reference} مؤكد. هل تريد شيئًا آخر؟",
}
ARABIC = {
    "utter_welcome": "مرحبًا، أنا مساعد {company}. اسألني عن الرحلات أو الأسعار أو حجزك.",
    "button_ask_price": "الأسعار",
    "button_plan_trip": "اقترح رحلة",
    "button_check_booking": "حجزي",
    "button_talk_to_human": "التحدث إلى موظف",
    "widget_title": "تحدث معنا",
    "widget_write": "اكتب رسالة",
    "widget_owner_bot": "المساعد الآلي",
    "widget_sent": "أُرسلت",
    "demo_lead": "مجموعات صغيرة وأسعار واضحة وأشخاص يجيبونك.",
}

# Somebody is at the desk day and night; midnight closes at the end of the day.
ALWAYS = {day: ((time(0), time(0)),) for day in WEEKDAYS}
COMPANY = Company(
    names={"en": "Far Horizons", "zh": "远方旅行", "ar": "آفاق بعيدة"},
    zone="Asia/Shanghai",
    currency="CNY",
    email="hello@far-horizons.example",
    emergency_line="+861055550199",
    phones={},
    hours=ALWAYS,
)


@dataclass
class ScriptedBrain:
    """Answers a text or a payload by its script, and anything else by repeating it."""

    script: dict[str, list[Said]] = field(default_factory=dict)
    handing_over: set[str] = field(default_factory=lambda: {"/talk_to_human"})
    pause: float = 0.0
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    async def turn(
        self, conversation: str, message_id: str, text: str, payload: str | None, metadata: Mapping[str, Any]
    ) -> BrainAnswer:
        self.asked.append((text, payload))
        await asyncio.sleep(self.pause)
        replies = self.script.get(payload or text) or [Said("utter_echo", {"words": text}, ())]
        handoff = [{"handoff": {"reason": "asked"}}] if (payload or text) in self.handing_over else []
        return BrainAnswer({"language": {"name": metadata["language_memory"] or "en"}}, replies, handoff)

    async def parse(self, text: str, language: str | None = None) -> Mapping[str, Any]:
        return {}


def translated() -> Catalogue:
    """Give the catalogue with English where a translation is still to come, and a little Arabic."""
    real = load_catalogue()
    english = {key: real.entry(key, "en") for key in real.keys("en")} | {key: (text,) for key, text in WORDS.items()}
    texts = {code: {**english, **{key: real.entry(key, code) for key in real.keys(code)}} for code in languages()}
    texts["ar"] |= {key: (text,) for key, text in ARABIC.items()}
    return Catalogue(texts, {key: real.buttons(key) for key in english})


def settings_in(home: Path) -> Settings:
    """Give settings with keys of their own."""
    return Settings.model_validate(
        {
            "home": home,
            "public_origins": (PAGE,),
            "encryption_keys": f"test:{new_key()}",
            "lookup_key": new_key(),
            "session_secret": "a secret of the tests",
            "widget_secret": SITE_SECRET,
            "brain_token": "unused",
        }
    )


@asynccontextmanager
async def open_test_desk(home: Path, clock: Clock | None, brain: ScriptedBrain) -> AsyncIterator[Desk]:
    """Open a desk on a fresh database under `home`."""
    desk = Desk(settings_in(home), clock, brain)
    desk.renderer = Renderer(translated())
    desk.switchboard = Switchboard(desk.services, brain, desk.bus, desk.renderer, desk.clock, "test")
    await upgrade(desk.records.database)
    async with desk.services() as services:
        await services.company.publish(COMPANY)
    try:
        yield desk
    finally:
        await desk.switchboard.settle()
        await desk.records.close()


def build_test_app(desk: Desk) -> FastAPI:
    """Give a web application with nothing but the widget."""
    app = FastAPI()
    app.state.desk = desk
    for router in routers(desk):
        app.include_router(router)
    return app


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[int]:
    """Serve an application on a free port of loopback; gives the port."""
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=3)
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    await server.listening.wait()
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await task
