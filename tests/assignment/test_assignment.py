"""Offers in the records: made in the queue's order, answered, run out, and by two processes at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.assignment.values import OFFER_LASTS, REST, Change
from bot.conversations.errors import OwnedByAnother
from bot.conversations.transfers import Transfer
from bot.conversations.values import HIGH, NORMAL, QUEUE, Handoff
from bot.core.clock import FixedClock
from bot.core.database import build_database
from bot.core.settings import Settings
from bot.presence.values import GONE
from bot.services import Desk
from bot.staff.values import NewStaff

PEOPLE = (
    NewStaff("Anna", "anna@example.com", id="anna", languages=("en", "de"), capacity=2),
    NewStaff("Lin", "lin@example.com", id="lin", languages=("zh", "en"), skills=("ask_price",), capacity=2),
    NewStaff("Kai", "kai@example.com", id="kai", team="booking", languages=("ja", "en")),
    NewStaff("Nina", "nina@example.com", "trainer", id="nina", languages=("de",)),
)


class Floor:
    """A desk with colleagues and travellers, one step at a time."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        self.desk = desk
        self.clock = clock

    async def asks(self, name: str, language: str = "en", reason: str = "talk_to_human", priority: int = NORMAL) -> str:
        """A traveller is handed over; gives the chat."""
        self.clock.advance(timedelta(seconds=1))
        async with self.desk.open_services() as services:
            accepted = await services.conversations.receive("widget", name, name, "hello", language=language)
            turn = await services.conversations.begin_turn(accepted.conversation_id, "test")
            assert turn is not None
            await services.conversations.finish_turn(turn, [], {}, language, Handoff(reason, priority))
        return accepted.conversation_id

    async def here(self, *names: str) -> None:
        """Colleagues' pages are open."""
        async with self.desk.open_services() as services:
            for name in names:
                await services.presence.seen(name)

    async def round(self) -> list[Change]:
        async with self.desk.open_services() as services:
            return list(await services.assignment.round())

    async def offers(self) -> dict[str, str]:
        """Which chat is offered to whom."""
        async with self.desk.open_services(write=False) as services:
            found = {name: await services.assignment.offers_to(name) for name in ("anna", "lin", "kai", "nina")}
        return {one.id: name for name, offered in found.items() for one in offered}

    async def events(self, chat: str) -> list[str]:
        async with self.desk.open_services(write=False) as services:
            return [event.kind for event in await services.conversations.events(chat)]


@pytest.fixture
async def floor(desk: Desk, clock: FixedClock) -> AsyncIterator[Floor]:
    """Four colleagues; nobody has opened the console yet."""
    async with desk.open_services() as services:
        for one in PEOPLE:
            await services.staff.create(one)
    yield Floor(desk, clock)


async def test_a_chat_is_offered_to_the_best_who_is_there(floor: Floor) -> None:
    german, chinese = await floor.asks("g", "de"), await floor.asks("c", "zh")
    assert await floor.round() == []
    await floor.here("anna", "lin", "nina")
    await floor.round()
    assert await floor.offers() == {german: "anna", chinese: "lin"}
    assert await floor.events(german) == ["handed_off", "offered"]


async def test_the_first_in_line_goes_first(floor: Floor) -> None:
    await floor.asks("a")
    urgent = await floor.asks("b", priority=HIGH)
    await floor.here("anna")
    await floor.round()
    assert await floor.offers() == {urgent: "anna"}


async def test_the_topic_chooses_the_team_where_somebody_serves_it(floor: Floor) -> None:
    async with floor.desk.open_services(write=False) as services:
        conversations = services.conversations
        assert await conversations.team_for("change_booking", {}) == "booking"
        assert await conversations.team_for("talk_to_human", {"topic": "ask_payment"}) == "booking"
        assert await conversations.team_for("plan_trip", {}) == "customer_service", "nobody designs itineraries here"
    chat = await floor.asks("a", reason="cancel_booking")
    await floor.here("anna", "kai")
    await floor.round()
    assert await floor.offers() == {chat: "kai"}


async def test_whoever_declines_is_not_asked_again_before_the_others(floor: Floor) -> None:
    chat = await floor.asks("g", "de")
    await floor.here("anna", "lin")
    await floor.round()
    async with floor.desk.open_services() as services:
        assert await services.conversations.decline(chat, "anna")
        assert not await services.conversations.decline(chat, "anna")
    await floor.round()
    assert await floor.offers() == {chat: "lin"}
    async with floor.desk.open_services() as services:
        await services.conversations.decline(chat, "lin")
    assert await floor.round() == [], "both have only just declined"
    floor.clock.advance(REST)
    await floor.here("anna", "lin")
    await floor.round()
    assert await floor.offers() == {chat: "anna"}


async def test_an_offer_that_nobody_answers_goes_on(floor: Floor) -> None:
    chat = await floor.asks("g", "de")
    await floor.here("anna", "lin")
    await floor.round()
    floor.clock.advance(OFFER_LASTS)
    assert await floor.round() == [Change("offer_expired", chat, "anna"), Change("offered", chat, "lin")]
    assert await floor.offers() == {chat: "lin"}
    assert await floor.events(chat) == ["handed_off", "offered", "offer_expired", "offered"]


async def test_an_offer_to_somebody_who_has_gone_goes_on_at_once(floor: Floor) -> None:
    chat = await floor.asks("g", "de")
    await floor.here("anna", "lin")
    await floor.round()
    async with floor.desk.open_services() as services:
        await services.presence.leave("anna")
    await floor.round()
    assert await floor.offers() == {chat: "lin"}


