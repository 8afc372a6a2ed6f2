"""A remedy offered in the chat, and a tap on its buttons: the brain never hears of it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.bus import MemoryBus
from bot.conversations.values import Message
from bot.core.money import Money
from bot.followups import FollowUps
from bot.localisation.catalogue import load_catalogue
from bot.localisation.languages import languages
from bot.localisation.render import Renderer
from bot.replies.tickets import progress, remedy_words
from bot.switchboard.cases import ask_if_settled, offer, read_tap
from bot.switchboard.wording import Wording
from bot.tickets.choices import choices
from bot.tickets.remedying import current
from bot.tickets.values import NewRemedy, NewTicket, Remedy, Ticket
from tests.conftest import NOW
from tests.switchboard.fakes import FakeBrain
from tests.switchboard.office import Office

AGENT = ("agent",)


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """The product's own words: they are part of what is looked at here."""
    return Renderer(load_catalogue())


@pytest.fixture
def words(renderer: Renderer) -> Wording:
    return Wording(renderer)


async def a_case(office: Office) -> Ticket:
    """A complaint of the traveller's."""
    await office.ask("hello", "m0")
    async with office.desk.open_services() as services:
        new = NewTicket("complaint", "hotel", conversation_id=office.id, facts={"told": ["dirty"]})
        return await services.tickets.open(new)


async def propose(office: Office, words: Wording, case: Ticket, amount: str = "200") -> Message | None:
    """A colleague proposes a refund."""
    async with office.desk.open_services() as services:
        new = NewRemedy("partial_refund", Money.of(amount, "CNY"))
        after = await services.tickets.propose(case.id, "agent:ada", AGENT, new)
        remedy = current(after)
        assert remedy is not None
        return await offer(services, words, after, remedy)


async def settle(office: Office, words: Wording, case: Ticket) -> Message | None:
    """A colleague resolves the case and has the traveller asked."""
    async with office.desk.open_services() as services:
        after = await services.tickets.resolve(case.id, "agent:ada", "weather", "explained")
        return await ask_if_settled(services, words, after, "", "agent:ada")


async def tap(office: Office, message: Message | None, button: int, client_id: str) -> str:
    """Tap a button, and give the key of what is said to it."""
    assert message is not None
    payload = str(message.buttons[button]["payload"])
    await office.send(str(message.buttons[button]["title"]), client_id, payload)
    await office.switchboard.settle()
    return str((await office.history())[-1].key)


async def look(office: Office, case: Ticket) -> Ticket:
    async with office.desk.open_services(write=False) as services:
        return await services.tickets.get(case.id)


async def test_accepting_is_one_tap_and_recorded_once(office: Office, brain: FakeBrain, words: Wording) -> None:
    case = await a_case(office)
    offered = await propose(office, words, case)
    heard = len(brain.asked)
    said = [await tap(office, offered, button, f"t{n}") for n, button in enumerate((0, 0, 1))]
    assert said == ["utter_remedy_accepted", "utter_remedy_already_accepted", "utter_remedy_already_accepted"]
    after = await look(office, case)
    assert (after.state, [one.state for one in after.remedies]) == ("in_progress", ["accepted"])
    assert [event.kind for event in after.events].count("accepted") == 1
    assert len(brain.asked) == heard
    assert [event.kind for event in await office.events()] == ["remedy_accepted"]


async def test_a_tap_on_an_outdated_proposal_says_so(office: Office, words: Wording) -> None:
    case = await a_case(office)
    first, second = await propose(office, words, case), await propose(office, words, case, "300")
    assert await tap(office, first, 0, "t1") == "utter_remedy_outdated"
    assert await tap(office, second, 1, "t2") == "utter_remedy_refused"
    assert [one.state for one in (await look(office, case)).remedies] == ["withdrawn", "refused"]


async def test_a_tap_is_taken_while_a_colleague_has_the_talk(office: Office, words: Wording) -> None:
    case = await a_case(office)
    await office.take()
    await office.reply("May I propose something?")
    assert await tap(office, await propose(office, words, case), 0, "t1") == "utter_remedy_accepted"
    assert (await office.history())[-1].author == "system"
    assert (await office.look()).owner == "agent:ada"
    assert "reply_dropped" not in [event.kind for event in await office.events()]


