"""Calls and e-mails become conversations like any other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.contacts.errors import NoSuchBooking, NotAnAddress
from bot.contacts.service import in_messages
from bot.contacts.values import Logged, NewContact
from bot.conversations.errors import EmptyMessage
from bot.conversations.values import BOT, QUEUE, Reply
from bot.core.texts import LONGEST
from bot.customers.values import NewCustomer
from bot.services import Desk
from bot.staff.values import NewStaff

CALL = NewContact("phone", "call-0001", "Wo ist mein Fahrer?", "de", "+49 151 12345678", "Anna")
MAIL = NewContact("email", "mail-0001", "Où est mon chauffeur ?", "fr", "Anna@Example.com", "Anna")


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    async with desk.open_services() as services:
        for name in ("ada", "bo"):
            await services.staff.create(NewStaff(name=name, email=f"{name}@example.com", id=name))
    return desk


async def log(desk: Desk, contact: NewContact, staff_id: str = "ada") -> Logged:
    async with desk.open_services() as services:
        return await services.contacts.log(contact, staff_id)


async def test_a_call_is_its_colleagues_conversation_in_the_travellers_words(desk: Desk) -> None:
    logged = await log(desk, CALL)
    one = logged.conversation
    assert (one.channel, one.staff_id, one.language, one.status) == ("phone", "ada", "de", "open")
    async with desk.open_services(write=False) as services:
        (said,) = await services.conversations.history(one.id)
        account = await services.customers.identity(one.channel, one.sender)
    assert (said.author, said.text, said.language, said.handled) == ("traveller", CALL.text, None, False)
    assert account is not None and (account.address, account.display_name) == ("+4915112345678", "Anna")


async def test_neither_number_nor_address_lies_open_in_the_records(desk: Desk) -> None:
    for contact in (CALL, MAIL):
        await log(desk, contact)
    async with desk.database.unit_of_work(write=False) as session:
        rows = (await session.execute(text("SELECT sender, address, display_name FROM channel_identities"))).all()
    assert len(rows) == 2
    for open_text in ("5112345678", "example.com", "Anna"):
        assert open_text.casefold() not in str(rows).casefold()


async def test_the_same_client_id_is_one_contact_and_one_ticket(desk: Desk) -> None:
    complaint = replace(CALL, complaint=True)
    first, again = await log(desk, complaint), await log(desk, complaint)
    assert (first.duplicate, again.duplicate) == (False, True)
    assert first.seq == again.seq and first.conversation.id == again.conversation.id
    assert first.ticket and again.ticket and first.ticket.id == again.ticket.id
    async with desk.open_services(write=False) as services:
        assert len(await services.conversations.history(first.conversation.id)) == 1
    assert (first.ticket.kind, first.ticket.facts["told"]) == ("complaint", [CALL.text])


async def test_the_customer_is_found_by_phone_or_address_and_a_shared_one_is_left_open(desk: Desk) -> None:
    async with desk.open_services() as services:
        anna = await services.customers.register(
            NewCustomer("Anna Schneider", phone="+49 151 12345678", email="anna@example.com")
        )
    assert (await log(desk, CALL)).conversation.customer_id == anna.id
    assert (await log(desk, MAIL)).conversation.customer_id == anna.id
    async with desk.open_services() as services:
        await services.customers.register(NewCustomer("Max Schneider", phone="+49 30 1234567"))
        await services.customers.register(NewCustomer("Eva Schneider", phone="+49 30 1234567"))
    assert (await log(desk, replace(CALL, address="+49 30 1234567"))).conversation.customer_id is None


async def test_the_next_call_opens_the_same_conversation_again(desk: Desk) -> None:
    first = await log(desk, CALL)
    async with desk.open_services() as services:
        await services.conversations.resolve(first.conversation.id, "ada")
    second = await log(desk, replace(CALL, client_id="call-0002", text="Danke!", address="0049 151 12345678"), "bo")
    assert second.conversation.id == first.conversation.id
    assert (second.conversation.status, second.conversation.staff_id) == ("open", "bo")


async def test_what_a_colleague_holds_stays_theirs_with_the_new_words_in_it(desk: Desk) -> None:
    first = await log(desk, CALL)
    second = await log(desk, replace(CALL, client_id="call-0002", text="Noch etwas"), "bo")
    assert second.conversation.staff_id == "ada"
    async with desk.open_services(write=False) as services:
        said = await services.conversations.history(first.conversation.id)
    assert [one.text for one in said] == [CALL.text, "Noch etwas"]


async def test_withheld_numbers_are_kept_apart(desk: Desk) -> None:
    first = await log(desk, replace(CALL, address=""))
    second = await log(desk, replace(CALL, address="", client_id="call-0002"))
    again = await log(desk, replace(CALL, address=""))
    assert first.conversation.id == again.conversation.id != second.conversation.id


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (replace(CALL, address="12"), NotAnAddress),
        (replace(MAIL, address=""), NotAnAddress),
        (replace(MAIL, address="anna@example.com\nBcc: eve@example.com"), NotAnAddress),
        (replace(CALL, booking="TD-ZZZZZZ"), NoSuchBooking),
        (replace(CALL, text=" \n "), EmptyMessage),
    ],
)
async def test_refuses_what_cannot_be(desk: Desk, wrong: NewContact, error: type[Exception]) -> None:
    with pytest.raises(error):
        await log(desk, wrong)
    async with desk.open_services(write=False) as services:
        assert await services.conversations.list("all") == ()


async def test_a_booking_is_named_to_colleagues_and_proves_nothing(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        staff = (await services.staff.list_all())[0]
        contact = replace(CALL, booking="td 7k2m9p", complaint=True)
        logged = await services.contacts.log(contact, staff.id)
        assert await services.bookings.verified(logged.conversation.id) == ()
    assert logged.conversation.summary == {"reason": "logged", "booking": "TD-7K2M9P"}
    assert logged.ticket is not None and logged.ticket.booking_id is not None


async def test_only_what_an_agent_writes_goes_out_by_mail_and_nothing_by_phone(desk: Desk) -> None:
    for contact, states in ((CALL, {}), (MAIL, {2: "pending"})):
        conversation = (await log(desk, contact)).conversation.id
        async with desk.open_services() as services:
            said = await services.conversations.agent_reply(conversation, "ada", "reply-0001", "Hello")
            notice = await services.conversations.announce(conversation, Reply("Ada has joined"))
            note = await services.conversations.note(conversation, "ada", "calm now")
            assert (said.seq, notice, note.seq) == (2, None, 3)
            assert await services.conversations.deliveries(conversation) == states


async def test_handing_back_puts_it_in_the_queue_and_resolving_closes_it(desk: Desk) -> None:
    conversation = (await log(desk, CALL)).conversation.id
    async with desk.open_services() as services:
        after = await services.conversations.hand_back(conversation, "ada")
        assert (after.owner, await services.conversations.queue_position(conversation)) == (QUEUE, 1)
        await services.conversations.take(conversation, "bo")
        resolved = await services.conversations.resolve(conversation, "bo")
    assert (resolved.status, resolved.owner) == ("resolved", BOT)


def test_a_long_letter_is_cut_between_paragraphs_and_nothing_is_lost() -> None:
    paragraphs = [f"{number} " + "word " * 300 for number in range(12)]
    cut = list(in_messages("\n\n".join(paragraphs)))
    assert len(cut) > 1 and all(len(one) <= LONGEST for one in cut)
    assert " ".join(" ".join(cut).split()) == " ".join(" ".join(paragraphs).split())
    assert all(one[0].isdigit() for one in cut)
    assert len(list(in_messages("x" * 9000))) == 3
