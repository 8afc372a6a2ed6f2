"""What a traveller sees and does in the widget."""

from __future__ import annotations

from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.app import Desk
from bot.brain_client import Said
from bot.staff.values import NewStaff
from tests.browser.widget.conftest import Visit, shoot
from tests.connectors.widget.fakes import ScriptedBrain

WRITE = "textarea"


async def write(page: Page, words: str) -> None:
    await page.locator(WRITE).fill(words)
    await page.locator(WRITE).press("Enter")


async def sees(page: Page, words: str) -> None:
    await expect(page.locator(".item .words", has_text=words).last).to_be_visible(timeout=15_000)


async def test_sends_and_reads_the_answer_with_typing_between(visit: Visit, brain: ScriptedBrain) -> None:
    brain.pause = 0.8
    page = await visit()
    await shoot(page, "1-welcome")
    await write(page, "What does it cost?\nFor two")
    await expect(page.locator(".dots")).to_be_visible()
    await shoot(page, "2-typing")
    await sees(page, "You said: What does it cost?")
    await expect(page.locator(".dots")).to_be_hidden()
    await expect(page.locator(".item.traveller .state")).to_contain_text("Sent")
    await expect(page.locator(".item")).to_have_count(3)


async def test_a_long_answer_is_shown_from_its_start_and_a_short_one_to_its_end(
    visit: Visit, brain: ScriptedBrain
) -> None:
    long = "\n".join(f"Day {day}: a temple, a garden and a tea house" for day in range(1, 40))
    brain.script["plan"] = [Said("utter_echo", {"words": long}, ()), Said("utter_echo", {"words": "afterwards"}, ())]
    page = await visit()
    await write(page, "short")
    await sees(page, "You said: short")
    await expect(page.locator(".item", has_text="You said: short").locator(".foot")).to_be_in_viewport()
    await write(page, "plan")
    await expect(page.locator(".item", has_text="afterwards")).to_have_count(1)
    await shoot(page, "14-long-answer")
    assert await offset(page, "You said: Day 1:") in range(0, 40)
    await page.locator(".log").evaluate("log => { log.scrollTop -= 100 }")
    before = await offset(page, "You said: Day 1:")
    await page.locator(WRITE).fill("a draft")
    assert await offset(page, "You said: Day 1:") == before
    await write(page, "and now?")
    await sees(page, "You said: and now?")
    await expect(page.locator(".item").last.locator(".foot")).to_be_in_viewport()


async def test_two_answers_taller_than_the_view_begin_with_the_first(visit: Visit, brain: ScriptedBrain) -> None:
    some = "\n".join(f"Day {day}" for day in range(1, 16))
    brain.script["plan"] = [Said("utter_echo", {"words": f"{which} {some}"}, ()) for which in ("first", "second")]
    page = await visit()
    await write(page, "plan")
    await sees(page, "You said: second")
    await page.wait_for_timeout(300)
    assert await offset(page, "You said: first") in range(0, 40)


async def offset(page: Page, words: str) -> int:
    """How far below the top of the log an item begins."""
    item = await page.locator(".item", has_text=words).first.bounding_box()
    log = await page.locator(".log").bounding_box()
    assert item and log
    return round(item["y"] - log["y"])


async def test_presses_a_choice_once(visit: Visit, brain: ScriptedBrain) -> None:
    page = await visit()
    await page.get_by_role("button", name="Price").click()
    await sees(page, "You said: Price")
    assert brain.asked == [("Price", "/ask_price")]
    await expect(page.get_by_role("button", name="Price")).to_be_disabled()
    await expect(page.locator(WRITE)).to_be_focused()
    await shoot(page, "3-pressed")


async def test_shows_history_after_a_reload_and_keeps_the_draft(visit: Visit) -> None:
    page = await visit()
    await write(page, "first")
    await sees(page, "You said: first")
    await page.locator(WRITE).fill("not sent yet")
    await page.reload()
    await sees(page, "You said: first")
    await expect(page.locator(".item")).to_have_count(3)
    await expect(page.locator(WRITE)).to_have_value("not sent yet")


