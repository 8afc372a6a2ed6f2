"""From the first question to a person and back, in three languages, with the line cut on the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.journey.conftest import SHOTS, OpenPage
from tests.browser.journey.people import PATIENCE, Agent, Traveller
from tests.browser.journey.script import LANGUAGES, Colleague, Script, script
from tests.stack import Stack

OTHER = Colleague("marta-silva", "en", "Marta Silva", "Marta Silva")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_question_to_a_person_and_back(language: str, open_page: OpenPage, stack: Stack) -> None:
    told = script(language)
    traveller = Traveller(open_page(language), SHOTS / language)
    traveller.arrive(stack.url, language)
    reads_in_the_right_direction(traveller, told)
    asks_the_assistant(traveller, told)
    traveller.do(told.person)
    traveller.shoot("20-queued")
    agent = Agent(open_page("en"), SHOTS / language)
    agent.log_in(stack.url, told.colleague)
    takes_what_waits(agent, traveller, told)
    cannot_be_taken_twice(Agent(open_page("en"), SHOTS / language), stack, told)
    talks_with_the_traveller(agent, traveller, told, stack)
    hands_back(agent, traveller, told)
    keeps_what_is_written_while_the_line_is_cut(traveller, told, stack)


def reads_in_the_right_direction(traveller: Traveller, told: Script) -> None:
    page = traveller.page
    expect(page.locator("html")).to_have_attribute("dir", told.direction)
    expect(page.locator("#tripdesk-widget")).to_have_attribute("dir", told.direction)
    panel = page.get_by_role("dialog").bounding_box()
    assert panel
    beginning = panel["x"] < 100 if told.direction == "rtl" else panel["x"] > 700
    assert beginning, panel
    traveller.shoot("00-welcome")


def asks_the_assistant(traveller: Traveller, told: Script) -> None:
    for number, step in enumerate(told.talk, 1):
        traveller.do(step)
        traveller.shoot(f"{number:02}-{step.stage}")
        direction = traveller.answers.last.evaluate("node => getComputedStyle(node).direction")
        assert direction == told.direction, step
    assert re.search(r"TK-[A-Z0-9]{6}", traveller.answers.last.inner_text())


def takes_what_waits(agent: Agent, traveller: Traveller, told: Script) -> None:
    agent.shoot("21-console-queue")
    agent.open_first()
    first = told.talk[0]
    expect(agent.page.locator(".message.traveller .words").first).to_have_text(first.words)
    expect(agent.page.locator(".message.assistant .words", has_text=first.hear[0]).first).to_be_attached()
    expect(agent.page.locator(".message.assistant .other").first).not_to_be_empty()
    expect(agent.page.locator(".side dd").first).not_to_be_empty()
    agent.act("take")
    expect(agent.page.locator("[data-action=hand_back]")).to_be_visible()
    agent.page.click('[data-list="mine"]')
    expect(traveller.owner).to_contain_text(told.colleague.name)
    agent.shoot("22-console-taken")
    traveller.shoot("22-joined")


def cannot_be_taken_twice(other: Agent, stack: Stack, told: Script) -> None:
    other.log_in(stack.url, OTHER)
    expect(other.page.locator(".rows a")).to_have_count(0)
    other.page.click('[data-list="all"]')
    other.page.locator(".rows a").first.click()
    expect(other.page.locator(".talk header")).to_contain_text(told.colleague.latin)
    expect(other.page.locator("[data-action=take]")).to_have_count(0)
    chat = other.page.url.split("#/chats/")[1]
    refused = other.page.context.request.post(
        f"{stack.url}/api/v1/conversations/{chat}/take", headers={"X-Tripdesk-Console": "1"}, data={}
    )
    assert refused.status == 409
    other.shoot("23-console-taken-by-another")


def talks_with_the_traveller(agent: Agent, traveller: Traveller, told: Script, stack: Stack) -> None:
    agent.write("reply", told.colleague_says)
    expect(traveller.answers.last).to_have_text(told.colleague_says)
    expect(traveller.page.locator(".item.agent .who").last).to_have_text(told.colleague.name)
    heard = traveller.answers.count()
    traveller.write(told.traveller_says)
    agent.hears(told.traveller_says)
    stack.settle()
    agent.write("note", told.note)
    agent.write("reply", told.colleague_adds)
    # The assistant has had its turn and the note came first: either would be seen by now.
    expect(traveller.answers.last).to_have_text(told.colleague_adds)
    expect(traveller.answers).to_have_count(heard + 1)
    expect(traveller.page.get_by_text(told.note)).to_have_count(0)
    traveller.shoot("24-answered")
    agent.shoot("24-console-talk")


def hands_back(agent: Agent, traveller: Traveller, told: Script) -> None:
    heard = traveller.answers.count()
    agent.act("hand_back")
    expect(traveller.owner).not_to_contain_text(told.colleague.name)
    expect(traveller.answers).to_have_count(heard + 1)
    traveller.do(told.after)
    traveller.shoot("25-handed-back")
    agent.shoot("25-console-handed-back")


def keeps_what_is_written_while_the_line_is_cut(traveller: Traveller, told: Script, stack: Stack) -> None:
    said, heard = traveller.own.count(), traveller.answers.count()
    traveller.page.context.set_offline(True)
    for step in told.cut:
        traveller.write(step.words)
    waiting = traveller.page.locator(".item.traveller[data-state=failed]")
    expect(waiting).to_have_count(len(told.cut))
    expect(traveller.page.locator(".status")).to_be_visible()
    traveller.shoot("26-cut")
    traveller.page.context.set_offline(False)
    expect(traveller.answers).to_have_count(heard + len(told.cut), timeout=PATIENCE)
    stack.settle()
    expect(waiting).to_have_count(0)
    expect(traveller.page.locator(".status")).to_be_hidden()
    assert traveller.own.all_inner_texts()[said:] == [step.words for step in told.cut]
    for step, answer in zip(told.cut, traveller.answers.all_inner_texts()[heard:], strict=True):
        assert step.hear[0] in answer
    traveller.shoot("27-resumed")
