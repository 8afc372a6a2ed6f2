"""What the assistant does with a message that is nothing but files, in and out of forms."""

from __future__ import annotations

import pytest

from actions.bookings import ValidateBookingForm
from actions.conversation import ActionInform
from actions.tickets import ActionListenToComplaint, ActionMakeComplaint, ValidateComplaintForm
from bot.attachments.values import Contact, Location, Sticker
from bot.services import Desk
from tests.actions.conftest import Act

HERE = Location(35.0, 135.8)
ANNAS = "TD-7K2M9P"
PHOTO = {"attached": ["photo"]}


async def carry(desk: Desk, chat: str, seq: int, what: Location | Contact | Sticker = HERE) -> str:
    """Put a place and the like into a message of the conversation."""
    async with desk.open_services() as services:
        stored = await services.attachments.store("widget", "anna", f"f{seq}", what)
        await services.attachments.attach([stored], chat, seq)
        return stored.id


@pytest.mark.parametrize("kind", ["photo", "voice", "video", "document", "location", "contact", "sticker"])
async def test_outside_a_form_it_says_that_it_has_kept_them(act: Act, kind: str) -> None:
    said, slots = await act(ActionInform(), metadata={"attached": [kind, kind]}, topic="ask_price", tour="kyoto")
    assert (said, slots) == ([f"utter_attachment_{kind}"], {})


async def test_inside_a_form_the_form_alone_speaks(act: Act) -> None:
    assert await act(ActionInform(), form="complaint_form", requested_slot="complaint_more", metadata=PHOTO) == ([], {})


async def test_several_kinds_are_one_answer(act: Act) -> None:
    said, _ = await act(ActionInform(), metadata={"attached": ["photo", "voice"]})
    assert said == ["utter_attachment_several"]


async def test_a_caption_that_is_a_bare_value_is_no_file(act: Act) -> None:
    said, _ = await act(ActionInform(), text="two of us", metadata=PHOTO)
    assert said == ["utter_inform"]


async def test_in_a_complaint_they_are_evidence_and_the_question_stands(act: Act) -> None:
    form = {"form": "complaint_form", "requested_slot": "complaint_more", "complaint_facts": ["dirty"]}
    said, slots = await act(ValidateComplaintForm(), metadata=PHOTO, **form)
    assert (said, slots) == (["utter_attachment_evidence"], {"requested_slot": "complaint_more"})


async def test_a_sticker_is_no_evidence(act: Act) -> None:
    form = {"form": "complaint_form", "requested_slot": "complaint_facts"}
    said, slots = await act(ValidateComplaintForm(), metadata={"attached": ["sticker"]}, **form)
    assert (said, slots) == (["utter_attachment_sticker"], {"requested_slot": "complaint_facts"})


async def test_the_ticket_gets_what_was_sent_while_it_was_told_and_nothing_else(
    act: Act, demo_desk: Desk, chat: str
) -> None:
    before, begun, told, after = [await carry(demo_desk, chat, seq) for seq in (1, 2, 3, 5)]
    form = {"form": "complaint_form", "requested_slot": "complaint_facts"}
    place = {"attached": ["location"]}
    await act(ActionListenToComplaint(), "the room was dirty", 2, intent="make_complaint", metadata=place)
    await act(ValidateComplaintForm(), seq=3, metadata=place, **form)
    slots = {"complaint_facts": ["the room was dirty"], "complaint_category": "hotel", "complaint_wish": "refund"}
    for _ in range(2):
        said, _slots = await act(ActionMakeComplaint(), "my money back", 4, intent="inform", **slots)
        assert said == ["utter_make_complaint"]
    async with demo_desk.open_services(write=False) as services:
        [ticket] = await services.tickets.of_conversation(chat)
    attached = [event.values["attachment"] for event in ticket.events if event.kind == "attached" and event.values]
    assert attached == [begun, told]
    assert before not in attached and after not in attached


async def test_evidence_of_a_complaint_that_was_given_up_is_not_the_next_ones(
    act: Act, demo_desk: Desk, chat: str
) -> None:
    for seq in (2, 4):
        await carry(demo_desk, chat, seq)
        await act(ActionListenToComplaint(), "dirty", seq, intent="make_complaint", metadata={"attached": ["location"]})
    await act(ActionMakeComplaint(), "money", 6, complaint_facts=["dirty"], complaint_category="hotel")
    async with demo_desk.open_services(write=False) as services:
        [ticket] = await services.tickets.of_conversation(chat)
    assert [event.kind for event in ticket.events] == ["opened", "attached"]


async def test_a_contact_is_the_second_factor_when_its_number_matches(act: Act) -> None:
    form = {"form": "booking_form", "requested_slot": "factor", "reference": ANNAS}
    contact = {"attached": ["contact"], "phones": ["+4915112345678"]}
    said, slots = await act(ValidateBookingForm(), metadata=contact, **form)
    assert (said, slots["factor"], slots["booking"]) == ([], "verified", ANNAS)


async def test_another_number_is_a_wrong_guess_and_counts(act: Act) -> None:
    form = {"form": "booking_form", "requested_slot": "factor", "reference": ANNAS}
    contact = {"attached": ["contact"], "phones": ["+4915100000000"]}
    for _ in range(4):
        said, _slots = await act(ValidateBookingForm(), metadata=contact, **form)
        assert said == ["utter_booking_not_matched"]
    assert (await act(ValidateBookingForm(), metadata=contact, **form))[0] == ["utter_booking_locked"]


async def test_a_picture_instead_of_a_number_leaves_the_question_open(act: Act) -> None:
    form = {"form": "booking_form", "requested_slot": "factor", "reference": ANNAS}
    said, slots = await act(ValidateBookingForm(), metadata=PHOTO, **form)
    assert (said, slots) == (["utter_attachment_photo"], {"requested_slot": "factor"})


@pytest.mark.parametrize(("phone", "factor"), [("+4915112345678", "verified"), ("+4915100000000", None)])
async def test_a_number_shared_before_is_tried_when_the_reference_comes(
    act: Act, demo_desk: Desk, chat: str, phone: str, factor: str | None
) -> None:
    await carry(demo_desk, chat, 1, Contact(phone, own=True))
    entities = [{"entity": "booking_reference", "value": ANNAS}]
    said, slots = await act(
        ValidateBookingForm(), ANNAS, 2, entities=entities, form="booking_form", requested_slot="reference"
    )
    assert (said, slots["factor"]) == ([], factor)
    assert slots["requested_slot"] == (None if factor else "factor")


async def test_a_shared_number_that_does_not_match_is_tried_no_second_time(
    act: Act, demo_desk: Desk, chat: str
) -> None:
    await carry(demo_desk, chat, 1, Contact("+4915100000000", own=True))
    entities = [{"entity": "booking_reference", "value": ANNAS}]
    for seq in range(2, 9):
        said, _ = await act(
            ValidateBookingForm(), ANNAS, seq, entities=entities, form="booking_form", requested_slot="reference"
        )
        assert said == []