async def test_keeps_a_message_while_offline_and_sends_it_once(
    visit: Visit, context: BrowserContext, brain: ScriptedBrain
) -> None:
    page = await visit()
    await write(page, "before")
    await sees(page, "You said: before")
    await context.set_offline(True)
    await write(page, "during")
    await expect(page.locator(".item.traveller").last.locator(".state")).to_contain_text("Not sent")
    await expect(page.locator(".status")).to_contain_text("offline")
    await shoot(page, "4-offline")
    await context.set_offline(False)
    await sees(page, "You said: during")
    await expect(page.locator(".status")).to_be_hidden()
    await expect(page.locator(".item")).to_have_count(5)
    assert [text for text, _ in brain.asked] == ["before", "during"]


async def test_receives_what_was_said_while_the_line_was_down(
    visit: Visit, context: BrowserContext, desk: Desk
) -> None:
    page = await visit()
    await write(page, "hello")
    await sees(page, "You said: hello")
    await context.set_offline(True)
    async with desk.services() as services:
        maria = await services.staff.create(NewStaff("Maria", "maria@example.com"))
        chat = (await services.conversations.list("all", maria.id))[0].conversation.id
        await services.conversations.take(chat, maria.id)
        await services.conversations.agent_reply(chat, maria.id, "reply-1", "Maria here. I have your booking.")
    await context.set_offline(False)
    await sees(page, "Maria here")
    await expect(page.locator("#owner")).to_have_text("Maria is with you")
    await expect(page.locator(".item.agent .who")).to_have_text("Maria")
    await shoot(page, "5-agent")


async def test_tries_again_by_hand(visit: Visit, context: BrowserContext) -> None:
    page = await visit()
    await context.route("**/widget/v1/messages", lambda route: route.fulfill(status=503, json={"message": "Not now."}))
    await write(page, "please")
    state = page.locator(".item.traveller .state")
    await expect(state).to_contain_text("Not now.")
    await shoot(page, "6-failed")
    await context.unroute("**/widget/v1/messages")
    await state.get_by_role("button", name="Try again").click()
    await sees(page, "You said: please")
    await expect(state).to_contain_text("Sent")


async def test_sends_after_a_reload_what_failed_before(visit: Visit, context: BrowserContext) -> None:
    page = await visit()
    await context.route("**/widget/v1/messages", lambda route: route.abort())
    await write(page, "hold on to this")
    await expect(page.locator(".item.traveller .state")).to_contain_text("Not sent")
    await context.unroute("**/widget/v1/messages")
    await page.reload()
    await sees(page, "You said: hold on to this")
    await expect(page.locator(".item.traveller")).to_have_count(1)


async def test_speaks_arabic_from_right_to_left(visit: Visit, brain: ScriptedBrain) -> None:
    brain.script["أين حجزي؟"] = [Said("utter_shukran", {"reference": "TD-7K2M9P"}, ())]
    page = await visit("/?lang=ar")
    await write(page, "أين حجزي؟")
    await sees(page, "TD-7K2M9P")
    launcher = await page.locator(".launcher").bounding_box()
    assert launcher and launcher["x"] < 200
    assert await page.evaluate("getComputedStyle(document.getElementById('tripdesk-widget')).direction") == "rtl"
    await shoot(page, "7-arabic")


async def test_works_by_keyboard_alone(visit: Visit) -> None:
    page = await visit()
    await page.evaluate("window.tripdesk.close()")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.locator(".launcher")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(WRITE)).to_be_focused()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")
    await sees(page, "You said: one\ntwo")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.locator(".launcher")).to_be_focused()


