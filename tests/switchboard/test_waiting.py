"""While a person is awaited: a message is said to have arrived, once in a wait, and never by the assistant."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.conversations.values import URGENT
from bot.core.clock import FixedClock
from bot.services import Desk
from bot.waiting import outlook, word_owed
from tests.connectors.widget.fakes import COMPANY
from tests.switchboard.fakes import EMERGENCY, PERSON
from tests.switchboard.office import Office

OPEN, TAKEN = ("system", "utter_waiting_open"), ("system", "utter_waiting_taken")


async def told(office: Office) -> list[tuple[str, str]]:
    """Who said how often that a message has arrived."""
    return [(author, key) for author, key in await office.said() if key.startswith("utter_waiting")]


async def test_the_first_message_in_the_queue_is_said_to_have_arrived_with_the_place_in_line(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.ask("my booking is TD-7K2M9P", "m2")
    assert await told(office) == [OPEN]
    notice = (await office.history())[-1]
    assert notice.values == {"position": 1, "wait": {"t": "count", "key": "count_minutes", "n": 5}}


async def test_it_is_said_once_in_a_wait_also_when_a_colleague_takes_it_without_a_word(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.ask("hello?", "m2")
    await office.ask("hello??", "m3")
    await office.take()
    await office.ask("anybody?", "m4")
    assert await told(office) == [OPEN]


async def test_a_colleague_who_has_not_written_is_named(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.take()
    await office.ask("hello?", "m2")
    assert await told(office) == [TAKEN]
    assert (await office.history())[-1].values == {"name": "ada"}


async def test_nothing_is_said_once_the_colleague_has_spoken(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.take()
    await office.reply("I am Ada")
    await office.ask("thank you", "m2")
    assert await told(office) == []


async def test_the_next_wait_has_its_own_word(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.ask("hello?", "m2")
    await office.take()
    await office.reply("I am Ada")
    await office.do(lambda conversations: conversations.release(office.id, "ada"))
    await office.ask("still there?", "m3")
    await office.take("bo")
    await office.reply("I am Bo", "r2", "bo")
    assert await told(office) == [OPEN, OPEN]


async def test_the_assistant_answers_without_such_a_word(office: Office) -> None:
    await office.ask("hello", "m1")
    assert await told(office) == []


async def test_out_of_hours_the_next_opening_and_the_emergency_line_are_told(
    demo_desk: Desk, clock: FixedClock
) -> None:
    clock.set(datetime(2026, 3, 10, 18, 0, tzinfo=UTC))
    async with demo_desk.open_services() as services:
        chat = (await services.conversations.open("widget", "traveller")).id
        await services.conversations.take(chat, "lin-yue")
        await services.conversations.release(chat, "lin-yue")
        state, values = await outlook(services, chat)
        assert (state, values["line"]) == ("closed", "+86 10 5555 0199")
        assert values["span"] == {"t": "count", "key": "count_hours", "n": 24}
        assert values["opens"] == {"t": "datetime", "iso": "2026-03-11T01:00:00+00:00", "tz": "Asia/Shanghai"}
        owed = await word_owed(services, chat, "en")
        assert owed is not None and owed[0] == "utter_waiting_closed"


async def test_in_office_hours_with_nobody_at_the_desk_that_is_said_and_the_latest_answer_promised(
    demo_desk: Desk,
) -> None:
    async with demo_desk.open_services() as services:
        chat = (await services.conversations.open("widget", "traveller")).id
        await services.conversations.take(chat, "lin-yue")
        await services.conversations.release(chat, "lin-yue")
        state, values = await outlook(services, chat)
        owed = await word_owed(services, chat, "en")
        assert (state, values["position"], values["line"]) == ("nobody", 1, "+86 10 5555 0199")
        assert owed == ("utter_waiting_nobody", values)
        await services.presence.seen("kaito-mori")
        assert (await outlook(services, chat))[0] == "nobody", "somebody of another team"
        assert (await outlook(services, chat, "booking"))[0] == "open"
        await services.presence.seen("lin-yue")
        await services.presence.choose("lin-yue", "busy")
        assert (await outlook(services, chat))[0] == "open", "busy is there"


async def test_a_chat_handed_over_while_nobody_is_there_is_owed_an_answer_once(office: Office) -> None:
    async with office.desk.open_services() as services:
        await services.company.publish(COMPANY)
    await office.ask(PERSON, "m1")
    await office.ask("hello?", "m2")
    async with office.desk.open_services(write=False) as services:
        [ticket] = await services.tickets.of_conversation(office.id)
    assert ticket.kind == "callback" and ticket.facts["told"] == [PERSON]


async def test_a_chat_handed_over_while_somebody_is_there_is_owed_no_ticket(office: Office) -> None:
    async with office.desk.open_services() as services:
        await services.company.publish(COMPANY)
        await services.presence.seen("ada")
    await office.ask(PERSON, "m1")
    async with office.desk.open_services(write=False) as services:
        assert await services.tickets.of_conversation(office.id) == ()


async def test_in_an_emergency_the_line_to_call_is_told_and_no_place_in_line(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        chat = (await services.conversations.open("widget", "traveller")).id
        await services.conversations.take(chat, "lin-yue")
        await services.conversations.release(chat, "lin-yue")
        await services.conversations.raise_priority(chat, URGENT)
        assert await word_owed(services, chat, "en") == ("utter_waiting_urgent", {"line": "+86 10 5555 0199"})


async def test_an_emergency_in_the_middle_of_a_wait_is_told_whom_to_call_once(office: Office) -> None:
    await office.ask(PERSON, "m1")
    await office.ask("hello?", "m2")
    async with office.desk.open_services() as services:
        await services.company.publish(COMPANY)
    await office.ask(EMERGENCY, "m3")
    await office.ask(EMERGENCY, "m4")
    assert await told(office) == [OPEN, ("system", "utter_waiting_urgent")]


async def test_the_colleague_is_named_in_a_script_that_the_traveller_reads(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        chat = (await services.conversations.open("widget", "traveller")).id
        await services.conversations.take(chat, "lin-yue")
        named = [await word_owed(services, chat, language) for language in ("de", "ja")]
    assert [owed[1] for owed in named if owed] == [{"name": "Lin Yue"}, {"name": "林悦"}]
