"""Offers, presence, passing on and the board of colleagues, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.staff.values import NewStaff
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
SHOTS = Path(os.environ.get("TRIPDESK_SHOTS", "var/shots"))
KAI = NewStaff(
    "森 海斗", "kai@example.com", team="booking", latin_name="Kai Mori", languages=("ja", "en"), password=PASSWORD
)
ADA = NewStaff(
    "Ada Min", "ada@example.com", "administrator", team="management", languages=("en",), capacity=0, password=PASSWORD
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start()
    for one in (KAI, ADA):
        server.do(enter(server, one))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


async def enter(server: Server, one: NewStaff) -> None:
    async with server.desk.services() as services:
        await services.staff.create(one)


def log_in(browser: Browser, server: Server, name: str, problems: list[str], size: dict[str, int] = WIDE) -> Page:
    """Open the console as a colleague and wait until the desk has heard of the page."""
    page = browser.new_context(viewport=size, locale="en").new_page()  # type: ignore[arg-type]
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{server.address}/console")
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".bar .live")).to_have_text("Live")
    return page


def clean(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]


def test_a_chat_is_offered_accepted_by_a_key_and_passed_on(browser: Browser, server: Server) -> None:
    problems: list[str] = []
    anna, kai = log_in(browser, server, "anna", problems), log_in(browser, server, "kai", problems)
    server.do(server.desk.dispatcher.round())
    card = anna.locator(".offer")
    expect(card.get_by_role("button", name="Accept")).to_be_visible()
    expect(card).to_contain_text("You write English.")
    anna.screenshot(path=SHOTS / "queues-offer.png")
    clean(anna)
    anna.keyboard.press("a")
    expect(card).to_be_hidden()
    anna.get_by_role("button", name="Pass on").click()
    dialog = anna.get_by_role("dialog")
    dialog.get_by_label("Kai Mori").check()
    dialog.get_by_role("textbox").fill("Wants another date")
    clean(anna)
    anna.screenshot(path=SHOTS / "queues-transfer.png")
    dialog.get_by_role("button", name="Pass on").click()
    expect(anna.locator("#said")).to_have_text("Offered to Kai Mori.")
    expect(kai.locator(".offer")).to_contain_text("Wants another date")
    kai.locator(".offer [data-action=decline]").click()
    expect(kai.locator(".offer")).to_be_hidden()
    assert not problems


def test_the_board_shows_presence_and_an_administrator_enters_colleagues(browser: Browser, server: Server) -> None:
    problems: list[str] = []
    kai = log_in(browser, server, "kai", problems, PHONE)
    ada = log_in(browser, server, "ada", problems)
    ada.get_by_role("link", name="People").click()
    row = ada.locator("[data-team=booking] li")
    expect(row.locator(".dot.available")).to_be_visible()
    kai.get_by_label("My presence").select_option("busy")
    expect(row.locator(".dot.busy")).to_be_visible()
    ada.screenshot(path=SHOTS / "queues-people.png")
    clean(ada)
    ada.get_by_role("button", name="Add a colleague").click()
    dialog = ada.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Ben Roth")
    dialog.get_by_label("E-mail").fill("ben@example.com")
    dialog.get_by_label("Languages, best first").fill("de, xx")
    clean(ada)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("do not speak")
    dialog.get_by_label("Languages, best first").fill("de, en")
    dialog.get_by_role("button", name="Save").click()
    expect(ada.locator("[data-team=customer_service]")).to_contain_text("Ben Roth")
    kai.get_by_role("link", name="People").click()
    expect(kai.locator("[data-team=customer_service]")).to_contain_text("Ben Roth")
    clean(kai)
    kai.screenshot(path=SHOTS / "queues-people-phone.png")
    assert not problems
