"""What a site does with the widget: its calls, its users, its colours; and what stands beside the button."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.app import Desk
from bot.staff.values import NewStaff
from tests.browser.widget.conftest import Open, shoot
from tests.connectors.widget.fakes import COMPANY, ScriptedBrain
from tests.connectors.widget.test_widget_cards import said
from tests.connectors.widget.test_widget_users import vouched

WRITE = "form:not(.leave) textarea"
KYOTO = (
    "kyoto-gardens",
    {"en": "Kyoto: gardens, temples and tea", "ar": "كيوتو: حدائق ومعابد", "zh": "京都庭园与茶道"},
)
LI_RIVER = ("li-river", {"en": "Li River by raft", "ar": "نهر لي", "zh": "漓江竹筏之旅"})
ROME = ("rome-for-two", {"en": "Rome for two", "ar": "روما لشخصين", "zh": "罗马双人行"})


async def write(page: Page, words: str) -> None:
    await page.locator(WRITE).fill(words)
    await page.locator(WRITE).press("Enter")
    await expect(page.locator(".item .words", has_text=f"You said: {words}")).to_be_visible(timeout=15_000)


async def events(page: Page, kind: str) -> list[dict[str, Any]]:
    return [detail for name, detail in await page.evaluate("window.events") if name == kind]


def as_user(user: str) -> str:
    return f"window.tripdesk.push({json.dumps(['setUser', *vouched(user).values()])});"


async def test_calls_before_and_after_it_came_do_the_same(site: Open) -> None:
    page = await site(calls="window.tripdesk.push(['open'])")
    await expect(page.locator("section")).to_be_visible()
    await page.evaluate("window.tripdesk.close()")
    await expect(page.locator("section")).to_be_hidden()
    await page.evaluate("window.tripdesk.push(['open'])")
    await write(page, "hello")
    assert [name for name, _ in await page.evaluate("window.events")][:4] == ["ready", "open", "close", "open"]
    assert (await events(page, "message"))[-1]["text"] == "You said: hello"
    await page.evaluate("window.tripdesk.on('ready', () => { window.late = true })")
    assert await page.evaluate("window.late")


async def test_a_mistake_in_the_sites_own_listener_stops_nothing(site: Open) -> None:
    page = await site(calls="window.tripdesk.push(['open'])")
    await page.evaluate(
        "window.onerror = () => true; window.tripdesk.on('message', () => { throw new Error('theirs') })"
    )
    await write(page, "hello")


async def test_a_user_has_the_same_chat_on_two_devices_and_nobody_else_has_it(
    site: Open, browser: Browser, address: str
) -> None:
    one = await site(calls=as_user("anna") + "window.tripdesk.push(['open'])")
    await write(one, "from the first device")
    other = await browser.new_context()
    two = await site(page=await other.new_page())
    await expect(two.locator(".item .words", has_text="You said: from the first")).to_be_visible()
    await write(two, "from the second device")
    await expect(one.locator(".item .words", has_text="You said: from the second")).to_be_visible(timeout=15_000)
    await other.close()


async def test_changing_users_never_shows_the_formers_chat(site: Open) -> None:
    page = await site(calls="window.tripdesk.push(['open'])")
    await write(page, "as nobody")
    await page.evaluate(as_user("anna"))
    await expect(page.locator(".item")).to_have_count(1)
    await write(page, "as anna")
    await page.locator(WRITE).fill("a draft of anna's")
    await page.evaluate(as_user("bert"))
    await expect(page.locator(".item")).to_have_count(1)
    await expect(page.locator(WRITE)).to_have_value("")
    await page.evaluate(as_user("anna"))
    await expect(page.locator(".item .words", has_text="You said: as anna")).to_be_visible()
    await page.evaluate("window.tripdesk.setUser(null)")
    await expect(page.locator(".item .words", has_text="You said: as nobody")).to_be_visible()
    await expect(page.locator(".item")).to_have_count(3)


async def test_a_user_without_the_sites_word_stays_anonymous_and_is_told(site: Open) -> None:
    page = await site(calls="window.tripdesk.push(['setUser', 'anna', '00ff'], ['open'])")
    await expect(page.locator(".item.system")).to_contain_text("could not confirm your sign-in")
    assert (await events(page, "error"))[0]["error"] == "not_vouched"
    await write(page, "as nobody")
    await page.reload()
    await expect(page.locator(".item .words", has_text="You said: as nobody")).to_be_visible()


async def test_counts_what_is_unread_and_shows_the_newest(site: Open, desk: Desk) -> None:
    page = await site()
    await page.evaluate("window.tripdesk.open()")
    await write(page, "hello")
    await page.keyboard.press("Escape")
    async with desk.services() as services:
        maria = await services.staff.create(NewStaff("Maria", "maria@example.com"))
        chat = (await services.conversations.list("all", maria.id))[0].conversation.id
        await services.conversations.take(chat, maria.id)
        for number in range(2):
            words = f"Maria here ({number}). I have your booking in front of me; shall we move it to the second of May?"
            await services.conversations.agent_reply(chat, maria.id, f"reply-{number}", words)
    await desk.bus.publish(f"conversation:{chat}", "message", {})
    await expect(page.locator(".badge")).to_have_text("2")
    await expect(page.locator(".peek")).to_contain_text("Maria here (1)")
    await expect(page.locator(".launcher")).to_have_attribute("aria-label", "Open the chat – New messages (2)")
    await shoot(page, "site-peek")
    assert (await events(page, "unread"))[-1] == {"count": 2}
    assert (await events(page, "handoff"))[-1] == {"owner": "agent", "name": "Maria"}
    await page.get_by_role("button", name="Dismiss").click()
    await expect(page.locator(".peek.shown")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".badge")).to_have_text("2")
    await expect(page.locator(".peek.shown")).to_have_count(0)
    await page.locator(".launcher").click()
    await expect(page.locator(".badge")).to_be_hidden()
    await expect(page.locator(".item.agent")).to_have_count(2)


@pytest.mark.usefixtures("tours")
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
async def test_suggests_tours_as_cards(site: Open, brain: ScriptedBrain, language: str, size: tuple[int, int]) -> None:
    brain.script["/plan_trip"] = [said(KYOTO, LI_RIVER, ROME)]
    page = await site(calls="window.tripdesk.push(['open'])", lang=language)
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    await shoot(page, f"site-open-{language}-{size[0]}")
    await page.locator(".choices button").first.click()
    await expect(page.locator("article")).to_have_count(3)
    await expect(page.locator("article img")).to_have_count(3)
    await page.locator("article img").first.evaluate("(picture) => picture.decode()")
    await shoot(page, f"site-cards-{language}-{size[0]}")
    await page.locator("article").nth(1).locator("button").last.click()
    await expect(page.locator(".item .words", has_text="You said:")).to_be_visible(timeout=15_000)
    assert brain.asked[-1][1] == '/ask_price{"tour":"li-river"}'


async def test_leaves_a_message_while_people_are_away(site: Open, desk: Desk) -> None:
    async with desk.services() as services:
        await services.company.publish(replace(COMPANY, hours={"mon": COMPANY.hours["mon"]}))
    page = await site(calls="window.tripdesk.push(['open'])", attributes='data-color="#7a2e8e"')
    await expect(page.locator(".reply")).to_contain_text("Our team is back")
    await shoot(page, "site-away")
    await page.get_by_role("button", name="Leave a message").click()
    await page.keyboard.press("Tab")
    await page.keyboard.type("Anna")
    await page.keyboard.press("Tab")
    await page.keyboard.type("call me")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Please call me about Kyoto")
    await page.locator(".leave .main").click()
    await expect(page.get_by_role("alert")).to_contain_text("country code")
    await shoot(page, "site-leave")
    await page.get_by_label("Phone").fill("+49 151 12345678")
    await page.keyboard.press("Enter")
    await expect(page.locator(".item.assistant").last).to_contain_text("+49 1511 2345678")
    await expect(page.locator("#owner")).to_have_text("In line for a colleague")
    await shoot(page, "site-left")


async def test_takes_the_sites_colours_and_its_dark_mode(site: Open, brain: ScriptedBrain) -> None:
    page = await site(calls="window.tripdesk.push(['open'])", attributes='data-theme="dark"')
    await write(page, "hello")
    await shoot(page, "site-dark")
    panel = page.locator("section")
    await expect(panel).to_have_css("background-color", "rgb(22, 28, 34)")
    await page.evaluate("document.querySelector('script[src]').dataset.theme = 'light'")
    await expect(panel).to_have_css("background-color", "rgb(255, 255, 255)")
    await page.evaluate("document.documentElement.style.setProperty('--tripdesk-paper', '#fff8e7')")
    await expect(panel).to_have_css("background-color", "rgb(255, 248, 231)")


@pytest.mark.usefixtures("tours")
async def test_asks_nobody_but_its_desk(
    site: Open, context: BrowserContext, address: str, brain: ScriptedBrain
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    brain.script["/plan_trip"] = [said(KYOTO)]
    page = await site(calls="window.tripdesk.push(['open'])")
    await page.locator(".choices button").first.click()
    await expect(page.locator("article")).to_have_count(1)
    strangers = [url for url in asked if not url.startswith((address, page.url, "data:"))]
    assert strangers == []
