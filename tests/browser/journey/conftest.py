"""The whole product and a browser, once; every page is watched for complaints and foreign requests."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.journey.people import PASSWORD, WIDE
from tests.stack import TODAY, Stack, running_stack

SHOTS = Path(os.environ.get("TRIPDESK_SHOTS", "var/shots/journey"))
COLLEAGUES = ("sam-dekker", "omar-farouk", "marta-silva")

OpenPage = Callable[..., Page]


class OfficeClock:
    """A clock that goes on from a Tuesday noon at the office: words know the day, and pages show it."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def now(self) -> datetime:
        """The office's time."""
        return TODAY + timedelta(seconds=time.monotonic() - self._begun)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product, with colleagues who can log in."""
    with running_stack(tmp_path_factory.mktemp("journey"), clock=OfficeClock()) as running:
        running.run(_let_in(running))
        yield running


async def _let_in(stack: Stack) -> None:
    async with stack.desk.services() as services:
        for colleague in COLLEAGUES:
            await services.staff.set_password(colleague, PASSWORD)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, stack: Stack) -> Iterator[OpenPage]:
    """Open a page in a context of its own; afterwards none may have complained or asked anybody else."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def call(locale: str) -> Page:
        context = browser.new_context(viewport=WIDE, locale=locale, timezone_id="Asia/Shanghai")
        contexts.append(context)
        context.clock.install(time=stack.clock.now())
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda said: problems.append(f"{said.text} {said.location['url']}") if _is_complaint(said) else None,
        )
        page.on("request", lambda asked: None if _is_ours(asked.url, stack) else problems.append(asked.url))
        return page

    yield call
    for context in contexts:
        context.close()
    assert problems == []


def _told(said: ConsoleMessage) -> str:
    return f"{said.text} {said.location['url']}"


def _is_complaint(said: ConsoleMessage) -> bool:
    # The console asks who is logged in before anybody is, and a cut line is what one test is about.
    expected = said.location["url"].endswith("/api/v1/me") or "ERR_INTERNET_DISCONNECTED" in said.text
    return said.type in ("error", "warning") and not expected


def _is_ours(url: str, stack: Stack) -> bool:
    return url.startswith((f"{stack.url}/", "data:", "blob:"))
