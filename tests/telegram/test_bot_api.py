"""The tests' own Telegram keeps the limits of the real one, as the real client library sees them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.people import Person


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot") as bot:
        yield bot


async def test_an_update_stays_until_the_next_offset_acknowledges_it(api: BotApi, bot: Bot) -> None:
    Person(api).write("hello")
    [first] = await bot.get_updates()
    assert [one.update_id for one in await bot.get_updates()] == [first.update_id]
    assert await bot.get_updates(offset=first.update_id + 1) == ()


async def test_an_update_is_kept_for_a_day(api: BotApi, bot: Bot) -> None:
    Person(api).write("hello")
    later = api.now() + 86_401
    api.now = lambda: later
    assert await bot.get_updates() == ()


async def test_of_two_pollers_the_older_is_sent_away(bot: Bot, address: str) -> None:
    async with Bot(TOKEN, base_url=f"{address}/bot") as other:
        first = asyncio.create_task(bot.get_updates(timeout=5))
        await asyncio.sleep(0.2)
        second = asyncio.create_task(other.get_updates(timeout=1))
        with pytest.raises(Conflict):
            await first
        assert await second == ()


async def test_a_webhook_and_a_poller_exclude_each_other(bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:1/hook", secret_token="secret")
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_wrong_token_is_refused(address: str) -> None:
    stranger = Bot("1:wrong", base_url=f"{address}/bot")
    with pytest.raises(InvalidToken):
        await stranger.get_me()
    for pool in stranger._request:
        await pool.shutdown()


async def test_a_chat_takes_one_message_a_second(api: BotApi, bot: Bot) -> None:
    mai, bo = Person(api), Person(api, 502)
    await bot.send_message(mai.id, "one")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(mai.id, "two")
    assert refused.value.retry_after == timedelta(seconds=1)
    await bot.send_message(bo.id, "three")


async def test_everybody_together_takes_thirty_a_second(api: BotApi, bot: Bot) -> None:
    people = [Person(api, 600 + n) for n in range(31)]
    moment = api.now()
    api.now = lambda: moment
    for person in people[:30]:
        await bot.send_message(person.id, "hello")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "hello")


@pytest.mark.parametrize(("data", "taken"), [("x" * 64, True), ("x" * 65, False), ("я" * 33, False)])
async def test_button_data_is_counted_in_bytes(api: BotApi, bot: Bot, data: str, taken: bool) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Press", callback_data=data)]])
    sending = bot.send_message(Person(api).id, "hello", reply_markup=keyboard)
    if taken:
        await sending
    else:
        with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
            await sending


async def test_texts_are_counted_in_units_of_utf_16(api: BotApi, bot: Bot) -> None:
    mai = Person(api)
    await bot.send_message(mai.id, "😀" * 2048)
    with pytest.raises(BadRequest, match="too long"):
        await bot.send_message(mai.id, "😀" * 2049)
    with pytest.raises(BadRequest, match="text is empty"):
        await bot.send_message(mai.id, " \n ")


async def test_who_blocks_the_bot_is_out_of_reach(api: BotApi, bot: Bot) -> None:
    mai = Person(api)
    mai.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(mai.id, "hello")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(999, "hello")


async def test_a_file_is_fetched_in_two_steps(api: BotApi, bot: Bot) -> None:
    api.files["f1"] = ("photos/1.jpg", b"bytes")
    file = await bot.get_file("f1")
    assert bytes(await file.download_as_bytearray()) == b"bytes"
