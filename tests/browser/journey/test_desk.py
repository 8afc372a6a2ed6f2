"""Two colleagues and three travellers at once, in three languages: offers, answers, notes, passing on, undoing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.journey.conftest import SHOTS, OpenPage
from tests.browser.journey.people import PATIENCE, Agent, Traveller
from tests.browser.journey.script import LANGUAGES, Colleague, script
from tests.stack import Stack

MARTA = Colleague("marta-silva", "en", "Marta Silva", "Marta Silva")
OMAR = Colleague("omar-farouk", "en", "عمر فاروق", "Omar Farouk")
SCRIPTS = {language: script(language) for language in LANGUAGES}
# The last words of a resolved chat go out when it can no longer be undone.
AFTER_UNDO = 20_000


@pytest.mark.timeout(300)
def test_two_colleagues_and_three_travellers_at_once(open_page: OpenPage, stack: Stack) -> None:
    travellers = {language: Traveller(open_page(language), SHOTS / "desk" / language) for language in LANGUAGES}
    for language, traveller in travellers.items():
        traveller.arrive(stack.url, language)
    marta, omar = log_in(open_page, stack, MARTA), log_in(open_page, stack, OMAR)
    for language, traveller in travellers.items():
        traveller.write(SCRIPTS[language].person.words)
    for traveller in travellers.values():
        expect(traveller.answers).to_have_count(2, timeout=PATIENCE)

    held = takes_what_is_offered((marta, omar), len(travellers))
    answers_each_in_their_own_chat(held, travellers, stack)
    nobody_hears_of_another(travellers)
    calls_a_colleague_by_a_note(marta, omar, held)
    passes_one_on(marta, omar, held, travellers)
    answers_by_a_phrase(held["zh"], travellers["zh"])
    thinks_again_and_resolves(held, travellers)


def log_in(open_page: OpenPage, stack: Stack, who: Colleague) -> Agent:
    agent = Agent(open_page("en"), SHOTS / "desk" / who.id)
    agent.log_in(stack.url, who)
    return agent


class Held:
    """Who holds a chat, and which."""

    def __init__(self, agent: Agent, chat: str) -> None:
        self.agent, self.chat = agent, chat

    def open(self) -> Agent:
        """Have it on the screen."""
        page = self.agent.page
        page.goto(f"{page.url.split('#')[0]}#/chats/{self.chat}")
        expect(page.locator(".message").first).to_be_visible()
        expect(page.locator("[data-action=hand_back]")).to_be_visible()
        return self.agent


def takes_what_is_offered(agents: tuple[Agent, ...], count: int) -> dict[str, Held]:
    """Accept offers until every traveller has somebody; give who holds whom, by language."""
    held: dict[str, Held] = {}
    while len(held) < count:
        for agent in agents:
            offer = agent.page.locator("section.offer")
            if len(held) == count or not becomes_visible(offer):
                continue
            agent.shoot(f"offer-{len(held)}")
            before = agent.page.url
            agent.page.locator("[data-action=accept]").click()
            expect(agent.page).not_to_have_url(before)
            expect(agent.page).to_have_url(re.compile("#/chats/"))
            chat = agent.page.url.split("#/chats/")[1]
            language = language_of(agent, chat)
            assert language not in held
            held[language] = Held(agent, chat)
    assert {one.agent for one in held.values()} == set(agents)
    return held


def language_of(agent: Agent, chat: str) -> str:
    asked = agent.page.context.request.get(f"{agent.page.url.split('/console')[0]}/api/v1/conversations/{chat}")
    return str(asked.json()["conversation"]["language"])


def becomes_visible(one: Locator, within: int = 5_000) -> bool:
    try:
        expect(one).to_be_visible(timeout=within)
    except AssertionError:
        return False
    return True


def answers_each_in_their_own_chat(held: dict[str, Held], travellers: dict[str, Traveller], stack: Stack) -> None:
    for language, one in held.items():
        one.open().write("reply", SCRIPTS[language].colleague_says)
    for language, traveller in travellers.items():
        expect(traveller.answers.last).to_have_text(SCRIPTS[language].colleague_says)
    # All of them write back before anybody looks.
    for language, traveller in travellers.items():
        traveller.write(SCRIPTS[language].traveller_says)
    stack.settle()
    for language, one in held.items():
        one.open().hears(SCRIPTS[language].traveller_says)
        one.agent.shoot(f"talk-{language}")


def nobody_hears_of_another(travellers: dict[str, Traveller]) -> None:
    for language, traveller in travellers.items():
        for other in set(LANGUAGES) - {language}:
            expect(traveller.page.get_by_text(SCRIPTS[other].colleague_says)).to_have_count(0)
        # The assistant is silent while a person has the chat: what the colleague said stands last.
        expect(traveller.answers.last).to_have_text(SCRIPTS[language].colleague_says)


def calls_a_colleague_by_a_note(marta: Agent, omar: Agent, held: dict[str, Held]) -> None:
    mine = next(one for one in held.values() if one.agent is marta)
    page = mine.open().page
    page.locator("textarea:visible").press("Escape")
    page.keyboard.press("n")
    area = page.locator("textarea[name=note]")
    area.press_sequentially("Can you help, @Omar")
    expect(page.locator(".calls [role=option]").first).to_contain_text("Omar Farouk")
    area.press("Enter")
    area.press("Control+Enter")
    expect(page.locator(".message.note .words").last).to_contain_text("Can you help")
    expect(omar.page.locator('[data-list="mentions"] .n')).to_have_text("1")
    omar.page.click('[data-list="mentions"]')
    omar.page.locator(".rows a").first.click()
    expect(omar.page.locator(".message.note .words").last).to_contain_text("Can you help")
    omar.shoot("mention")


def passes_one_on(marta: Agent, omar: Agent, held: dict[str, Held], travellers: dict[str, Traveller]) -> None:
    language, mine = next((language, one) for language, one in held.items() if one.agent is marta)
    page, heard = mine.open().page, travellers[language].answers.count()
    page.locator("[data-action=transfer]").click()
    dialog = page.locator("dialog.transfer")
    dialog.get_by_text("Omar Farouk").click()
    dialog.locator("textarea").fill("Asks about the new guide.")
    marta.shoot("transfer")
    dialog.locator("button[type=submit]").click()
    offer = omar.page.locator("section.offer")
    expect(offer).to_contain_text("Asks about the new guide.")
    omar.page.locator("[data-action=accept]").click()
    expect(omar.page.locator("[data-action=hand_back]")).to_be_visible()
    expect(marta.page.locator(".talk header")).to_contain_text("Omar Farouk")
    expect(marta.page.locator("[data-action=take]")).to_have_count(0)
    held[language] = Held(omar, mine.chat)
    held[language].open().write("reply", SCRIPTS[language].colleague_adds)
    expect(travellers[language].answers.last).to_have_text(SCRIPTS[language].colleague_adds)
    assert travellers[language].answers.count() > heard


def answers_by_a_phrase(one: Held, traveller: Traveller) -> None:
    """Say, in Chinese, what the agent finds and reads in English."""
    page = one.open().page
    page.locator("textarea:visible").press("Escape")
    page.keyboard.press("r")
    page.locator("textarea[name=reply]").press_sequentially("/")
    search = page.locator(".picker [role=combobox]")
    expect(search).to_be_focused()
    search.fill("phone number")
    option = page.locator(".phrase-found [aria-selected=true]")
    expect(option).to_be_visible()
    one.agent.shoot("phrases")
    search.fill("thank")
    expect(option.locator(".line")).to_contain_text("welcome")
    search.press("Control+Enter")
    sent = page.locator(".message.agent").last
    expect(sent.locator(".words")).to_have_attribute("lang", "zh")
    expect(traveller.answers.last).to_have_text(sent.locator(".words").inner_text())


def thinks_again_and_resolves(held: dict[str, Held], travellers: dict[str, Traveller]) -> None:
    first = held["en"].open().page
    first.locator("[data-action=resolve]").click()
    expect(first.locator(".undo")).to_be_visible()
    held["en"].agent.shoot("undo")
    first.keyboard.press("z")
    expect(first.locator("[data-action=resolve]")).to_be_visible()
    before = {language: traveller.answers.count() for language, traveller in travellers.items()}
    for one in held.values():
        page = one.open().page
        page.locator("[data-action=resolve]").click()
        expect(page.locator("[data-action=hand_back]")).to_have_count(0)
    for language, traveller in travellers.items():
        # That it is done, and how it was: once, though it was resolved twice.
        expect(traveller.answers).to_have_count(before[language] + 2, timeout=AFTER_UNDO)
        traveller.shoot("resolved")
