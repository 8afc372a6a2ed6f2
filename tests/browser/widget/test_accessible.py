"""WCAG 2.1 AA by axe-core (bundled in a Python package, no network), and the whole journey by keyboard."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.app import Desk
from tests.browser.widget.conftest import Open, shoot
from tests.browser.widget.test_site_browser import KYOTO, LI_RIVER, WRITE, write
from tests.connectors.widget.fakes import COMPANY, ScriptedBrain
from tests.connectors.widget.test_widget_cards import said

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}"
OPENED = "window.tripdesk.push(['open']);"


async def faults(page: Page) -> list[dict[str, Any]]:
    """Give what axe finds serious or critical in the widget."""
    await page.wait_for_timeout(300)  # until nothing fades in any more
    await page.evaluate(AXE + ";0")
    found = await page.evaluate(f"axe.run('#tripdesk-widget', {RULES})")
    assert len(found["passes"]) > 5, "axe saw nothing"
    return [
        {
            "rule": one["id"],
            "where": [node["target"] for node in one["nodes"]],
            "why": one["nodes"][0]["failureSummary"],
        }
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


async def test_closed_with_an_unread_answer(site: Open, brain: ScriptedBrain) -> None:
    page = await site()
    assert await faults(page) == []
    brain.pause = 1.5
    await page.evaluate("window.tripdesk.open()")
    await page.locator(WRITE).fill("hello")
    await page.locator(WRITE).press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator(".peek.shown")).to_be_visible(timeout=15_000)
    assert await faults(page) == []


@pytest.mark.usefixtures("tours")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
async def test_open_with_a_talk_and_cards(site: Open, brain: ScriptedBrain, language: str, theme: str) -> None:
    brain.script["/plan_trip"] = [said(KYOTO, LI_RIVER)]
    page = await site(calls=OPENED, lang=language, attributes=f'data-theme="{theme}"')
    await page.locator(".choices button").first.click()
    await expect(page.locator("article")).to_have_count(2, timeout=15_000)
    await page.locator(WRITE).fill("hello")
    await page.locator(WRITE).press("Enter")
    await expect(page.locator(".item.assistant")).to_have_count(3, timeout=15_000)
    await shoot(page, f"axe-{language}-{theme}")
    assert await faults(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_a_message_for_people_who_are_away(site: Open, desk: Desk, theme: str) -> None:
    async with desk.services() as services:
        await services.company.publish(replace(COMPANY, hours={"mon": COMPANY.hours["mon"]}))
    page = await site(calls=OPENED, attributes=f'data-theme="{theme}"')
    await page.get_by_role("button", name="Leave a message").click()
    await page.get_by_label("Your message").fill("hello")
    await page.get_by_label("Phone").fill("no")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    await shoot(page, f"axe-leave-{theme}")
    assert await faults(page) == []


@pytest.mark.parametrize("color", ["#ffc107", "#0b6e6e", "#767676", "#e91e63"])
async def test_words_read_on_any_colour_of_the_site(site: Open, color: str) -> None:
    page = await site(calls=OPENED, attributes=f'data-color="{color}"')
    await write(page, "hello")
    assert await faults(page) == []


@pytest.mark.usefixtures("tours")
async def test_the_whole_journey_by_keyboard(site: Open, brain: ScriptedBrain) -> None:
    brain.script["/plan_trip"] = [said(KYOTO)]
    page = await site()
    keys = page.keyboard
    await keys.press("Tab")
    await expect(page.locator(".launcher")).to_be_focused()
    await keys.press("Enter")
    await expect(page.locator(WRITE)).to_be_focused()
    for _ in range(1 + 4):  # past the clip, over the choices to the first
        await keys.press("Shift+Tab")
    await expect(page.get_by_role("button", name="Suggest a trip")).to_be_focused()
    await keys.press("Enter")
    await expect(page.locator("article")).to_have_count(1, timeout=15_000)
    await expect(page.locator(WRITE)).to_be_focused()
    await keys.press("Shift+Tab")  # the clip
    await keys.press("Shift+Tab")
    await expect(page.locator("article button").last).to_be_focused()
    await keys.press("Space")
    await expect(page.locator(".item .words", has_text="You said: Kyoto")).to_be_visible(timeout=15_000)
    await keys.type("thank you")
    await keys.press("Enter")
    await expect(page.locator(".item .words", has_text="You said: thank you")).to_be_visible(timeout=15_000)
    await keys.press("Escape")
    await expect(page.locator(".launcher")).to_be_focused()


async def test_a_live_region_speaks_what_comes(site: Open, brain: ScriptedBrain) -> None:
    page = await site(calls=OPENED)
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await write(page, "hello")
    spoken = log.locator(".item.assistant").last
    assert (await spoken.inner_text()).startswith("Assistant")
    brain.pause = 1.5
    await page.locator(WRITE).fill("again")
    await page.locator(WRITE).press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("status").filter(has_text="You said: again")).to_be_visible(timeout=15_000)