async def test_a_tap_in_another_chat_finds_no_such_case(office: Office, words: Wording) -> None:
    case = await a_case(office)
    offered = await propose(office, words, case)
    assert offered is not None
    payload = str(offered.buttons[0]["payload"])
    stranger = Office(office.desk, office.clock, office.switchboard)
    async with office.desk.open_services() as services:
        accepted = await services.conversations.receive("widget", "eve", "e1", "Accept", payload)
    stranger.id = accepted.conversation_id
    office.switchboard.wake(stranger.id)
    await office.switchboard.settle()
    assert (await stranger.history())[-1].key == "utter_ticket_not_found"
    assert (await look(office, case)).remedies[0].state == "open"


async def test_is_it_settled_closes_or_reopens_once(office: Office, words: Wording) -> None:
    case = await a_case(office)
    first = await settle(office, words, case)
    assert await tap(office, first, 1, "t1") == "utter_ticket_not_settled"
    assert (await look(office, case)).standing.reopened_soon == 1
    second = await settle(office, words, case)
    assert await tap(office, first, 0, "t2") == "utter_ticket_settled_old"
    assert await tap(office, second, 0, "t3") == "utter_ticket_settled_thanks"
    assert await tap(office, second, 1, "t4") == "utter_ticket_settled_old"
    after = await look(office, case)
    assert (after.state, after.standing.waits) == ("resolved", None)


@pytest.mark.parametrize("channel", ["phone", "email", "telegram_group"])
async def test_where_nobody_reads_along_alone_nothing_is_asked(office: Office, words: Wording, channel: str) -> None:
    async with office.desk.open_services() as services:
        chat = await services.conversations.open(channel, "caller")
        case = await services.tickets.open(NewTicket("complaint", "hotel", conversation_id=chat.id))
    office.id = chat.id
    assert await propose(office, words, case) is None
    async with office.desk.open_services() as services:
        await services.tickets.withdraw(case.id, "agent:ada")
    assert await settle(office, words, case) is None
    assert (await look(office, case)).standing.waits is None


async def test_an_offer_is_said_in_the_language_of_the_chat(office: Office, words: Wording) -> None:
    case = await a_case(office)
    async with office.desk.open_services() as services:
        await services.conversations.set_language_choice(office.id, "ja")
    offered = await propose(office, words, case)
    assert offered is not None and offered.language == "ja"
    assert [str(button["title"]) for button in offered.buttons] == ["承諾する", "承諾しない"]


async def test_how_far_a_case_is_names_the_proposal_that_is_open(
    office: Office, words: Wording, renderer: Renderer
) -> None:
    case = await a_case(office)
    await propose(office, words, case)
    told = renderer.reply("utter_check_ticket", progress(await look(office, case), "UTC"), "de").text
    assert "wartet auf Ihre Antwort" in told and "Unser Vorschlag: eine Teilerstattung von" in told


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_for_every_remedy(renderer: Renderer, language: str) -> None:
    for kind, known in choices().remedies.items():
        amount = None if known.money == "none" else Money.of(200, "CNY")
        remedy = Remedy(1, kind, amount, "", "open", "agent:ada", NOW)
        values = {"ticket": "TK-ABC234", "remedy": remedy_words(remedy), "note": ""}
        said = renderer.reply("utter_remedy_offer", values, language).text
        assert "TK-ABC234" in said and "{" not in said
        assert ("200" in said.translate(_WESTERN)) == (amount is not None)


def test_buttons_fit_into_telegrams_64_bytes() -> None:
    assert len("/settled_yes_TK-ABC234_9999") <= 64
    assert read_tap("/settled_yes_TK-ABC234_9999") is not None


@pytest.mark.parametrize(
    "payload", ["/remedy_yes_TK-ABC234", "/remedy_maybe_TK-ABC234_1", "/remedy_yes_TD-ABC234_1", "/rate_1", ""]
)
def test_what_is_no_tap_is_none(payload: str) -> None:
    assert read_tap(payload) is None


async def test_one_process_brings_follow_ups_back(office: Office) -> None:
    case = await a_case(office)
    today = office.clock.now().date()
    async with office.desk.open_services() as services:
        await services.tickets.follow_up(case.id, "agent:ada", today)
    one, two = (FollowUps(office.desk.open_services, MemoryBus(), office.clock, name) for name in ("one", "two"))
    assert [ticket.id for ticket in await one.look()] == [case.id]
    async with office.desk.open_services() as services:
        await services.tickets.follow_up(case.id, "agent:ada", date.max)
        await services.tickets.follow_up(case.id, "agent:ada", today)
    assert await two.look() == ()
    assert [ticket.id for ticket in await one.look()] == [case.id]


_WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