async def test_an_offer_never_stops_a_colleague_who_takes_by_hand(floor: Floor) -> None:
    chat = await floor.asks("g", "de")
    await floor.here("anna", "lin")
    await floor.round()
    async with floor.desk.open_services() as services:
        taken = await services.conversations.take(chat, "lin")
    assert taken.offered_to is None and await floor.offers() == {}
    assert await floor.round() == []


async def test_nobody_is_offered_more_than_they_can_hold(floor: Floor) -> None:
    chats = [await floor.asks(f"t{n}") for n in range(4)]
    await floor.here("anna")
    for _ in range(4):
        await floor.round()
        for chat in await floor.offers():
            async with floor.desk.open_services() as services:
                await services.conversations.take(chat, "anna")
    async with floor.desk.open_services() as services:
        mine = await services.conversations.list("mine", "anna")
        assert {one.conversation.id for one in mine} == set(chats[:2])
        await services.conversations.resolve(chats[0], "anna")
    await floor.round()
    assert await floor.offers() == {chats[2]: "anna"}, "freed up: the longest waiting is offered"


async def test_busy_and_away_are_offered_nothing(floor: Floor) -> None:
    await floor.asks("a")
    await floor.here("anna", "lin")
    async with floor.desk.open_services() as services:
        await services.presence.choose("anna", "busy")
        await services.presence.choose("lin", "away")
    assert await floor.round() == []
    async with floor.desk.open_services() as services:
        assert await services.assignment.somebody_here("customer_service"), "busy is still here"
        assert not await services.assignment.somebody_here("booking")


async def test_two_processes_at_once_offer_each_chat_and_each_colleague_once(
    floor: Floor, database_url: str, settings: Settings
) -> None:
    chats = [await floor.asks(f"t{n}") for n in range(5)]
    await floor.here("anna", "lin")
    other = Desk(settings, build_database(database_url, settings.ciphers()), floor.clock)
    desks = [Floor(floor.desk, floor.clock), Floor(other, floor.clock)] * 3
    changes = await asyncio.gather(*(one.round() for one in desks))
    made = [change for some in changes for change in some]
    assert sorted(change.conversation_id for change in made) == sorted(chats[:2])
    assert sorted(change.staff_id for change in made) == ["anna", "lin"]
    await other.close()


async def test_a_transfer_goes_to_the_queue_of_the_team_with_its_note(floor: Floor) -> None:
    chat = await floor.asks("a")
    async with floor.desk.open_services() as services:
        await services.conversations.take(chat, "anna")
        given = Transfer("booking", "transfer-1", note="wants another date")
        after = await services.conversations.transfer(chat, "anna", given)
        again = await services.conversations.transfer(chat, "anna", given)
    assert (after.owner, after.team, after.waiting_since) == (QUEUE, "booking", floor.clock.now())
    assert again.owner_version == after.owner_version
    async with floor.desk.open_services(write=False) as services:
        history = await services.conversations.history(chat, staff=True)
        [event] = [one for one in await services.conversations.events(chat) if one.kind == "transferred"]
    assert [(one.audience, one.text) for one in history][-1] == ("staff", "wants another date")
    assert event.note is not None and event.note["team"] == "booking"
    await floor.here("anna", "kai")
    await floor.round()
    assert await floor.offers() == {chat: "kai"}


async def test_only_the_owner_transfers_or_who_may_give_out_anybodys(floor: Floor) -> None:
    chat = await floor.asks("a")
    async with floor.desk.open_services() as services:
        held = await services.conversations.take(chat, "anna")
    for refused in (
        Transfer("booking", "t-1"),
        Transfer("booking", "t-2", anybodys=True, version=held.owner_version - 1),
    ):
        with pytest.raises(OwnedByAnother):
            async with floor.desk.open_services() as services:
                await services.conversations.transfer(chat, "lin", refused)
    async with floor.desk.open_services() as services:
        after = await services.conversations.transfer(chat, "lin", Transfer("booking", "t-3", anybodys=True))
        assert await services.assignment.hold_out(chat, "kai", "agent:lin") is False, "not there"
    await floor.here("kai")
    async with floor.desk.open_services() as services:
        assert await services.assignment.hold_out(chat, "kai", "agent:lin")
    assert after.owner == QUEUE and await floor.offers() == {chat: "kai"}


async def test_a_silent_page_is_gone_and_logging_in_again_is_available(floor: Floor) -> None:
    async with floor.desk.open_services() as services:
        assert await services.presence.seen("anna")
        await services.presence.choose("anna", "busy")
        assert not await services.presence.seen("anna")
    floor.clock.advance(GONE + timedelta(seconds=1))
    async with floor.desk.open_services() as services:
        presence = await services.presence.of("anna")
        assert presence.chosen == "busy" and presence.state(floor.clock.now()) == "away"
        assert await services.presence.seen("anna")
        assert (await services.presence.of("anna")).state(floor.clock.now()) == "busy"
    floor.clock.advance(GONE + timedelta(seconds=1))
    async with floor.desk.open_services() as services:
        await services.presence.arrive("anna")
        assert await services.presence.available("anna")
        await services.presence.leave("anna")
        assert not await services.presence.available("anna")


async def test_signs_of_life_are_written_down_only_now_and_then(floor: Floor) -> None:
    start = floor.clock.now()
    for _ in range(3):
        async with floor.desk.open_services() as services:
            await services.presence.seen("anna")
        floor.clock.advance(timedelta(seconds=9))
    async with floor.desk.open_services() as services:
        assert (await services.presence.of("anna")).last_seen == start
        await services.presence.seen("anna")
        assert (await services.presence.of("anna")).last_seen == start + timedelta(seconds=27)
