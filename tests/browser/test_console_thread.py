"""The page of chats at work: calling a colleague, putting off, second thoughts, long talks, talks that vanish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy import delete, insert

from bot.records.conversations import ConversationRecord, MessageRecord
from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.browser.test_console_page import WIDE, log_in, shot
from tests.connectors.console.fakes import READING, Guest

Agent = Callable[..., Page]
LONG = 5000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def agent(browser: Browser, server: Server) -> Iterator[Agent]:
    """Open a chat as a colleague; afterwards no page may have thrown."""
    problems: list[str] = []
    contexts = []

    def open_chat(name: str, chat: str, *seq: int) -> Page:
        context = browser.new_context(viewport=WIDE, locale="en")  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{server.address}/console#/chats/{'/'.join([chat, *map(str, seq)])}")
        log_in(page, name)
        expect(page.locator(".message").first).to_be_visible()
        return page

    yield open_chat
    for context in contexts:
        context.close()
    assert problems == []


def test_a_called_colleague_is_told_sees_who_else_is_there_and_finds_the_note(agent: Agent, server: Server) -> None:
    anna, lin = agent("anna", server.chats["german"]), agent("lin", server.chats["arab"])
    anna.keyboard.press("n")
    anna.keyboard.type("@li")
    expect(anna.locator(".calls [role=option]")).to_contain_text("林悦")
    anna.keyboard.press("Enter")
    anna.keyboard.type("can you call the driver?")
    shot(anna, "thread-calling")
    anna.keyboard.press("Control+Enter")
    expect(anna.locator(".message.note .at")).to_have_text("@林悦")
    expect(lin.locator("[data-list=mentions] .n")).to_have_text("1")
    lin.keyboard.press("m")
    lin.locator(".rows a").first.click()
    expect(lin.locator(".message.note .tag.call")).to_be_visible()
    expect(anna.locator(".watchers li")).to_have_count(1)
    lin.keyboard.press("n")
    lin.keyboard.type("On it")
    expect(anna.locator(".writers .note")).to_contain_text("Lin Yue")
    expect(lin.locator("[data-list=mentions] .n")).to_have_count(0)
    shot(lin, "thread-called")


def test_snoozed_and_resolved_are_taken_back_by_one_key(agent: Agent, server: Server) -> None:
    page = agent("anna", server.chats["german"])
    page.keyboard.press("t")
    expect(page.locator("[data-action=snooze]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.locator("[data-snooze=tomorrow]").click()
    expect(page.locator(".status.snoozed")).to_be_visible()
    expect(page.locator(".happened.snoozed")).to_contain_text("Snoozed by Anna Berg")
    shot(page, "thread-snoozed")
    page.keyboard.press("z")
    expect(page.locator(".status.open")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator(".status.resolved")).to_be_visible()
    page.keyboard.press("z")
    expect(page.locator(".status.open")).to_be_visible()
    expect(page.locator("[data-action=resolve]")).to_be_visible()
    expect(page.locator(".undo")).to_have_count(0)


def test_a_note_and_its_draft_survive_a_reload(agent: Agent, server: Server) -> None:
    page = agent("anna", server.chats["german"])
    page.keyboard.press("n")
    page.keyboard.type("half a thought")
    page.reload()
    expect(page.locator("textarea[name=note]")).to_have_value("half a thought")
    expect(page.locator(f'[data-id="{server.chats["german"]}"] .draft')).to_be_visible()


def test_five_thousand_messages_are_read_without_holding_them_all(agent: Agent, server: Server) -> None:
    chat = server.chats["german"]
    server.do(_fill(server, chat))
    page = agent("anna", chat)
    shown = page.locator(".log [data-seq]")
    expect(shown.last).to_contain_text(f"Message {LONG}")
    for _ in range(12):
        before = shown.first.get_attribute("data-seq") or ""
        page.evaluate("document.querySelector('.log').scrollTop = 0")
        expect(shown.first).not_to_have_attribute("data-seq", before)
    assert int(shown.first.get_attribute("data-seq") or 0) < LONG - 300
    assert shown.count() <= 200
    page.evaluate(f"location.hash = '#/chats/{chat}/2500'")
    expect(page.locator('[data-seq="2500"].pointed')).to_be_in_viewport()
    server.say(Guest("german", "de", "Sind Sie noch da?", READING))
    page.locator(".to-end", has_text="1 new below").click()
    expect(shown.last).to_contain_text("Sind Sie noch da?")
    assert shown.count() <= 200
    shot(page, "thread-long")


def test_a_chat_that_vanishes_says_so_and_gives_back_what_was_typed(agent: Agent, server: Server) -> None:
    chat = server.chats["german"]
    page = agent("anna", chat)
    page.keyboard.press("n")
    page.keyboard.type("do not lose me")

    async def vanish() -> None:
        async with server.desk.records.database.unit_of_work() as session:
            await session.execute(delete(ConversationRecord).where(ConversationRecord.id == chat))
        await server.desk.bus.publish(f"conversation:{chat}", "owner", {})

    server.do(vanish())
    expect(page.locator(".toast")).to_contain_text("do not lose me")
    expect(page.locator(f'[data-id="{chat}"]')).to_have_count(0)
    assert page.evaluate("location.hash") == "#/chats"


def test_where_one_stopped_reading_is_where_one_goes_on(agent: Agent, server: Server) -> None:
    chat = server.chats["german"]
    page = agent("anna", chat)
    with page.expect_response(lambda answer: answer.url.endswith("/seen")):
        page.keyboard.press("k")
        page.goto(f"{server.address}/console#/chats/{chat}")
    page.goto(f"{server.address}/console#/chats/{server.chats['arab']}")
    expect(page.locator(".message.traveller")).to_contain_text("مرحبا")
    server.say(Guest("german", "de", "Ich bin noch da", READING))
    page.goto(f"{server.address}/console#/chats/{chat}")
    expect(page.locator(".unread-line")).to_be_visible()
    expect(page.locator(".unread-line + .message .words, .unread-line ~ .message .words").first).to_contain_text(
        "noch da"
    )


async def _fill(server: Server, chat: str) -> None:
    async with server.desk.records.database.unit_of_work() as session:
        conversation = await session.get_one(ConversationRecord, chat)
        now, first = server.desk.clock.now(), conversation.last_seq + 1
        rows = [
            {
                "conversation_id": chat, "seq": seq, "author": ("traveller", "assistant")[seq % 2], "audience": "all",
                "text": f"Message {seq}", "truncated": False, "handled": True, "language": "de",
                "at": now - timedelta(minutes=LONG - seq),
            }
            for seq in range(first, LONG + 1)
        ]  # fmt: skip
        await session.execute(insert(MessageRecord), rows)
        conversation.last_seq = LONG
