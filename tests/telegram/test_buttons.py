"""Buttons: answered at once, pressed once, and of no use to others or later."""

from __future__ import annotations

import pytest

from bot.brain_client import Said
from tests.telegram.bot_api import BotApi
from tests.telegram.office import Office
from tests.telegram.people import Person, buttons, titles, until

LONG = '/ask_price{"destination": "Нижний Новгород и Санкт-Петербург", "party": "двое взрослых"}'


@pytest.fixture
async def offered(office: Office, mai: Person) -> Office:
    """A desk that has offered buttons to somebody."""
    choices = ({"title": "Цена", "payload": LONG}, {"title": "Plan", "payload": "/ask_itinerary"})
    office.brain.script["hello"] = [Said("utter_echo", {"words": "hello"}, choices)]
    mai.write("hello")
    await mai.hears(1)
    return office


async def test_a_press_is_answered_taken_and_shown(offered: Office, mai: Person) -> None:
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons(mai.said[0]))
    assert await mai.answered(mai.press("Цена")) == ""
    assert (await mai.hears(2))[1] == "You said: Цена"
    assert offered.brain.asked[-1] == ("Цена", LONG)
    assert titles(mai.said[0]) == ["✓ Цена"]


async def test_a_second_press_does_nothing_and_is_told_so(offered: Office, mai: Person) -> None:
    keyboard = mai.said[0]
    data = [button["callback_data"] for button in buttons(keyboard)]
    first, second = mai.press_data(data[0], keyboard), mai.press_data(data[1], keyboard)
    assert (await mai.answered(first), await mai.answered(second)) == ("", "You have already chosen here.")
    assert await mai.answered(mai.press("✓ Цена")) == "You have already chosen here."
    assert [payload for _, payload in offered.brain.asked] == [None, LONG]


async def test_a_press_that_comes_twice_is_one(offered: Office, api: BotApi, mai: Person) -> None:
    await mai.answered(mai.press("Plan"))
    await mai.hears(2)
    press = next(call for call in reversed(api.calls) if call.method == "answerCallbackQuery")
    query = press.arguments["callback_query_id"]
    message = {**mai.said[0], "reply_markup": None}
    api.push("callback_query", {"id": query, "from": mai.user, "chat_instance": "1", "message": message, "data": "2.1"})
    mai.write("more")
    await mai.hears(3)
    assert [text for text, _ in offered.brain.asked] == ["hello", "Plan", "more"]


@pytest.mark.parametrize("data", ["1.9", "77.0", "x", "1.0\u0661", "-1.0", "1.0.0", "99999999999999999999.1"])
async def test_a_press_of_nothing_we_offer_is_answered_kindly(offered: Office, mai: Person, data: str) -> None:
    said = await mai.answered(mai.press_data(data, mai.said[0]))
    assert said.startswith("These buttons belong to an earlier answer")
    assert len(offered.brain.asked) == 1


async def test_a_press_under_a_message_that_telegram_hides_by_now_counts(offered: Office, mai: Person) -> None:
    hidden = {"message_id": mai.said[0]["message_id"], "date": 0, "chat": mai.chat}
    assert await mai.answered(mai.press_data(buttons(mai.said[0])[1]["callback_data"], hidden)) == ""
    await mai.hears(2)
    await until(mai.api, lambda: titles(mai.said[0]) == ["✓ Plan"], 5)


async def test_somebody_elses_keyboard_means_nothing_here(offered: Office, api: BotApi, mai: Person) -> None:
    bo = Person(api, 502)
    assert (await bo.answered(bo.press_data("2.0", mai.said[0] | {"chat": bo.chat}))).startswith("These buttons")
    assert len(offered.brain.asked) == 1


async def test_a_yes_counts_only_while_it_is_the_last_question(office: Office, mai: Person) -> None:
    yes = ({"title": "Yes", "payload": "/affirm"},)
    office.brain.script["cancel it"] = [Said("utter_echo", {"words": "sure?"}, yes)]
    mai.write("cancel it")
    mai.write("wait")
    await mai.hears(2)
    assert (await mai.answered(mai.press("Yes"))).startswith("These buttons belong to an earlier answer")
    await until(mai.api, lambda: not titles(mai.said[0]), 5)
    assert ("Yes", "/affirm") not in office.brain.asked
