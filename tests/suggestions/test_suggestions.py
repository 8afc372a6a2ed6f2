"""What is suggested, rule by rule, from the records alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.bookings.values import State
from bot.conversations.values import Handoff, Reply
from bot.core.clock import FixedClock
from bot.core.database import build_database
from bot.core.errors import DataError
from bot.core.settings import Settings
from bot.localisation.catalogue import load_catalogue
from bot.phrases.chat import about_of
from bot.services import Desk, Services
from bot.staff.values import NewStaff
from bot.suggestions.conditions import CONDITIONS
from bot.suggestions.table import rules
from bot.suggestions.values import Chat, Suggestion
from tests.facts import PHONE, REFERENCE, TOUR, book, publish

FRIDAY_NIGHT = datetime(2026, 3, 13, 13, tzinfo=UTC)  # 21:00 in Shanghai, when the desk is open


@pytest.fixture
async def office(empty_sqlite: str, settings: Settings, clock: FixedClock) -> AsyncIterator[Desk]:
    """A desk on an empty SQLite file, in the middle of an open day."""
    desk = Desk(settings, build_database(empty_sqlite, settings.ciphers()), clock)
    yield desk
    await desk.close()


async def asks(services: Services, text: str, intent: str, sender: str = "ayse", **entities: object) -> str:
    """Let a traveller ask, and wait for a person."""
    accepted = await services.conversations.receive("widget", sender, f"{sender}-{text}", text, language="tr")
    turn = await services.conversations.begin_turn(accepted.conversation_id, "test")
    assert turn is not None
    named = [{"entity": kind, "value": value} for kind, value in entities.items()]
    reading = {"intent": {"name": intent, "confidence": 0.95}, "entities": named}
    handoff = Handoff("talk_to_human") if turn.owner == "bot" else None
    await services.conversations.finish_turn(turn, [], reading, "tr", handoff)
    return accepted.conversation_id


async def suggested(services: Services, chat_id: str) -> dict[str, Suggestion]:
    chat = await read(services, chat_id)
    return {one.name: one for one in await services.suggestions.for_chat(chat)}


async def read(services: Services, chat_id: str) -> Chat:
    conversation, recent = await services.conversations.get(chat_id), await services.conversations.latest(chat_id, 30)
    return Chat(conversation, recent, about_of(conversation, recent, "Anna"))


async def prove(services: Services, chat_id: str, **changes: object) -> None:
    await book(services, await publish(services), **changes)
    await services.bookings.verify(chat_id, REFERENCE, PHONE)


ASKED = [
    ("cancel_booking", {}, True, "quote_refund", "utter_refund_quote"),
    ("ask_refund_policy", {}, True, "quote_refund", "utter_refund_quote"),
    ("cancel_booking", {}, False, "ask_booking", "utter_ask_booking_form_reference"),
    ("check_booking", {}, True, "send_booking", "utter_booking"),
    ("check_booking", {}, False, "ask_booking", "utter_ask_booking_form_reference"),
    ("ask_itinerary", {}, True, "send_itinerary", "utter_itinerary"),
    ("ask_itinerary", {"tour": TOUR.id}, False, "send_itinerary", "utter_itinerary"),
    ("ask_price", {"tour": TOUR.id}, False, "send_price", "utter_price"),
    ("ask_documents", {"destination": "kyoto"}, False, "send_documents", "utter_documents"),
    ("ask_safety", {"destination": "kyoto"}, False, "send_safety", "utter_safety"),
    ("ask_payment", {}, True, "send_payment", "utter_payment_booking"),
    ("ask_itinerary", {}, False, None, None),
    ("ask_payment", {}, False, None, None),
    ("thank", {}, True, None, None),
]


@pytest.mark.parametrize(("intent", "entities", "proved", "name", "key"), ASKED)
async def test_what_is_asked_is_suggested(
    office: Desk, intent: str, entities: dict[str, object], proved: bool, name: str | None, key: str | None
) -> None:
    async with office.open_services() as services:
        chat = await asks(services, "…?", intent, **entities)
        if proved:
            await prove(services, chat)
        else:
            await publish(services)
        found = await suggested(services, chat)
    assert list(found) == ([name] if name else [])
    if name:
        assert found[name].say == key and found[name].sources[0].kind == "message"


async def test_what_a_colleague_has_said_since_is_suggested_no_more(office: Desk) -> None:
    async with office.open_services() as services:
        anna = await services.staff.create(NewStaff("Anna Berg", "anna@example.com"))
        chat = await asks(services, "iptal", "cancel_booking")
        await prove(services, chat)
        assert "quote_refund" in await suggested(services, chat)
        await services.conversations.take(chat, anna.id)
        await services.conversations.agent_reply(chat, anna.id, "c-1", "…", key="utter_refund_quote", values={})
        assert await suggested(services, chat) == {}
        await asks(services, "yine de iptal", "cancel_booking")
        assert "quote_refund" in await suggested(services, chat)


async def test_what_the_assistant_has_answered_is_not_suggested_again(office: Desk) -> None:
    async with office.open_services() as services:
        await publish(services)
        accepted = await services.conversations.receive("widget", "ayse", "m-1", "gün gün program?", language="tr")
        turn = await services.conversations.begin_turn(accepted.conversation_id, "test")
        assert turn is not None
        reading = {"intent": {"name": "ask_itinerary"}, "entities": [{"entity": "tour", "value": TOUR.id}]}
        said = Reply("…", "utter_itinerary", {}, language="tr")
        await services.conversations.finish_turn(turn, [said], reading, "tr", Handoff("talk_to_human"))
        assert await suggested(services, accepted.conversation_id) == {}


async def test_no_refund_for_a_booking_that_is_over(office: Desk) -> None:
    async with office.open_services() as services:
        chat = await asks(services, "iptal", "cancel_booking")
        await prove(services, chat, state=State.REFUNDED)
        assert await suggested(services, chat) == {}


async def test_a_complaint_without_a_ticket_opens_one_once(office: Desk) -> None:
    async with office.open_services() as services:
        chat = await asks(services, "otel çok kirliydi", "make_complaint", complaint_category="hotel")
        await prove(services, chat)
        found = (await suggested(services, chat))["open_ticket"]
        assert (found.say, found.do) == (None, "open_ticket")
        ticket = await services.suggestions.open_ticket(await read(services, chat), "agent:anna")
        assert ticket is not None
        assert (ticket.kind, ticket.category, ticket.facts["told"]) == ("complaint", "hotel", ["otel çok kirliydi"])
        assert ticket.booking_id and ticket.events[0].by == "agent:anna"
        assert await services.suggestions.open_ticket(await read(services, chat), "agent:lin") is None
        assert "open_ticket" not in await suggested(services, chat)
        await asks(services, "şikayetim ne oldu", "check_ticket")
        told = (await suggested(services, chat))["tell_ticket"]
        assert told.sources[-1].values == {"reference": ticket.reference}


async def test_a_balance_is_reminded_of_a_week_before_it_is_due(office: Desk, clock: FixedClock) -> None:
    async with office.open_services() as services:
        chat = await asks(services, "merhaba", "greet")
        await prove(services, chat)
        assert "remind_balance" not in await suggested(services, chat)
        clock.set(datetime(2026, 3, 20, 2, tzinfo=UTC))
        reminded = (await suggested(services, chat))["remind_balance"]
    assert reminded.sources[0].values["date"] == {"t": "short_date", "iso": "2026-03-27"}


@pytest.mark.parametrize(("days", "there"), [(3, False), (2, True), (0, True), (-1, False)])
async def test_the_meeting_point_is_for_those_who_leave_soon(
    office: Desk, clock: FixedClock, days: int, there: bool
) -> None:
    async with office.open_services() as services:
        chat = await asks(services, "merhaba", "greet")
        await prove(services, chat)
        leaves = date(2026, 4, 10) - timedelta(days=days)
        clock.set(datetime(leaves.year, leaves.month, leaves.day, 2, tzinfo=UTC))
        assert ("send_meeting" in await suggested(services, chat)) is there


async def test_a_call_is_offered_to_those_who_wait_long_and_outside_hours_to_those_with_a_phone(
    office: Desk, clock: FixedClock
) -> None:
    clock.set(FRIDAY_NIGHT)
    async with office.open_services() as services:
        chat = await asks(services, "merhaba", "greet")
        await publish(services)
        assert await suggested(services, chat) == {}
        clock.set(FRIDAY_NIGHT + timedelta(minutes=15))
        assert [one.kind for one in (await suggested(services, chat))["offer_call"].sources] == ["waiting"]
        clock.set(datetime(2026, 3, 11, 2, tzinfo=UTC))  # a Wednesday: closed
        late = await asks(services, "merhaba", "greet", "late")
        assert await suggested(services, late) == {}
        await prove(services, late)
        assert [one.kind for one in (await suggested(services, late))["offer_call"].sources] == ["closed"]


def test_the_table_names_what_there_is() -> None:
    catalogue = load_catalogue()
    assert {name for rule in rules() for name in rule.when} == set(CONDITIONS)
    assert all(catalogue.has(rule.say) for rule in rules() if rule.say)
    assert all(catalogue.has(f"console_suggestion_{rule.name}") for rule in rules())


@pytest.mark.parametrize("row", ["{name: x, when: [rain], say: utter_greet}", "{name: x}", "{name: x, do: dance}"])
def test_refuses_a_table_that_names_what_there_is_not(tmp_path: Path, row: str) -> None:
    (tmp_path / "suggestions.yml").write_text(f"suggestions:\n  - {row}\n", encoding="utf-8")
    with pytest.raises(DataError):
        rules(tmp_path)
