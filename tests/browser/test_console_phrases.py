"""Answering in a language that one does not speak: `/`, known phrasings, next steps, our own phrases."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from bot.products.values import Departure
from tests.browser.console_server import Server
from tests.browser.test_console_page import PHONE, Agent, open_chat, shot
from tests.browser.test_console_page import agent as agent
from tests.browser.test_console_page import browser as browser
from tests.browser.test_console_page import server as server
from tests.connectors.console.fakes import Guest, say
from tests.facts import PHONE as NUMBER
from tests.facts import REFERENCE, TOUR, book, publish

CANCELS = {
    "language": {"name": "tr", "confidence": 0.99},
    "intent": {"name": "cancel_booking", "confidence": 0.97},
    "entities": [],
}


def turkish(server: Server) -> str:
    """A Turkish traveller has proved a booking, wants to cancel, and waits."""

    async def prove() -> str:
        async with server.desk.services() as services:
            await publish(services)
            leaves = Departure(0, TOUR.id, datetime.now(UTC).date() + timedelta(days=60), seats=10, seats_left=10)
            await book(services, await services.products.publish_departure(leaves), balance_due=None)
        chat = await say(server.desk, Guest("ayse", "tr", "turu iptal etmek istiyorum", CANCELS), "cancel_booking")
        async with server.desk.services() as services:
            await services.bookings.verify(chat, REFERENCE, NUMBER)
        return chat

    return server.do(prove())


def clean(page: Page, where: str) -> None:
    found = Axe().run(page, context=where, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_chinese_speaker_answers_a_turk_by_slash(agent: Agent, server: Server) -> None:
    chat = turkish(server)
    lin = agent("lin")
    open_chat(lin, chat)
    expect(lin.locator(".similar")).to_contain_text("我要取消预订")
    expect(lin.locator(".similar .percent").first).to_have_text("47 %")
    lin.keyboard.press("t")
    area = lin.locator("textarea[name=reply]")
    expect(area).to_be_focused()
    area.press_sequentially("/")
    search = lin.get_by_role("combobox", name="用您的语言搜索用语")
    expect(search).to_be_focused()
    search.press_sequentially("取消 费用")
    option = lin.locator(".phrase-found [aria-selected=true]")
    expect(option).to_contain_text("现在取消的费用")
    expect(search).to_have_attribute("aria-activedescendant", "phrase-0")
    expect(lin.locator(".phrase-shown .gets")).to_contain_text(REFERENCE)
    shot(lin, "phrases-picker")
    clean(lin, ".picker")
    search.press("ArrowDown")
    expect(lin.locator("#phrase-1")).to_have_attribute("aria-selected", "true")
    search.press("ArrowUp")
    expect(option).to_contain_text("现在取消的费用")
    search.press("Control+Enter")
    sent = lin.locator(".message.agent")
    expect(sent.locator(".words")).to_contain_text(REFERENCE)
    expect(sent.locator(".words")).to_have_attribute("lang", "tr")
    expect(sent.locator(".other")).to_contain_text("退")
    expect(sent.locator(".tag")).to_have_text("以用语发送")
    expect(area).to_be_focused()
    expect(area).to_have_value("")
    area.press_sequentially("您好")
    area.press("Control+Enter")
    expect(lin.locator(".message.agent .tag").last).to_have_text("按原文发送")
    shot(lin, "phrases-sent")


def test_a_step_opens_its_phrase_and_what_is_missing_is_asked_for(agent: Agent, server: Server) -> None:
    chat = turkish(server)
    anna = agent("anna")
    open_chat(anna, chat)
    anna.keyboard.press("t")
    anna.locator('[data-step="quote_refund"]').click()
    expect(anna.locator(".phrase-shown .gets")).to_contain_text(REFERENCE)
    expect(anna.locator(".side .next-steps")).to_contain_text(f"Booking {REFERENCE}")
    anna.keyboard.press("Escape")
    expect(anna.locator(".picker")).to_be_hidden()
    anna.locator(".phrases-open").click()
    search = anna.locator(".picker input[role=combobox]")
    search.fill("booking wish")
    details = anna.locator(".phrase-fields input[name=details]")
    expect(anna.locator(".phrase-found [aria-selected=true]")).to_contain_text("Booking wish noted")
    send = anna.locator(".phrase-send button")
    expect(send).to_be_disabled()
    search.press("Enter")
    expect(details).to_be_focused()
    details.press_sequentially("two adults, 17 May")
    expect(send).to_be_enabled()
    expect(anna.locator(".phrase-shown .gets")).to_contain_text("two adults, 17 May")
    expect(details).to_be_focused()
    details.press("Control+Enter")
    expect(anna.locator(".message.agent .words")).to_contain_text("two adults, 17 May")


def test_a_trainer_writes_a_phrase_that_an_agent_then_finds(agent: Agent, server: Server) -> None:
    chat = turkish(server)
    nina = agent("nina")
    nina.goto(f"{server.address}/console#/phrases/new")
    nina.fill("input[name=shortcut]", "late-driver")
    nina.fill("textarea[name=text-en]", "The driver for {tour} is late.")
    nina.fill("textarea[name=text-ar]", "سائق {tour} متأخر.")
    expect(nina.locator("textarea[name=text-ar]")).to_have_attribute("dir", "rtl")
    expect(nina.locator(".preview")).to_contain_text("‹Tour›")
    expect(nina.locator(".phrase-form > header .tag")).to_have_text("2 of 16 languages")
    shot(nina, "phrases-form")
    clean(nina, ".phrases-page")
    nina.locator("button[type=submit]").click()
    expect(nina.locator(".own-phrases")).to_contain_text("/late-driver")
    shot(nina, "phrases-list")
    clean(nina, ".phrases-page")
    anna = agent("anna", PHONE, color_scheme="dark")
    open_chat(anna, chat)
    anna.locator("[data-action=take]").click()
    anna.locator(".phrases-open").click()
    anna.locator(".picker input[role=combobox]").fill("late-d")
    expect(anna.locator(".phrase-shown .lent")).to_contain_text("Turkish")
    expect(anna.locator(".phrase-shown .gets")).to_contain_text(re.compile("Kyoto Gardens is late"))
    shot(anna, "phrases-picker-phone-dark")
    clean(anna, ".picker")
