"""Every page of the console by axe-core (bundled in a Python package, no network): light and dark, wide and narrow.

A new page is looked at without a line here: the rail says which pages there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.staff.values import NewStaff
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'], resultTypes: ['violations']}"
WIDE, NARROW = (1280, 800), (390, 844)
# Each of size, colours and language with each of the others.
LOOKS = [(WIDE, "light", "en"), (WIDE, "dark", "zh"), (NARROW, "light", "zh"), (NARROW, "dark", "en")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("axe"))
    server.start()
    server.do(enter_chief(server))
    yield server
    server.stop()


async def enter_chief(server: Server) -> None:
    """Enter somebody who has every page."""
    async with server.desk.services() as services:
        chief = NewStaff("Chief", "chief@example.com", "administrator", languages=("en",), password=PASSWORD)
        await services.staff.create(chief)


def log_in(browser: Browser, server: Server, size: tuple[int, int], colours: str, language: str) -> Page:
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme=colours, reduced_motion="reduce")  # type: ignore[arg-type]
    chosen = {"name": "tripdesk_console_language", "value": language, "url": server.address}
    context.add_cookies([chosen])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(f"{server.address}/console")
    expect(page.locator("form")).to_be_visible()
    page.evaluate(AXE + ";0")
    assert faults(page) == [], "log-in"
    page.fill("input[name=email]", "chief@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator(".desk")).to_be_visible()
    return page


def faults(page: Page) -> list[dict[str, Any]]:
    found = page.evaluate(f"axe.run({RULES})")
    return [
        {"rule": one["id"], "why": node["failureSummary"], "where": node["html"][:160]}
        for one in found["violations"]
        for node in one["nodes"][:2]
    ]


def settle(page: Page) -> None:
    """Wait until the page has asked all it asks, and shows it."""
    page.wait_for_timeout(350)


@pytest.mark.parametrize(("size", "colours", "language"), LOOKS)
def test_every_page(
    browser: Browser, server: Server, size: tuple[int, int], colours: str, language: str, tmp_path: Path
) -> None:
    page = log_in(browser, server, size, colours, language)
    assert page.locator("html").get_attribute("lang") == language
    pages = [link.get_attribute("data-page") for link in page.locator(".rail a").all()]
    assert len(pages) >= 3 and "search" in pages
    chat = server.chats["german"]
    for place in [*pages, f"chats/{chat}", "search?q=fahrer"]:
        page.evaluate(f"location.hash = '#/{place}'")
        settle(page)
        assert faults(page) == [], place
    page.keyboard.press("Control+k")
    page.locator(".palette input").fill("fahrer")
    expect(page.locator(".palette mark").first).to_be_visible()
    assert faults(page) == [], "palette"
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#/chats'; document.activeElement.blur()")
    settle(page)
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    assert faults(page) == [], "keys"
    page.context.close()
