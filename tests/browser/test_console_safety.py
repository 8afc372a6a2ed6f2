"""Second factor, sessions, tokens and the audit log, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.staff.values import NewStaff
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SHOTS = Path(os.environ.get("TRIPDESK_SHOTS", "var/shots"))

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("safety"))
    server.start()
    server.do(_administrator(server))
    yield server
    server.stop()


async def _administrator(server: Server) -> None:
    async with server.desk.services() as services:
        await services.staff.create(NewStaff("Kai Mori", "kai@example.com", password=PASSWORD))
        await services.staff.create(NewStaff("Sam Okafor", "sam@example.com", "administrator", password=PASSWORD))


@pytest.fixture
def opened(browser: Browser, server: Server) -> Iterator[Opened]:
    """Open the console logged in; no page may have complained."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(address: str = "", name: str = "sam", size: dict[str, int] = WIDE, **options: str) -> Page:
        context = browser.new_context(viewport=size, locale="en", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{server.address}/console{address}")
        log_in(page, name)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def log_in(page: Page, name: str) -> None:
    page.fill("input[name=email]", f"{name}@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"safety-{name}.png", full_page=True)


def faults(page: Page) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]


def test_a_second_factor_is_set_up_asked_for_and_turned_off(opened: Opened, server: Server) -> None:
    page = opened("#/settings/factor", "anna")
    part = page.locator("#settings-factor")
    part.locator("input[type=password]").fill(PASSWORD)
    part.get_by_role("button", name="Set up").click()
    expect(part.locator("svg.qr")).to_be_visible()
    secret = part.locator("code.secret").inner_text().replace(" ", "")
    shot(page, "enrol")
    assert faults(page) == []
    code = part.locator("input[name=code]")
    code.fill("000000")
    code.press("Enter")
    expect(part.locator(".problem")).to_contain_text("not right")
    code.fill(pyotp.TOTP(secret).now())
    code.press("Enter")
    codes = part.locator(".codes code")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    shot(page, "codes")
    part.get_by_role("button", name="I have kept them").click()
    expect(part).to_contain_text("Recovery codes left: 10")
    page.get_by_role("button", name="Log out").click()
    log_in(page, "anna")
    expect(page.locator("h1")).to_have_text("One more step")
    shot(page, "second-step")
    assert faults(page) == []
    page.fill("input[name=code]", recovery)
    page.press("input[name=code]", "Enter")
    expect(page.locator(".desk")).to_be_visible()
    page.goto(f"{server.address}/console#/settings/factor")
    expect(part).to_contain_text("Recovery codes left: 9")
    part.locator("input[type=password]").fill(PASSWORD)
    part.get_by_role("button", name="Turn off").click()
    expect(part.get_by_role("button", name="Set up")).to_be_visible()


def test_a_session_elsewhere_is_seen_and_ended(opened: Opened, server: Server) -> None:
    elsewhere = opened("", "nina")
    expect(elsewhere.locator(".desk")).to_be_visible()
    page = opened("#/settings/sessions", "nina")
    rows = page.locator("#settings-sessions [data-session]")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="This one")).to_have_count(1)
    page.get_by_role("button", name="End all others").click()
    expect(rows).to_have_count(1)
    elsewhere.reload()
    expect(elsewhere.locator("input[name=email]")).to_be_visible()


def test_a_token_is_shown_once_and_works_until_it_is_ended(opened: Opened, server: Server) -> None:
    page = opened("#/settings/tokens")
    part = page.locator("#settings-tokens")
    part.locator("summary").click()
    part.locator("input[name=token]").fill("reports")
    part.get_by_label("Only some of my rights").check()
    part.get_by_label("audit.read").check()
    part.get_by_role("button", name="Make token").click()
    secret = part.locator(".once code").inner_text()
    shot(page, "token")
    headers = {"Authorization": f"Bearer {secret}"}
    ask = page.request
    assert ask.get(f"{server.address}/api/v1/audit", headers=headers).status == 200
    assert ask.get(f"{server.address}/api/v1/conversations", headers=headers).status == 403
    page.on("dialog", lambda dialog: dialog.accept())
    part.locator("[data-token]").get_by_role("button", name="End").click()
    expect(part).to_contain_text("No tokens.")
    assert ask.get(f"{server.address}/api/v1/audit", headers=headers).status == 401


def test_the_log_is_read_checked_and_exported(opened: Opened, server: Server) -> None:
    page = opened("#/audit")
    expect(page.locator(".chain")).to_contain_text("Verified up to No.")
    rows = page.locator("tbody tr[data-number]")
    expect(rows.first).to_contain_text("Logged in")
    page.select_option("select[name=by]", label="Sam Okafor")
    expect(rows.first).to_contain_text("Sam Okafor")
    page.fill("input[name=action]", "no.such")
    page.press("input[name=action]", "Enter")
    expect(page.locator("tbody")).to_contain_text("No entries.")
    page.fill("input[name=action]", "")
    page.press("input[name=action]", "Enter")
    with page.expect_download() as download:
        page.locator("[data-format=csv]").click()
    assert download.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_pages_read_well(opened: Opened, scheme: str, size: dict[str, int]) -> None:
    page = opened("#/audit", size=size, color_scheme=scheme)
    expect(page.locator("tbody tr[data-number]").first).to_be_visible()
    expect(page.locator(".chain")).to_contain_text("Verified")
    width = "document.querySelector('.outlet').scrollWidth <= innerWidth"
    assert page.evaluate(width)
    shot(page, f"audit-{scheme}-{size['width']}")
    assert faults(page) == []
    page.goto(page.url.split("#")[0] + "#/settings")
    expect(page.locator("#settings-protection [data-staff]").first).to_be_visible()
    assert page.evaluate(width)
    shot(page, f"settings-{scheme}-{size['width']}")
    assert faults(page) == []


def test_who_needs_a_second_factor_sets_it_up_before_anything_else(opened: Opened, server: Server) -> None:
    before = server.desk.settings
    server.desk.records.settle_policy(before.model_copy(update={"second_factor_for": ("agent",)}))
    try:
        page = opened("", "kai")
        expect(page.locator(".enrolment")).to_contain_text("Your role needs a second factor here")
        shot(page, "needed")
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("button", name="Set up").click()
        secret = page.locator("code.secret").inner_text().replace(" ", "")
        page.locator("input[name=code]").fill(pyotp.TOTP(secret).now())
        page.press("input[name=code]", "Enter")
        page.get_by_role("button", name="I have kept them").click()
        expect(page.locator(".desk")).to_be_visible()
    finally:
        server.desk.records.settle_policy(before)
