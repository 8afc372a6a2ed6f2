"""Floods, blocked bots, lost networks: nothing is lost, nothing stops the others."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from telegram import Bot

from connectors.telegram_chat import polling
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.bot_api_rules import Refused
from tests.telegram.office import Office
from tests.telegram.people import Person, until


async def test_many_chats_are_answered_within_the_overall_limit(office: Office, api: BotApi) -> None:
    people = [Person(api, 600 + number) for number in range(90)]
    for person in people:
        person.write("hello")
    await asyncio.gather(*(person.hears(1, 20) for person in people))
    assert api.floods.refused == 0


async def test_retry_after_is_waited_for_and_order_kept(office: Office, api: BotApi, mai: Person) -> None:
    refused_at: list[float] = []

    def flood(method: str, arguments: dict[str, Any]) -> None:
        if method == "sendMessage" and not refused_at:
            refused_at.append(api.now())
            raise Refused(429, "Too Many Requests: retry after 2", retry_after=2)

    api.broken = flood
    mai.write("one")
    mai.write("two")
    assert await mai.hears(2) == ["You said: one", "You said: two"]
    first = next(call.at for call in api.calls if call.method == "sendMessage" and call.at > refused_at[0])
    assert first - refused_at[0] >= 2


async def test_who_blocks_us_is_marked_and_colleagues_are_told(office: Office, api: BotApi, mai: Person) -> None:
    mai.write("hello")
    await mai.hears(1)
    mai.block(told=False)
    mai.write("are you there?")
    bo = Person(api, 502)
    bo.write("hello")
    await bo.hears(1)
    for _ in range(50):
        if "unreachable" in await office.events(mai.id):
            break
        await api.wait(0.1)
    assert await office.events(mai.id) == ["unreachable"]
    assert await office.deliveries(mai.id) == ["sent", "failed"]
    mai.unblock()
    mai.write("back again")
    await mai.hears(2)
    assert await office.events(mai.id) == ["unreachable", "reachable"]


async def test_a_network_that_fails_is_tried_again(office: Office, api: BotApi, mai: Person) -> None:
    left = [2]

    def fail(method: str, arguments: dict[str, Any]) -> None:
        if method == "sendMessage" and left[0]:
            left[0] -= 1
            raise ConnectionError

    api.broken = fail
    mai.write("hello")
    assert await mai.hears(1) == ["You said: hello"]
    assert await office.deliveries(mai.id) == ["sent"]


async def test_what_telegram_refuses_for_good_does_not_hold_up_the_rest(
    office: Office, api: BotApi, mai: Person
) -> None:
    def refuse(method: str, arguments: dict[str, Any]) -> None:
        if "bad" in str(arguments.get("text")):
            raise Refused(400, "Bad Request: something about this text")

    api.broken = refuse
    mai.write("bad")
    mai.write("good")
    assert await mai.hears(1) == ["You said: good"]
    assert await office.deliveries(mai.id) == ["failed", "sent"]


async def test_another_poller_is_told_of_in_plain_words_and_waited_out(
    office: Office, address: str, mai: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "CONFLICT_SECONDS", 0.5)
    await until(mai.api, lambda: any(call.method == "getUpdates" for call in mai.api.calls), 5)
    async with Bot(TOKEN, base_url=f"{address}/bot") as stranger:
        with caplog.at_level(logging.ERROR):
            await stranger.get_updates(timeout=0)
            await until(mai.api, lambda: "somebody else fetches" in caplog.text, 5)
    mai.write("hello")
    assert await mai.hears(1) == ["You said: hello"]


async def test_an_update_nobody_can_handle_does_not_hold_up_its_chat(
    office: Office, mai: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = office.desk.switchboard.accept

    async def accept(incoming: Any) -> Any:
        if incoming.text == "poison":
            raise ValueError("poison")
        return await real(incoming)

    monkeypatch.setattr(office.desk.switchboard, "accept", accept)
    mai.write("poison")
    mai.write("hello")
    assert await mai.hears(1) == ["You said: hello"]
    assert "was not handled" in caplog.text
