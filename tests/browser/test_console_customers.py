"""Customers as colleagues meet them, in a real browser."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.browser.people import enter_people
from tests.connectors.console.fakes import PASSWORD

WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SHOTS = Path(os.environ.get("TRIPDESK_SHOTS", "var/shots"))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as home:
        server = Server(Path(home))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="module")
def people(server: Server) -> dict[str, str]:
    return server.do(enter_people(server.desk, server.chats["german"]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: Server, people: dict[str, str]) -> Iterator[Page]:
    """The console of an administrator; the page may not have complained."""
    context, problems = browser.new_context(viewport=WIDE, locale="en"), []  # type: ignore[arg-type, var-annotated]
    page = context.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(f"{server.address}/console")
    page.fill("input[name=email]", "sam@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator(".desk")).to_be_visible()
    yield page
    context.close()
    assert problems == []


def go(page: Page, address: str) -> None:
    page.evaluate("address => { location.hash = address; }", address)


def shoot(page: Page, name: str) -> None:
    """Keep pictures of the page as a desk and as a phone show it, by day and by night; nothing may be wider."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for size, label in ((WIDE, "wide"), (PHONE, "phone")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=SHOTS / f"{name}-{label}-{scheme}.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("(o => o.scrollWidth <= o.clientWidth)(document.querySelector('.outlet'))")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def complaints(page: Page) -> list[str]:
    """Give what axe has to say."""
    return [one["id"] for one in Axe().run(page).response["violations"]]


def test_somebody_is_found_and_their_file_opened(page: Page, people: dict[str, str]) -> None:
    page.click("[data-page=customers]")
    expect(page.locator(".people li")).to_have_count(3)
    shoot(page, "customers-list")
    assert complaints(page) == []
    page.fill(".finder input", "td xyz789")
    page.press(".finder input", "Enter")
    expect(page.locator(".people li")).to_have_count(1)
    page.click(".people a")
    expect(page.locator(".who h2")).to_contain_text("Anna Schneider")
    expect(page.locator(".moments li").first).to_be_visible()
    shoot(page, "customers-file")
    assert complaints(page) == []
    page.locator(".moments").scroll_into_view_if_needed()
    shoot(page, "customers-timeline")
    page.fill(".note-form textarea", "Prefers the window")
    page.click(".note-form button")
    expect(page.locator(".notes")).to_contain_text("Prefers the window")


def test_a_covered_field_is_shown_on_a_click_and_covered_again(page: Page, people: dict[str, str]) -> None:
    go(page, f"#/customers/{people['anna']}")
    facts = page.locator(".facts")
    expect(facts).to_contain_text("+49 151 ••••678")
    page.get_by_role("button", name="Show Phone").click()
    expect(facts).to_contain_text("+4915112345678")
    page.get_by_role("button", name="Hide").click()
    expect(facts).not_to_contain_text("+4915112345678")
    page.locator("details").first.click()
    page.get_by_role("button", name="Show Passport").first.click()
    expect(page.locator(".travellers").first).to_contain_text("C9R42TT50")


def test_a_correction_keeps_what_is_not_touched(page: Page, people: dict[str, str]) -> None:
    go(page, f"#/customers/{people['wang']}")
    page.get_by_role("button", name="Edit").click()
    expect(page.locator("dialog")).to_be_visible()
    shoot(page, "customers-edit")
    assert complaints(page) == []
    page.fill("dialog input[name=latin_name]", "Wang Xiao Ming")
    page.get_by_label("halal food").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".who h2")).to_contain_text("Wang Xiao Ming")
    expect(page.locator(".facts")).to_contain_text("+86 138 ••••000")
    expect(page.locator(".facts")).to_contain_text("halal food")


def test_two_records_are_merged_and_made_two_again(page: Page, people: dict[str, str]) -> None:
    go(page, f"#/customers/{people['anna']}")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".compared")).to_contain_text("Anna Maria Schneider")
    shoot(page, "customers-merge")
    assert complaints(page) == []
    page.get_by_role("radio", name="Name: Anna Maria Schneider", exact=True).check()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".who h2")).to_contain_text("Anna Maria Schneider")
    expect(page.locator("[data-booking=TD-QRS567]")).to_be_visible()
    go(page, f"#/customers/{people['second']}")
    expect(page.locator("[data-booking=TD-ABC234]")).to_be_visible()
    assert people["anna"] in page.url
    page.get_by_role("button", name="Undo merge").click()
    expect(page.locator("[data-booking=TD-QRS567]")).to_have_count(0)
    expect(page.locator(".who h2")).not_to_contain_text("Maria")


def test_a_customer_erased_while_open_is_said_to_be_gone(page: Page, server: Server, people: dict[str, str]) -> None:
    page.click("[data-page=customers]")
    page.get_by_role("button", name="New customer").click()
    page.fill("dialog input[name=name]", "<b>Short</b> Visit")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".who h2")).to_have_text("<b>Short</b> Visit")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Erase").click()
    other.get_by_role("button", name="Erase for good").click()
    expect(page.locator(".gone")).to_have_text("This customer's data was erased.")
    page.reload()
    expect(page.locator(".gone")).to_contain_text("erased at their wish")


def test_a_chat_shows_its_customer(page: Page, server: Server, people: dict[str, str]) -> None:
    go(page, f"#/chats/{server.chats['german']}")
    expect(page.locator(".customer-card .open")).to_contain_text("Anna Schneider")
    expect(page.locator(".customer-card")).to_contain_text("+49 151 ••••678")
    shoot(page, "customers-chat")
    go(page, f"#/chats/{server.chats['chinese']}")
    page.locator(".customer-card .open").click()
    page.locator(".people li", has_text="王小明").get_by_role("button").click()
    expect(page.locator(".customer-card .open")).to_contain_text("王小明")
