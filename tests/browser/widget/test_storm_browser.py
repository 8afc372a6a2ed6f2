"""The widget's own script over the same bad network, with reloads and a second tab."""

from __future__ import annotations

import pytest
from playwright.async_api import BrowserContext, Page, expect

from bot.app import Desk
from tests.connectors.widget.fakes import ScriptedBrain, build_test_app, serving
from tests.connectors.widget.storm import FATES, storm

MESSAGES = 120
WRITE = "textarea"
LAST = f"You said: number {MESSAGES - 1}"


async def texts(page: Page, author: str) -> list[str]:
    return await page.locator(f".item.{author} .words").all_inner_texts()


async def everything(page: Page) -> None:
    """Wait for the last answer, and go back to the first."""
    await expect(page.locator(".item.assistant .words").last).to_have_text(LAST, timeout=60_000)
    while await page.locator(".earlier").is_visible():
        await page.locator(".earlier").click()
        await page.wait_for_timeout(300)
    await expect(page.locator(".item.assistant")).to_have_count(1 + MESSAGES)


@pytest.mark.timeout(300)
async def test_loses_and_doubles_nothing(context: BrowserContext, desk: Desk, brain: ScriptedBrain) -> None:
    brain.pause = 0
    desk.settings = desk.settings.model_copy(update={"rate_limit_scale": 1e6})
    async with serving(build_test_app(desk)) as port, storm(port, seed=7) as (proxy, gate):
        page, other = await context.new_page(), await context.new_page()
        for one in (page, other):
            await one.goto(f"http://127.0.0.1:{gate}/?lang=en")
            await one.locator(".item").first.wait_for()
        proxy.raging = True
        await page.bring_to_front()
        for number in range(MESSAGES):
            await page.locator(WRITE).fill(f"number {number}")
            await page.locator(WRITE).press("Enter")
            if number % 50 == 25:  # with messages still on their way
                proxy.raging = False
                await page.reload()
                await page.locator(".item").first.wait_for()
                proxy.raging = True
        await expect(page.locator(".item.assistant .words").last).to_have_text(LAST, timeout=120_000)
        proxy.raging = False
        await everything(page)
        said = [f"number {number}" for number in range(MESSAGES)]
        assert await texts(page, "traveller") == said
        assert (await texts(page, "assistant"))[1:] == [f"You said: {words}" for words in said]
        assert [text for text, _ in brain.asked] == said
        await other.bring_to_front()
        await everything(other)
        assert await texts(other, "traveller") == said
    assert all(proxy.seen[fate] for fate in FATES)
