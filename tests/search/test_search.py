"""What is in the records is found, follows them, and is seen only by those who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.conversations.sight import Sight
from bot.core.clock import FixedClock
from bot.core.settings import Settings
from bot.customers.values import NewCustomer
from bot.records.conversations import ConversationRecord, MessageRecord
from bot.records.customers import ChannelIdentityRecord
from bot.records.search import SearchedMessageRecord, SearchedThingRecord
from bot.records.tickets import TicketRecord
from bot.search.following import following
from bot.search.index import Index
from bot.search.names import Marks
from bot.search.service import PAGE
from bot.search.values import (
    BOOKINGS,
    CHATS,
    MESSAGES,
    PEOPLE,
    FoundBooking,
    FoundMessage,
    FoundPerson,
    FoundTicket,
    Hit,
    Results,
    Viewer,
)
from bot.services import Desk
from bot.staff.values import NewStaff
from bot.tickets.listing import Scope
from bot.tickets.values import NewTicket
from tests.facts import REFERENCE, book, publish

ALL = Sight("lead", "customer_service", everything=True)
LEAD = Viewer(ALL, True, ALL, Scope("lead", "customer_service", True))


async def find(desk: Desk, text: str, viewer: Viewer = LEAD, kind: str | None = None) -> Results:
    async with desk.open_services(write=False) as services:
        return await services.search.find(text, viewer, kind)


async def say(desk: Desk, sender: str, *texts: str) -> str:
    async with desk.open_services() as services:
        for number, text in enumerate(texts):
            accepted = await services.conversations.receive("widget", sender, f"{number}-{text[:80]}", text)
    return accepted.conversation_id


def texts(hits: Sequence[Hit]) -> list[str]:
    return [hit.text for hit in hits if isinstance(hit, FoundMessage)]


async def test_finds_messages_in_any_language_from_the_moment_they_are_kept(desk: Desk) -> None:
    said = ("Wo ist mein Fahrer?", "我们明天去京都旅行", "เราจะไปเชียงใหม่ค่ะ", "أين الحجز؟", "예약을 변경하고 싶어요")
    await say(desk, "anna", *said)
    for query, text in zip(("FAHRER", "京都", "เชียงใหม่", "حجز", "변경"), said, strict=True):
        assert texts((await find(desk, query)).hits) == [text]
    # Every piece of it is somewhere in the text, but not the whole.
    assert texts((await find(desk, "京都明天")).hits) == []


async def test_an_edit_is_found_by_what_it_says_now(desk: Desk) -> None:
    await say(desk, "anna", "Kyoto")
    async with desk.open_services() as services:
        await services.conversations.edit("widget", "anna", "0-Kyoto", "Osaka")
    assert texts((await find(desk, "osaka")).hits) == ["Osaka"]
    assert texts((await find(desk, "kyoto")).hits) == []


async def test_what_is_deleted_is_found_no_more(desk: Desk) -> None:
    chat = await say(desk, "anna", "Kyoto", "Osaka")
    async with desk.database.unit_of_work() as session:
        await session.execute(delete(MessageRecord).where(MessageRecord.text == "Osaka"))
    assert texts((await find(desk, "osaka")).hits) == []
    async with desk.database.unit_of_work() as session:
        await session.execute(delete(ConversationRecord).where(ConversationRecord.id == chat))
    assert (await find(desk, "kyoto")).counts[MESSAGES] == 0


async def test_what_is_forgotten_by_one_statement_is_found_no_more(desk: Desk, settings: Settings) -> None:
    chat = await say(desk, "anna", "Kyoto", "Osaka")
    async with desk.open_services() as services:
        customer = await services.customers.register(NewCustomer("Anna"))
        await services.customers.link("widget", "anna", customer.id)
        await services.tickets.open(NewTicket("request", conversation_id=chat, wish="Nara"))
    async with desk.open_services() as services:
        await services.customers.identify("widget", "anna", "Anastasia")
    marks = Marks(settings.ciphers())
    async with desk.database.unit_of_work() as session, following(session, Index(session, marks)):
        await session.execute(update(MessageRecord).where(MessageRecord.conversation_id == chat).values(text="–"))
        await session.execute(update(TicketRecord).where(TicketRecord.wish.is_not(None)).values(wish=None))
        accounts = update(ChannelIdentityRecord).where(ChannelIdentityRecord.customer_id == customer.id)
        await session.execute(accounts.values(display_name=None, customer_id=None))
    for query in ("kyoto", "osaka", "nara", "anastasia"):
        assert (await find(desk, query)).hits == (), query


async def test_what_failed_is_not_in_the_index_either(desk: Desk) -> None:
    with pytest.raises(LookupError):
        async with desk.open_services() as services:
            await services.conversations.receive("widget", "anna", "1", "Kyoto")
            raise LookupError
    await say(desk, "anna", "Osaka")
    assert (await find(desk, "kyoto")).counts[MESSAGES] == 0


async def test_people_are_found_by_parts_of_their_names_and_by_their_numbers(desk: Desk) -> None:
    people = (
        NewCustomer("王小明", "Wang Xiaoming", phone="+8613800138000", email="xm.wang@example.com"),
        NewCustomer("Anna Müller-Schneider", phone="+4915112345678", country="DE"),
        NewCustomer("สมชาย ใจดี", "Somchai Jaidee"),
        NewCustomer("Łukasz Żak"),
    )
    async with desk.open_services() as services:
        for person in people:
            await services.customers.register(person)
    for query in (
        "王",
        "小明",
        "王小明",
        "wang x",
        "13800138000",
        "8000",
        "xm.wang@example.com",
        "XM.WANG",
        "+86 138 0013 8000",
    ):
        assert await names(desk, query) == ["王小明"], query
    for query in ("müller", "Muller", "schn anna", "0151 1234 5678", "2345678"):
        assert await names(desk, query) == ["Anna Müller-Schneider"], query
    assert await names(desk, "สมช") == ["สมชาย ใจดี"] == await names(desk, "jaidee")
    assert await names(desk, "lukasz zak") == ["Łukasz Żak"] == await names(desk, "ŻAK")
    for query in ("小王", "Mül Wang", "999 12345678", "neider"):
        assert await names(desk, query) == [], query


async def names(desk: Desk, query: str) -> list[str]:
    return [hit.name for hit in (await find(desk, query, kind=PEOPLE)).hits if isinstance(hit, FoundPerson)]


async def test_no_name_is_readable_in_the_index(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.customers.register(NewCustomer("Anna Schneider", None, "+4915112345678", "anna@example.com"))
    async with desk.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT CAST(tokens AS TEXT) FROM searched_things")
        kept = " ".join(str(row[0]) for row in rows)
    assert kept and not any(word in kept for word in ("anna", "schn", "example", "5678"))


async def test_a_person_found_goes_by_what_is_known_now(desk: Desk) -> None:
    async with desk.open_services() as services:
        customer = await services.customers.register(NewCustomer("Anna", phone="+4915112345678"))
        await services.customers.identify("widget", "w-1", "Anastasia")
        await services.conversations.open("widget", "w-1")
    async with desk.open_services() as services:
        await services.customers.correct_phone(customer.id, "+4915187654321")
    assert await names(desk, "12345678") == []
    assert await names(desk, "87654321") == ["Anna"]
    assert await names(desk, "ana") == ["Anastasia"]
    async with desk.open_services() as services:
        await services.customers.link("widget", "w-1", customer.id)
    assert await names(desk, "ana") == []  # the account is a customer's, who is found by their own name


async def test_references_come_first_and_bookings_are_found_by_who_travels(desk: Desk) -> None:
    async with desk.open_services() as services:
        await book(services, await publish(services))
    await say(desk, "anna", f"My booking is {REFERENCE.lower().replace('-', ' ')}")
    for query in (REFERENCE, "td abc234", "abc234", "ＡＢＣ２３４"):
        first, *rest = (await find(desk, query)).hits
        assert isinstance(first, FoundBooking) and first.exact and first.reference == REFERENCE
        assert len(texts(rest)) == 1
    [begun] = (await find(desk, "abc2", kind=BOOKINGS)).hits
    assert isinstance(begun, FoundBooking) and not begun.exact


async def test_tickets_are_found_by_what_was_told(desk: Desk) -> None:
    chat = await say(desk, "anna", "hello")
    async with desk.open_services() as services:
        opened = await services.tickets.open(
            NewTicket(
                "complaint", "hotel", conversation_id=chat, facts={"story": "Das Zimmer war schmutzig"}, wish="退款"
            )
        )
    for query in ("schmutz", "退款", opened.reference, opened.reference[3:].lower()):
        [found] = [hit for hit in (await find(desk, query)).hits if isinstance(hit, FoundTicket)]
        assert found.reference == opened.reference and found.exact == (opened.reference[3:].lower() in query.lower())


async def test_a_chat_is_found_by_the_beginning_of_its_id(desk: Desk) -> None:
    chat = await say(desk, "anna", "hello")
    for query in (chat[:4], chat[:8].upper(), chat):
        assert (await find(desk, query, kind=CHATS)).counts[CHATS] == 1


async def test_a_colleague_finds_only_what_they_may_see(desk: Desk) -> None:
    mine = await say(desk, "anna", "Kyoto secret")
    theirs = await say(desk, "ben", "Kyoto public")
    async with desk.open_services() as services:
        me = await services.staff.create(NewStaff("Me", "me@example.com", team="booking"))
        await services.customers.register(NewCustomer("Kyoto Ito"))
        await services.conversations.note(mine, me.id, "Kyoto note")
    mine_only = Sight(me.id, "booking")
    viewer = Viewer(mine_only, False, mine_only, Scope(me.id, "booking", False))
    found = await find(desk, "kyoto", viewer)
    assert texts(found.hits) == ["Kyoto secret"] and found.counts == {**dict.fromkeys(found.counts, 0), MESSAGES: 1}
    assert len((await find(desk, "kyoto", replace(viewer, notes=True))).hits) == 2
    assert (await find(desk, theirs[:8], viewer)).counts[CHATS] == 0
    # Without a right there are no people, and no bookings of theirs.
    assert (await find(desk, "ito", LEAD)).counts[PEOPLE] == 1
    assert (await find(desk, "ito", replace(LEAD, people=None))).counts[PEOPLE] == 0


async def test_what_fits_better_may_be_older_and_no_page_repeats(desk: Desk, clock: FixedClock) -> None:
    await say(desk, "anna", "Kyoto gardens")
    clock.advance(timedelta(days=20))
    many = [f"Kyotogardenstour {number}" for number in range(130)]
    await say(desk, "ben", *many)
    first = await find(desk, "kyoto gar")
    assert texts(first.hits) == ["Kyoto gardens"]
    shown: list[str] = []
    place = None
    for _ in range(20):
        async with desk.open_services(write=False) as services:
            page = await services.search.find("kyotogardens", LEAD, MESSAGES, place)
        shown += texts(page.hits)
        assert len(page.hits) <= PAGE
        place = page.next
        if place is None:
            break
    assert sorted(shown) == sorted(many)


async def test_fills_what_is_missing_and_writes_all_again(desk: Desk) -> None:
    await say(desk, "anna", "Kyoto", "Osaka")
    async with desk.open_services() as services:
        await services.customers.register(NewCustomer("Anna"))
    async with desk.database.unit_of_work() as session:
        await session.execute(delete(SearchedMessageRecord))
        await session.execute(delete(SearchedThingRecord))
    assert (await find(desk, "kyoto")).counts[MESSAGES] == 0
    async with desk.open_services() as services:
        assert (await services.search.fill())[1] == 2
        assert await services.search.fill() == (None, 0)
        assert await services.search.fill_things() == 1
        assert await services.search.fill_things() == 0
        assert (await services.search.fill(missing=False))[1] == 2
    assert texts((await find(desk, "kyoto")).hits) == ["Kyoto"]
    assert await names(desk, "anna") == ["Anna"]
