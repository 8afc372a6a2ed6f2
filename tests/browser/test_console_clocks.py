"""The page of clocks, and the clock on a chat, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from bot.app import Desk
from bot.staff.values import NewStaff
from tests import facts
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("clocks"))
    server.start()
    server.do(_enter(server.desk))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def page(server: Server) -> Iterator[Page]:
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(locale="en")
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
        browser.close()
    assert problems == []


async def _enter(desk: Desk) -> None:
    async with desk.services() as services:
        await services.company.publish(facts.COMPANY)
        await services.staff.create(NewStaff("Sam", "sam@example.com", "administrator", password=PASSWORD))


def log_in(page: Page, server: Server, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{server.address}/console")
    page.reload()
    page.fill("input[name=email]", f"{name}@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator(".desk")).to_be_visible()


def test_an_administrator_gives_a_team_its_hours_and_a_stale_page_is_told(page: Page, server: Server) -> None:
    log_in(page, server, "sam")
    page.goto(f"{server.address}/console#/clocks")
    expect(page.locator("[data-part=standards] strong").first).to_be_visible()
    page.get_by_label("Give a team hours of its own").select_option("booking")
    page.click("[data-action=add-calendar]")
    booking = page.locator("[data-team=booking]")
    booking.get_by_label("Add hours on Monday").click()
    booking.get_by_label("Monday: until").fill("15:30")
    booking.get_by_text("Holidays").click()
    booking.get_by_text("Add a holiday").click()
    booking.get_by_label("Name").last.fill("Fair")
    booking.get_by_label("First day").last.fill("2026-05-04")
    booking.get_by_label("Last day").last.fill("2026-05-05")
    booking.get_by_label("Hours, such as").last.fill("10:00-12:00, 13:00-14:00")
    page.get_by_label("Normal: First answer").fill("45")
    page.click("[data-action=save-clocks]")
    expect(page.locator("#said")).to_have_text("Saved. Open chats follow within seconds.")

    async def saved() -> object:
        async with server.desk.services(write=False) as services:
            return (await services.clocks.setting()).rules

    rules = server.do(saved())
    calendar = rules.calendars["booking"]  # type: ignore[attr-defined]
    assert [f"{closes:%H:%M}" for _, closes in calendar.hours["mon"]] == ["15:30"]
    assert [(one.name, len(one.hours)) for one in calendar.holidays][-1] == ("Fair", 2)
    assert rules.policies["normal"].first_response == 45  # type: ignore[attr-defined]

    async def change() -> None:
        async with server.desk.services() as services:
            setting = await services.clocks.setting()
            await services.clocks.change(setting.rules, setting.version)

    server.do(change())
    page.click("[data-action=save-clocks]")
    expect(page.locator("#said")).to_contain_text("Somebody saved other rules meanwhile")


def test_a_wrong_zone_is_refused_in_words(page: Page, server: Server) -> None:
    log_in(page, server, "sam")
    page.goto(f"{server.address}/console#/clocks")
    page.locator("[data-team=booking]").get_by_label("Time zone").fill("Mars/Olympus")
    page.click("[data-action=save-clocks]")
    expect(page.locator("#said.bad")).to_contain_text("zone")


def test_others_read_and_change_nothing(page: Page, server: Server) -> None:
    log_in(page, server, "anna")
    page.goto(f"{server.address}/console#/clocks")
    expect(page.get_by_text("Only administrators can change these rules.")).to_be_visible()
    expect(page.get_by_label("Normal: First answer")).to_be_disabled()
    expect(page.locator("[data-action=save-clocks]")).to_have_count(0)


def test_a_waiting_chat_shows_its_clock_and_counts_it_down(page: Page, server: Server) -> None:
    page.clock.install()
    log_in(page, server, "anna")
    clock = page.locator(f"[data-id='{server.chats['robbed']}'] .clock")
    expect(clock).to_have_text(re.compile(r"\d min left"))
    page.clock.fast_forward("20:00")
    expect(clock).to_have_text(re.compile(r"1\d min late"))
    expect(clock).to_have_class(re.compile("late"))


def test_it_fits_a_phone(page: Page, server: Server, tmp_path: Path) -> None:
    log_in(page, server, "sam")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.address}/console#/clocks")
    expect(page.locator("[data-team=booking]")).to_be_visible()
    assert page.evaluate("document.querySelector('.outlet').scrollWidth <= 390")
