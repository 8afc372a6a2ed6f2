"""Several desk processes: one serves Telegram, another takes over, a webhook may reach any."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from fastapi import FastAPI

from bot.core.settings import Settings
from connectors.telegram_chat.leader import EVERY, SPAN
from connectors.telegram_chat.service import routers
from connectors.telegram_chat.webhook import HEADER, secret_of
from tests.connectors.widget.fakes import ScriptedBrain
from tests.connectors.widget.fakes import serving as serving_app
from tests.telegram.bot_api import BotApi
from tests.telegram.office import Office, build_desk, serving, settings_for
from tests.telegram.people import Person, until


def test_another_process_takes_over_within_thirty_seconds() -> None:
    assert SPAN.total_seconds() + 2 * EVERY <= 30


async def test_two_processes_never_both_poll(office: Office, api: BotApi, mai: Person) -> None:
    async with serving(office.desk.settings, office.brain, "two"):
        mai.write("hello")
        await mai.hears(1)
        await asyncio.sleep(2)
    polls = [call for call in api.calls if call.method == "getUpdates"]
    assert len(polls) <= 3
    assert office.brain.asked == [("hello", None)]


async def test_a_lease_is_held_by_one_and_free_after_its_end(tmp_path: Path, address: str) -> None:
    settings = settings_for(tmp_path, address)
    async with serving(settings, ScriptedBrain(), "one") as one:
        await asyncio.sleep(0.5)
        async with one.desk.services() as services:
            assert await services.leases.holder("telegram") == "one"
            assert await services.leases.take("telegram", "two", SPAN) is None
    desk = build_desk(settings, ScriptedBrain())
    async with desk.services() as services:
        assert await services.leases.holder("telegram") is None
    await desk.records.close()


async def test_a_desk_that_stops_says_nothing_twice(tmp_path: Path, address: str, api: BotApi, mai: Person) -> None:
    settings = settings_for(tmp_path, address)
    async with serving(settings, ScriptedBrain(), "one"):
        api.slow["sendMessage"] = 0.5
        mai.write("hello")
        await mai.hears(1)  # Telegram has it, and its yes is still on the way
    api.slow.clear()
    async with serving(settings, ScriptedBrain(), "two") as office:
        mai.write("again")
        assert await mai.hears(2) == ["You said: hello", "You said: again"]
        assert await office.deliveries(mai.id) == ["sent", "sent"]


async def test_a_webhook_brings_what_polling_does(tmp_path: Path, address: str, api: BotApi, mai: Person) -> None:
    async with _hooked(tmp_path, address, api) as office:
        mai.write("hello")
        assert await mai.hears(1) == ["You said: hello"]
        assert not [call for call in api.calls if call.method == "getUpdates"]
        assert office.brain.asked == [("hello", None)]


async def test_a_webhook_call_without_the_secret_is_refused(tmp_path: Path, address: str, api: BotApi) -> None:
    async with _hooked(tmp_path, address, api) as office, httpx.AsyncClient(trust_env=False) as http:
        url, good = str(office.desk.settings.telegram_webhook), secret_of(office.desk.settings)
        update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
        answers = [
            (await http.post(url, json=body, headers=headers)).status_code
            for body, headers in [(update, {}), (update, {HEADER: "x"}), ([], {HEADER: good}), (update, {HEADER: good})]
        ]
        assert answers == [403, 403, 400, 200]


async def test_updates_that_overtake_each_other_are_handled_in_order(
    tmp_path: Path, address: str, api: BotApi, mai: Person
) -> None:
    async with _hooked(tmp_path, address, api) as office, httpx.AsyncClient(trust_env=False) as http:
        api.webhook = {}
        for text in ("one", "two", "three"):
            mai.write(text)
        updates = [update for _, update in api.updates]
        headers = {HEADER: secret_of(office.desk.settings)}
        for update in reversed(updates):
            await http.post(str(office.desk.settings.telegram_webhook), json=update, headers=headers)
            await asyncio.sleep(0.1)
        await mai.hears(3)
        assert [text for text, _ in office.brain.asked] == ["one", "two", "three"]


@asynccontextmanager
async def _hooked(home: Path, address: str, api: BotApi) -> AsyncIterator[Office]:
    """A desk that Telegram calls."""
    app = FastAPI()
    async with serving_app(app) as port:
        settings: Settings = settings_for(home, address, public_url=f"http://127.0.0.1:{port}")
        async with serving(settings, ScriptedBrain()) as office:
            app.state.desk = office.desk
            for router in routers(office.desk):
                app.include_router(router)
            await until(api, lambda: api.webhook.get("url"), 5)
            yield office
