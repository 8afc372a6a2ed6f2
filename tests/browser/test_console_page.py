"""The console as two agents meet it, in a real browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS, chromium
from tests.browser.console_server import Server
from tests.connectors.console.fakes import PASSWORD, READING, Guest

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SHOTS = Path(os.environ.get("TRIPDESK_SHOTS", "var/shots"))

Agent = Callable[..., Page]


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
    """Open the console as a colleague; afterwards no page may have complained or asked anybody else."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(name: str = "anna", size: dict[str, int] = WIDE, **options: str) -> Page:
        context = browser.new_context(viewport=size, locale="en", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda said: problems.append(said.text) if _is_complaint(said.text, said.type) else None,
        )
        page.on(
            "request",
            lambda asked: problems.append(asked.url) if not asked.url.startswith(server.address) else None,
        )
        page.goto(f"{server.address}/console")
        log_in(page, name)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def _is_complaint(text: str, kind: str) -> bool:
    # A refused request is the server's answer and shown to the agent; the browser logs it too.
    return kind == "error" and "Failed to load resource" not in text and "ERR_" not in text


def log_in(page: Page, name: str) -> None:
    page.fill("input[name=email]", f"{name}@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator(".desk")).to_be_visible()


def open_chat(page: Page, chat: str) -> None:
    page.click('[data-list="all"]')
    page.click(f'[data-id="{chat}"]')
    expect(page.locator(".message").first).to_be_visible()


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"console-{name}.png")


def test_the_queue_shows_the_emergency_first(agent: Agent, server: Server) -> None:
    page = agent()
    rows = page.locator(".rows a")
    expect(rows).to_have_count(4)
    expect(rows.first).to_have_attribute("data-id", server.chats["robbed"])
    expect(rows.first).to_contain_text("Urgent")
    shot(page, "queue")


def test_two_agents_cannot_both_take_a_chat_and_both_see_it_live(agent: Agent, server: Server) -> None:
    anna, lin = agent("anna"), agent("lin")
    for page in (anna, lin):
        open_chat(page, server.chats["german"])
    anna.locator("[data-action=take]").click()
    expect(lin.locator(".talk header")).to_contain_text("Anna Berg")
    expect(lin.locator("[data-action=take]")).to_have_count(0)
    expect(anna.locator("[data-action=hand_back]")).to_be_visible()
    shot(anna, "taken")
    shot(lin, "taken-by-other")


def test_a_reply_goes_out_and_the_travellers_answer_comes_in_live(agent: Agent, server: Server) -> None:
    page = agent()
    open_chat(page, server.chats["german"])
    page.keyboard.press("t")
    expect(page.locator("textarea[name=reply]")).to_be_focused()
    page.keyboard.type("Guten Tag, der Fahrer steht an Tor 4.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message.agent .words")).to_have_text("Guten Tag, der Fahrer steht an Tor 4.")
    expect(page.locator("textarea[name=reply]")).to_have_value("")
    server.say(Guest("german", "de", "Danke, ich sehe ihn!", READING))
    expect(page.locator(".message.traveller .words").last).to_have_text("Danke, ich sehe ihn!")
    expect(page.locator(".message.traveller .other").last).to_contain_text("My booking")
    shot(page, "talk")


def test_no_letter_turns_a_note_into_a_reply(agent: Agent, server: Server) -> None:
    page = agent()
    open_chat(page, server.chats["german"])
    page.keyboard.press("t")
    expect(page.locator("textarea[name=reply]")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    letters = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ?/"
    page.keyboard.type(letters)
    expect(page.locator("textarea[name=note]")).to_have_value(letters)
    expect(page.locator("form.note")).to_be_visible()
    shot(page, "note-writing")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("textarea[name=reply]")).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message.note .words")).to_have_text(letters)
    expect(page.locator(".message.agent")).to_have_count(0)
    shot(page, "note")


