"""`tripdesk doctor` says what is wrong with Telegram, one sentence each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.clock import FixedClock, SystemClock
from bot.core.settings import Settings
from bot.doctor import examine
from bot.records.migrate import upgrade
from bot.services import open_desk
from connectors.telegram_chat.checkup import check_telegram
from tests.stack import free_port
from tests.telegram.bot_api import BotApi
from tests.telegram.office import settings_for


async def wrong(settings: Settings) -> list[tuple[str, str]]:
    return [(one.part, one.words) for one in await check_telegram(settings, SystemClock()) if not one.good]


async def test_nothing_is_wrong_when_nothing_is(tmp_path: Path, address: str) -> None:
    assert await wrong(settings_for(tmp_path, address)) == []


async def test_without_a_token_telegram_is_simply_off(tmp_path: Path, address: str) -> None:
    settings = settings_for(tmp_path, address).model_copy(update={"telegram_token": None})
    [found] = await check_telegram(settings, SystemClock())
    assert found.good and found.words.startswith("off")


async def test_a_wrong_token_is_named(tmp_path: Path, address: str) -> None:
    [(part, words)] = await wrong(settings_for(tmp_path, address, telegram_token="1:wrong"))
    assert (part, words[:35]) == ("telegram token", "Telegram does not know this token; ")


async def test_a_network_that_does_not_answer_is_named(tmp_path: Path) -> None:
    [(part, words)] = await wrong(settings_for(tmp_path, f"http://127.0.0.1:{free_port()}"))
    assert part == "telegram network" and "does not answer" in words


async def test_a_clock_that_is_off_is_named(tmp_path: Path, address: str) -> None:
    late = FixedClock(datetime.now(UTC) + timedelta(minutes=3))
    found = [one for one in await check_telegram(settings_for(tmp_path, address), late) if not one.good]
    assert [one.part for one in found] == ["clock"]


@pytest.mark.parametrize(
    ("public_url", "hook", "said"),
    [
        ("", "https://other.example/hook", "so polling gets nothing"),
        ("https://us.example", "https://other.example/hook", "instead of"),
        ("https://us.example", "", "none is set"),
    ],
)
async def test_a_webhook_that_is_not_ours_is_named(
    tmp_path: Path, address: str, api: BotApi, public_url: str, hook: str, said: str
) -> None:
    api.webhook = {"url": hook} if hook else {}
    [(part, words)] = await wrong(settings_for(tmp_path, address, public_url=public_url))
    assert part == "telegram webhook" and said in words


async def test_telegrams_own_trouble_with_the_webhook_is_passed_on(tmp_path: Path, address: str, api: BotApi) -> None:
    api.webhook = {"url": "https://us.example/telegram/webhook", "last_error_message": "Connection refused"}
    [(_, words)] = await wrong(settings_for(tmp_path, address, public_url="https://us.example"))
    assert "Connection refused" in words


async def test_every_part_is_looked_at(tmp_path: Path, address: str) -> None:
    settings = settings_for(tmp_path, address, brain_port=str(free_port()))
    records = open_desk(settings)
    await upgrade(records.database)
    await records.close()
    found = {one.part: one.good for one in await examine(settings)}
    assert found == {
        "database": True, "brain": False, "telegram network": True, "clock": True, "telegram token": True,
        "telegram webhook": True, "telegram desk": False,
    }  # fmt: skip
