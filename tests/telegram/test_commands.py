"""Commands, and the menu that offers them."""

from __future__ import annotations

import pytest

from bot.localisation.languages import languages
from connectors.telegram_chat.client import build_bot
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.menus import set_menus
from tests.telegram.bot_api import BotApi
from tests.telegram.office import Office
from tests.telegram.people import Person, titles, until


async def test_start_welcomes_in_the_language_of_the_profile(office: Office, api: BotApi) -> None:
    aya = Person(api, 502, "ar")
    aya.write("/start")
    [heard] = await aya.hears(1)
    assert heard.startswith("مرحبًا")
    assert len(titles(aya.said[0])) == 4
    assert [author for author, _ in await office.said(502)] == ["traveller", "assistant"]


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        ("/help", "/ask_capabilities"),
        ("/human", "/talk_to_human"),
        ("/cancel", "/deny"),
        ("/HELP", "/ask_capabilities"),
    ],
)
async def test_a_command_is_as_good_as_the_button(office: Office, mai: Person, command: str, payload: str) -> None:
    mai.write(command)
    await mai.hears(1)
    assert office.brain.asked == [(command, payload)]


@pytest.mark.parametrize("link", ["TD-7K2M9P", "td_7k2m9p", "booking_TD-7K2M9P"])
async def test_a_link_with_a_booking_asks_for_proof_first(office: Office, mai: Person, link: str) -> None:
    mai.write(f"/start {link}")
    await mai.hears(1)
    assert office.brain.asked == [("TD-7K2M9P", '/check_booking{"booking_reference": "TD-7K2M9P"}')]


async def test_a_link_to_nothing_we_know_is_a_plain_start(office: Office, mai: Person) -> None:
    mai.write("/start no-such-tour-at-all")
    assert (await mai.hears(1))[0].startswith("Hello")
    assert office.brain.asked == []


async def test_a_language_is_chosen_with_a_button_and_kept(office: Office, mai: Person) -> None:
    mai.write("/language")
    await mai.hears(1)
    assert titles(mai.said[0]) == [language.name for language in languages().values()]
    await mai.answered(mai.press("العربية"))
    await mai.hears(2)
    assert (await office.conversation(mai.id)).language_choice == "ar"
    assert titles(mai.said[0]) == ["✓ العربية"]
    await until(mai.api, lambda: (f"chat:{mai.id}", "") in mai.api.commands.menus, 5)
    assert office.brain.asked == []


async def test_under_a_colleague_a_command_is_a_text_for_them(office: Office, mai: Person) -> None:
    mai.write("hello")
    await mai.hears(1)
    await office.take(mai.id)
    mai.write("/start")
    mai.write("/help")
    for _ in range(50):
        written = [text for author, text in await office.said(mai.id) if author == "traveller"]
        if len(written) == 3:
            break
        await mai.api.wait(0.1)
    assert written == ["hello", "/start", "/help"]
    assert [text for author, text in await office.said(mai.id) if author == "assistant"] == ["You said: hello"]
    assert office.brain.asked == [("hello", None)]


async def test_the_menu_is_told_in_every_language_and_only_when_it_changed(office: Office, api: BotApi) -> None:
    codes = {code for code in languages() if len(code) == 2} | {""}
    await until(api, lambda: {language for _, language in api.commands.menus} == codes, 10)
    assert len({tuple(one["description"] for one in menu) for menu in api.commands.menus.values()}) == len(codes) - 1
    changes = api.commands.changes
    async with build_bot(office.desk.settings) as bot:
        await set_menus(Door(office.desk, bot))
    assert api.commands.changes == changes


async def test_an_empty_message_is_answered(office: Office, mai: Person) -> None:
    mai.write("\u200b")
    assert await mai.hears(1) == [office.desk.renderer.text("utter_message_empty", "en")]