def test_keys_move_act_and_explain_themselves(agent: Agent, server: Server) -> None:
    page = agent()
    expect(page.locator(".rows a")).to_have_count(4)
    page.keyboard.press("j")
    expect(page.locator('[aria-current="true"]')).to_have_attribute("data-id", server.chats["robbed"])
    page.keyboard.press("j")
    expect(page.locator('[aria-current="true"]')).to_have_attribute("data-id", server.chats["german"])
    page.keyboard.press("k")
    expect(page.locator('[aria-current="true"]')).to_have_attribute("data-id", server.chats["robbed"])
    expect(page.locator(".message").first).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator("[data-action=hand_back]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("h")
    expect(page.locator("[data-action=take]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    shot(page, "keys")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_markup_is_shown_and_never_run(agent: Agent, server: Server) -> None:
    page = agent()
    open_chat(page, server.chats["unkind"])
    expect(page.locator(".message.traveller .words")).to_contain_text("<script>")
    assert page.locator(".log script, .log img, .log b b").count() == 0
    assert "owned" not in page.title()
    shot(page, "markup")


def test_a_draft_survives_an_expired_session(agent: Agent, server: Server) -> None:
    page = agent()
    open_chat(page, server.chats["german"])
    page.keyboard.press("t")
    expect(page.locator("textarea[name=reply]")).to_be_focused()
    page.keyboard.type("Half a sentence")
    page.context.clear_cookies(name="tripdesk_session")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".login .problem")).to_contain_text("Your session has ended")
    shot(page, "expired")
    log_in(page, "anna")
    expect(page.locator("textarea[name=reply]")).to_have_value("Half a sentence")


def test_a_draft_survives_losing_the_chat(agent: Agent, server: Server) -> None:
    page = agent()
    open_chat(page, server.chats["german"])
    page.keyboard.press("t")
    expect(page.locator("textarea[name=reply]")).to_be_focused()
    page.keyboard.type("Too late")

    async def give_back() -> None:
        async with server.desk.services() as services:
            owner = (await services.conversations.get(server.chats["german"])).staff_id
            await services.conversations.hand_back(server.chats["german"], str(owner))

    server.do(give_back())
    page.keyboard.press("Control+Enter")
    expect(page.locator("form.reply .problem")).to_contain_text("You do not hold this chat")
    expect(page.locator("textarea[name=reply]")).to_have_value("Too late")


def test_the_agent_reads_chinese_when_chinese_is_chosen(agent: Agent, server: Server) -> None:
    page = agent("lin", color_scheme="dark")
    expect(page.locator(".bar h1")).to_have_text("Tripdesk 客服台")
    open_chat(page, server.chats["arab"])
    expect(page.locator(".message.traveller .words")).to_have_attribute("dir", "rtl")
    shot(page, "chinese-dark")
    page.get_by_label("界面语言").select_option("en")
    expect(page.locator(".bar h1")).to_have_text("Tripdesk console")
    page.reload()
    expect(page.locator(".bar h1")).to_have_text("Tripdesk console")


def test_on_a_phone_one_pane_shows_at_a_time(agent: Agent, server: Server) -> None:
    page = agent(size=PHONE)
    shot(page, "phone-queue")
    page.click(f'[data-id="{server.chats["german"]}"]')
    expect(page.locator(".talk")).to_be_visible()
    expect(page.locator(".lists")).to_be_hidden()
    page.locator("[data-action=take]").click()
    expect(page.locator("[data-action=resolve]")).to_be_visible()
    shot(page, "phone-talk")
    page.get_by_role("button", name="Details").click()
    expect(page.locator(".side")).to_contain_text("Reason")
    shot(page, "phone-details")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator(".side .only-narrow").click()
    page.locator(".talk .only-narrow").first.click()
    expect(page.locator(".lists")).to_be_visible()


def test_the_page_finds_back_when_the_desk_was_away(agent: Agent, server: Server) -> None:
    page = agent()
    open_chat(page, server.chats["german"])
    page.context.set_offline(True)
    server.say(Guest("german", "de", "Sind Sie noch da?", READING))
    page.context.set_offline(False)
    expect(page.locator(".message.traveller .words").last).to_have_text("Sind Sie noch da?", timeout=15_000)
    expect(page.locator(".live")).to_have_text("Live")
