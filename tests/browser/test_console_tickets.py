"""Tickets as colleagues meet them, in a real browser; the traveller answers through the switchboard."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.staff.values import NewStaff
from bot.switchboard import Incoming
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
Agent = Callable[[str], Page]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home))
        server.start()
        server.do(_a_lead(server))
        yield server
        server.stop()


async def _a_lead(server: Server) -> None:
    async with server.desk.services() as services:
        await services.staff.create(
            NewStaff("Max Lead", "max@example.com", "lead", languages=("en",), password=PASSWORD)
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def agent(browser: Browser, server: Server) -> Iterator[Agent]:
    """Open the console as a colleague; no page may have complained."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def log_in(name: str) -> Page:
        context = browser.new_context(viewport=WIDE, locale="en")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{server.address}/console")
        page.fill("input[name=email]", f"{name}@example.com")
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        expect(page.locator(".desk")).to_be_visible()
        return page

    yield log_in
    for context in contexts:
        context.close()
    assert problems == []


def go(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address; }", address)


def opened(page: Page, server: Server, chat: str) -> str:
    """Open a ticket beside a chat, and give its number."""
    go(page, f"#/chats/{server.chats[chat]}")
    beside = page.locator(".chat-tickets")
    beside.get_by_role("button", name="Open a ticket").click()
    page.locator("dialog textarea").fill("The room was dirty <b>twice</b>")
    page.locator("dialog").get_by_role("button", name="Open a ticket").click()
    expect(beside.locator("li")).to_have_count(1)
    return beside.locator("b").inner_text()


def complaints(page: Page) -> list[str]:
    """Give what axe has to say of the page."""
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]


def test_a_case_from_the_chat_to_its_end(agent: Agent, server: Server) -> None:
    anna, boss = agent("anna"), agent("max")
    reference = opened(anna, server, "german")
    go(anna, f"#/tickets/{reference}?do=propose")
    form = anna.locator("details[data-form=propose]")
    form.locator("select[name=kind]").select_option("compensation")
    form.locator("input[name=amount]").fill("800")
    form.locator("select[name=currency]").select_option("CNY")
    # What is being written elsewhere on the page survives the change.
    anna.locator("details[data-form=note] summary").click()
    anna.locator("details[data-form=note] textarea").fill("half a note")
    form.get_by_role("button", name="Propose").click()
    expect(anna.locator(".card.approval")).to_contain_text("not the one who proposed it")
    expect(anna.locator("details[data-form=note] textarea")).to_have_value("half a note")
    go(boss, "#/tickets?waits=approval")
    boss.locator(".ticket-card a").click()
    assert complaints(boss) == []
    boss.get_by_role("button", name="Approve", exact=True).click()
    expect(anna.locator(".proposal.open")).to_contain_text("ompensation of CN¥800")
    _tap(server, "german", 0)
    expect(anna.locator(".proposal.accepted")).to_be_visible()
    expect(anna.locator("details[data-form=note] textarea")).to_have_value("half a note")
    anna.locator("details[data-form=resolve] summary").click()
    form = anna.locator("details[data-form=resolve]")
    form.locator("select[name=cause]").select_option("supplier_quality")
    form.locator("textarea[name=text]").fill("Paid")
    form.get_by_role("button", name="Resolve").click()
    expect(anna.locator(".state-resolved")).to_be_visible()
    _tap(server, "german", 1)
    expect(anna.locator(".state-open")).to_be_visible()
    expect(anna.locator(".marks")).to_contain_text("1 × within 72 hours")


def test_cards_move_by_hand_and_by_keyboard_and_fit_a_phone(agent: Agent, server: Server) -> None:
    anna = agent("anna")
    first, second = opened(anna, server, "chinese"), opened(anna, server, "arab")
    go(anna, "#/tickets")
    column = {state: anna.locator(f".column[data-state={state}]") for state in ("open", "in_progress", "resolved")}
    column["open"].locator(f"[data-reference={first}]").drag_to(column["in_progress"])
    expect(column["in_progress"].locator(f"[data-reference={first}]")).to_contain_text("Anna Berg")
    anna.locator(f"[data-reference={second}] summary").focus()
    anna.keyboard.press("Enter")
    anna.keyboard.press("Tab")
    anna.keyboard.press("Enter")
    expect(column["in_progress"].locator(f"[data-reference={second}]")).to_be_visible()
    assert complaints(anna) == []
    column["in_progress"].locator(f"[data-reference={first}]").drag_to(column["resolved"])
    expect(anna.locator("details[data-form=resolve]")).to_have_attribute("open", "")
    anna.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for address in (f"#/tickets/{first}", "#/tickets", "#/tickets?view=list"):
        go(anna, address)
        expect(anna.locator(".outlet")).to_contain_text(first)
        assert anna.evaluate("document.documentElement.scrollWidth") <= 390, address
    go(anna, "#/tickets")
    anna.locator(".pick button").nth(1).click()
    expect(column["in_progress"]).to_be_visible()
    expect(column["open"]).to_be_hidden()


def _tap(server: Server, guest: str, button: int) -> None:
    """Let the traveller tap a button of the last message that has some."""

    async def tap() -> None:
        desk = server.desk
        async with desk.services(write=False) as services:
            history = await services.conversations.history(server.chats[guest])
        offered = next(one for one in reversed(history) if one.buttons).buttons[button]
        title, payload = str(offered["title"]), str(offered["payload"])
        await desk.switchboard.accept(Incoming("widget", guest, f"tap-{payload}", title, payload))
        await desk.switchboard.settle()

    server.do(tap())
