"""An agent writes up a call and answers an e-mail, in a real browser."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.console_server import Server
from tests.browser.test_console_page import (  # noqa: F401 (fixtures)
    PHONE,
    Agent,
    agent,
    browser,
    server,
    shot,
)


def test_a_call_is_written_up_by_keyboard_and_kept_through_a_mistake(agent: Agent, server: Server) -> None:  # noqa: F811
    page = agent()
    page.focus('[data-action="contact"]')
    page.keyboard.press("Enter")
    form = page.locator("dialog.contact")
    form.locator("[name=name]").fill("Anna Schneider")
    form.locator("[name=address]").fill("0151")
    form.locator("[name=language]").select_option("de")
    form.locator("[name=text]").fill("Der Bus ist nicht gekommen.")
    form.locator("[name=complaint]").check()
    form.locator("[type=submit]").click()
    expect(form.locator("[role=alert]")).to_contain_text("country code")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.click('[data-action="contact"]')
    expect(form.locator("[name=text]")).to_have_value("Der Bus ist nicht gekommen.")
    form.locator("[name=address]").fill("+49 151 12345678")
    shot(page, "contact")
    form.locator("[name=address]").press("Enter")
    expect(form).to_have_count(0)
    expect(page.locator("#said")).to_contain_text("TK-")
    expect(page.locator(".talk h2")).to_have_text("Anna Schneider")
    expect(page.locator(".message").first).to_contain_text("Der Bus ist nicht gekommen.")
    expect(page.locator(".side")).to_contain_text("+49 1511 2345678")
    page.fill("textarea[name=reply]", "Ich habe mich entschuldigt.")
    button = page.locator("form.reply button.main")
    expect(button).to_contain_text("Keep")
    button.click()
    expect(page.locator(".message")).to_have_count(2)
    shot(page, "contact-logged")
    page.click('[data-action="hand_back"]')
    expect(page.locator("#said")).to_contain_text("queue")


def test_an_e_mail_says_that_the_reply_is_sent_also_on_a_phone(agent: Agent, server: Server) -> None:  # noqa: F811
    page = agent(size=PHONE)
    page.click('[data-action="contact"]')
    form = page.locator("dialog.contact")
    form.locator("[name=channel]").select_option("email")
    expect(form).to_contain_text("E-mail address")
    form.locator("[name=address]").fill("anna@example.com")
    form.locator("[name=text]").fill("Is my flight on time?")
    shot(page, "contact-phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    form.locator("[type=submit]").click()
    expect(page.locator("form.reply button.main")).to_contain_text("Send e-mail")
    expect(page.locator("form.reply .hint")).to_contain_text("sent by e-mail")
    page.fill("textarea[name=reply]", "Yes, it is.")
    page.locator("form.reply button.main").click()
    expect(page.locator(".message")).to_have_count(2)
    assert server.do(server.desk.postman.deliver_due()) == 1
    (letter,) = (server.desk.settings.home / "mail").glob("*.eml")
    assert "Yes, it is." in letter.read_text(encoding="utf-8")