async def test_two_tabs_show_the_same(visit: Visit, context: BrowserContext) -> None:
    one, two = await visit(), await visit()
    await write(two, "from the second tab")
    await sees(two, "You said: from the second tab")
    await one.bring_to_front()
    await sees(one, "You said: from the second tab")
    await write(one, "and from the first")
    await sees(one, "You said: and from the first")
    await two.bring_to_front()
    await sees(two, "You said: and from the first")
    for page in (one, two):
        await expect(page.locator(".item")).to_have_count(5)


async def test_marks_what_came_while_it_was_closed(visit: Visit, brain: ScriptedBrain) -> None:
    brain.pause = 1
    page = await visit()
    await write(page, "hello")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Open the chat – New messages")).to_be_visible()
    await shoot(page, "8-unread")
    await page.locator(".launcher").click()
    await expect(page.locator(".launcher")).to_have_attribute("aria-label", "Close the chat")


async def test_changes_language_from_the_menu(visit: Visit) -> None:
    page = await visit()
    await page.locator("select").select_option("zh")
    await expect(page.locator(WRITE)).to_have_attribute("placeholder", "请输入消息")
    await page.reload()
    await expect(page.locator(WRITE)).to_have_attribute("placeholder", "请输入消息")
    await shoot(page, "9-chinese")


async def test_writes_markup_as_text_and_links_only_https(visit: Visit, brain: ScriptedBrain) -> None:
    brain.script["rules"] = [Said("utter_link", {}, ())]
    page = await visit()
    await write(page, "rules")
    await sees(page, "javascript:alert")
    links = page.locator(".item a")
    assert await links.evaluate_all("all => all.map((one) => one.href)") == ["https://desk.example/rules"]
    assert await page.locator(".item b").count() == 0
    await write(page, "<img src=x onerror=alert(1)>")
    await sees(page, "You said: <img src=x")


async def test_tells_that_a_long_message_was_cut(visit: Visit) -> None:
    page = await visit()
    await write(page, "long " * 1000)
    await expect(page.locator(".item.traveller .state").first).to_contain_text("4,000")


async def test_fills_a_phone_and_keeps_the_focus_inside(browser: Browser, address: str) -> None:
    phone = await browser.new_context(
        viewport={"width": 360, "height": 640}, color_scheme="dark", has_touch=True, locale="de-DE"
    )
    page = await phone.new_page()
    await page.goto(address + "/?lang=en")
    await page.locator(".launcher").click()
    await page.get_by_role("button", name="Price").click()
    await sees(page, "You said: Price")
    await shoot(page, "10-phone-dark")
    panel = page.get_by_role("dialog")
    assert await panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 640}
    await expect(panel).to_have_attribute("aria-modal", "true")
    inside = "document.activeElement.id === 'tripdesk-widget'"
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate(inside)
    await page.keyboard.press("Escape")
    await shoot(page, "11-phone-page")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await phone.close()


async def test_lives_on_another_site_with_a_strict_policy(
    context: BrowserContext, elsewhere: str, address: str
) -> None:
    page = await context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    await page.goto(elsewhere)
    await page.locator(".launcher").click()
    await write(page, "hello from afar")
    await sees(page, "You said: hello from afar")
    await expect(page.get_by_role("dialog")).to_have_attribute("aria-labelledby", "title")
    await expect(page.locator("#title")).to_have_text("Ask Wanda")
    assert refused == []
    await shoot(page, "12-elsewhere")


async def test_goes_on_kindly_when_the_session_is_over(visit: Visit, brain: ScriptedBrain) -> None:
    page = await visit()
    await write(page, "hello")
    await sees(page, "You said: hello")
    await page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) if (key.endsWith(":session")) {
            const kept = JSON.parse(localStorage[key]); kept.token = "forged.1.x";
            localStorage[key] = JSON.stringify(kept); } }"""
    )
    await write(page, "still here?")
    await sees(page, "You said: still here?")
    await expect(page.locator(".item.system")).to_contain_text("go on here")
    assert [text for text, _ in brain.asked] == ["hello", "still here?"]
    await shoot(page, "13-renewed")
