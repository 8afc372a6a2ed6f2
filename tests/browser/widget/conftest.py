"""The widget in a real Chromium, talking to a real desk over a socket; only the brain follows a script."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bot.app import Desk
from bot.demo import load
from tests.browser.chromium import ARGUMENTS, chromium
from tests.connectors.widget.fakes import ScriptedBrain, build_test_app, open_test_desk, serving

SHOTS = Path(os.environ.get("TRIPDESK_SHOTS", "var/shots/widget"))
Visit = Callable[..., Awaitable[Page]]
Open = Callable[..., Awaitable[Page]]


@pytest.fixture
def brain() -> ScriptedBrain:
    return ScriptedBrain(pause=0.15)


@pytest.fixture
async def desk(tmp_path: Path, brain: ScriptedBrain) -> AsyncIterator[Desk]:
    async with open_test_desk(tmp_path, None, brain) as opened:
        yield opened


@pytest.fixture
async def address(desk: Desk) -> AsyncIterator[str]:
    async with serving(build_test_app(desk)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def elsewhere(desk: Desk, address: str) -> AsyncIterator[str]:
    """A page of another site that allows itself nothing but our script and our desk."""
    app = FastAPI()
    policy = f"default-src 'none'; img-src data:; script-src {address}/widget.js; connect-src {address}/"
    tag = f'<script src="{address}/widget.js" data-title="Ask Wanda" data-color="#ffc107" data-position="left">'

    @app.get("/")
    async def page() -> HTMLResponse:
        body = f"<!doctype html><html lang=en><link rel=icon href=data:,><h1>Somebody else</h1>{tag}</script>"
        return HTMLResponse(body, headers={"content-security-policy": policy})

    async with serving(app) as port:
        origin = f"http://localhost:{port}"
        desk.settings = desk.settings.model_copy(update={"public_origins": (origin,)})
        yield origin


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield opened
        await opened.close()


@pytest.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    opened = await browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    yield opened
    await opened.close()


@pytest.fixture
async def visit(context: BrowserContext, address: str) -> Visit:
    """Open the demo page; complaints on its console are failures of the test that reads them."""

    async def call(path: str = "/?lang=en") -> Page:
        page = await context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
        await page.goto(address + path)
        await page.locator(".item").first.wait_for()
        return page

    return call


# What the site itself writes into its page before our tag.
EARLY = """
window.events = [];
window.tripdesk = window.tripdesk || [];
for (const kind of ["ready", "open", "close", "message", "unread", "handoff", "error"])
  window.tripdesk.push(["on", kind, (detail) => window.events.push([kind, detail])]);
"""


@pytest.fixture
async def site(context: BrowserContext, desk: Desk, address: str) -> AsyncIterator[Open]:
    """Open a page of another site, strict with its own policy, whose script runs before ours."""
    app, asked = FastAPI(), {"calls": "", "attributes": "", "lang": "en"}

    @app.get("/")
    async def page() -> HTMLResponse:
        policy = (
            f"default-src 'none'; style-src 'nonce-n'; script-src 'nonce-n' {address}/widget.js; "
            f"connect-src {address}/; img-src {address}/"
        )
        body = (
            f"<!doctype html><html lang={asked['lang']}><meta name=viewport content='width=device-width'>"
            "<title>A site</title><link rel=icon href=data:,><style nonce=n>body{font:18px/1.6 Georgia,serif;"
            "max-width:38em;margin:3em auto;padding:0 1em;color:#333;background:#faf8f4}</style>"
            f"<main><h1>Somebody else’s page</h1>{'<p>It has words of its own, and a chat from elsewhere.</p>' * 9}"
            f"</main><script nonce=n>{EARLY}{asked['calls']}</script>"
            f'<script src="{address}/widget.js" {asked["attributes"]}></script>'
        )
        return HTMLResponse(body, headers={"content-security-policy": policy})

    async with serving(app) as port:
        origin = f"http://localhost:{port}"
        desk.settings = desk.settings.model_copy(update={"public_origins": (origin,)})

        async def call(page: Page | None = None, **what: str) -> Page:
            asked.update(what)
            page = page or await context.new_page()
            page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
            await page.goto(origin)
            await page.locator(".item").first.wait_for(state="attached")
            return page

        yield call


@pytest.fixture
async def tours(desk: Desk) -> None:
    async with desk.services() as services:
        await load(services, desk.clock.now().date())


async def shoot(page: Page, name: str) -> None:
    """Keep a picture for whoever wants to look."""
    await page.wait_for_timeout(250)
    await page.screenshot(path=SHOTS / f"{name}.png")
