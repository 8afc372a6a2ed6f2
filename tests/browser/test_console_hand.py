"""The console by hand: the palette, the search page, keys, look and notifications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD

NEWS = "{kind: 'message', title: 'Anna Schneider', body: 'Hallo', to: ['chats', 'c1'], tag: 'c1-3'}"
# Stands in for the desktop: notes what would have appeared.
DESKTOP = """
window.shown = [];
window.Notification = class { static permission = 'granted'; constructor(title) { window.shown.push(title); } };
document.hasFocus = () => false;
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("hand"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en", color_scheme="light")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    log_in(page, server, "anna")
    yield page
    context.close()
    assert problems == []


def log_in(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.address}/console")
    page.fill("input[name=email]", f"{name}@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator(".rows a").first).to_be_visible()


def test_the_palette_finds_a_message_and_goes_to_it(page: Page, server: Server) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("fahrer")
    palette = page.locator("dialog.palette")
    expect(palette.locator("mark")).to_have_text("Fahrer")
    while page.locator('[role=option][aria-selected="true"] mark').count() == 0:
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(palette).to_have_count(0)
    expect(page).to_have_url(f"{server.address}/console#/chats/{server.chats['german']}/3")


def test_the_palette_does_what_keys_do_and_keeps_a_draft(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/console#/chats/{server.chats['german']}")
    expect(page.locator(".log article").first).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("half a ")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Do, go or find")
    field.fill("settings")
    selected = page.locator('[role=option][aria-selected="true"]')
    expect(selected).to_contain_text("Settings")
    expect(field).to_have_attribute("aria-activedescendant", selected.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.type("word")
    expect(page.locator("textarea:focus")).to_have_value("half a word")


def test_the_search_page_by_keyboard(page: Page, server: Server) -> None:
    page.keyboard.press("g")
    page.keyboard.press("s")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("京都")
    expect(page.locator(".results mark")).to_have_text("京都")
    expect(page).to_have_url(f"{server.address}/console#/search?q=%E4%BA%AC%E9%83%BD")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.address}/console#/chats/{server.chats['chinese']}/1")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("京都")
    page.locator("[data-kind=people]").is_disabled()
    page.get_by_role("searchbox").fill("👍")
    expect(page.get_by_role("status").filter(has_text="Please type a letter")).to_be_visible()
    page.get_by_role("searchbox").fill("<img src=x onerror")
    expect(page.locator(".results li")).to_have_count(1)  # the one who wrote such a thing
    assert page.locator(".results img").count() == 0


def test_keys_are_shown_by_page_and_mean_the_same_on_any_layout(page: Page, server: Server) -> None:
    page.goto(f"{server.address}/console#/settings")
    page.reload()  # the page of chats was never drawn
    expect(page.locator(".settings")).to_be_visible()
    page.keyboard.press("?")
    overlay = page.locator("dialog.keys")
    for title in ("Chats", "Everywhere", "Go to"):
        expect(overlay.get_by_role("heading", name=title, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    # ы is on the key of s, п on that of g.
    press = "(what) => document.body.dispatchEvent(new KeyboardEvent('keydown', {...what, bubbles: true}))"
    for key, code in (("п", "KeyG"), ("ы", "KeyS")):
        page.evaluate(press, {"key": key, "code": code})
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_the_look_is_chosen_kept_and_worn(page: Page, server: Server) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.goto(f"{server.address}/console#/settings")
    page.get_by_label("Dark", exact=True).check()
    assert page.evaluate(ground) != light
    page.get_by_label("Compact").check()
    page.reload()
    expect(page.locator(".desk")).to_be_visible()
    assert page.evaluate(ground) != light
    assert page.locator("html").get_attribute("data-density") == "compact"
    page.goto(f"{server.address}/console#/settings")
    page.get_by_label("As the system has it").check()
    assert page.evaluate(ground) == light


def test_of_two_tabs_one_tells_and_only_what_was_chosen(page: Page, server: Server) -> None:
    context = page.context
    context.add_init_script(DESKTOP)
    tabs = [page, context.new_page()]
    for tab in tabs:
        tab.goto(f"{server.address}/console#/settings")
        tab.reload()
        expect(tab.get_by_label("Show notifications on the desktop")).to_be_visible()
    page.get_by_label("Show notifications on the desktop").check()
    tell = "import('/console/static/js/store.js').then(({tell}) => tell('notify', %s))"
    for tab in tabs:
        tab.evaluate(tell % NEWS)
    page.wait_for_timeout(400)
    assert [title for tab in tabs for title in tab.evaluate("window.shown")] == ["Anna Schneider"]
    page.get_by_label("A traveller writes in a chat of mine").uncheck()
    for tab in tabs:
        tab.evaluate(tell % NEWS.replace("c1-3", "c1-4"))
    page.wait_for_timeout(400)
    assert sum(len(tab.evaluate("window.shown")) for tab in tabs) == 1


def test_a_browser_that_blocks_notifications_is_explained(browser: Browser, server: Server, tmp_path: Path) -> None:
    context = browser.new_context(locale="en")
    context.add_init_script("Object.defineProperty(Notification, 'permission', {value: 'denied'})")
    page = context.new_page()
    log_in(page, server, "anna")
    page.goto(f"{server.address}/console#/settings")
    expect(page.get_by_text("This browser blocks notifications")).to_be_visible()
    context.close()
