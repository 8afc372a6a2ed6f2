"""Phrases are filled from the records of the chat, and ask for the rest."""

from __future__ import annotations

import pytest

from bot.bookings.values import State
from bot.localisation.catalogue import load_catalogue
from bot.localisation.render import Renderer
from bot.phrases.errors import BadValue
from bot.phrases.makers import MAKERS
from bot.phrases.sources import SOURCES
from bot.phrases.table import placeholders, table, template_of
from bot.phrases.typed import read_typed
from bot.phrases.values import About, Filled
from bot.services import Desk, Services
from bot.tickets.values import NewTicket
from tests.facts import PHONE, REFERENCE, TOUR, book, publish

CATALOGUE = load_catalogue()
RENDERER = Renderer(CATALOGUE)


async def fill(
    services: Services, key: str | None, template: str = "", given: object = None, **about: object
) -> Filled | None:
    usual = {"conversation_id": "c-1", "language": "tr", "customer_id": None, "agent": "林悦"}
    chat = About(**{**usual, **about})  # type: ignore[arg-type]
    reader = services.filling.reader(chat, given or {})  # type: ignore[arg-type]
    return await services.filling.fill(reader, key, template or template_of(CATALOGUE, str(key)))


async def proved(services: Services, **changes: object) -> str:
    """Give the chat in which Anna has proved her booking."""
    await book(services, await publish(services), **changes)
    chat = await services.conversations.open("widget", "anna", "tr")
    await services.bookings.verify(chat.id, REFERENCE, PHONE)
    return chat.id


async def test_a_refund_is_quoted_exactly_and_reads_in_both_languages(desk: Desk) -> None:
    async with desk.open_services() as services:
        filled = await fill(services, "utter_refund_quote", conversation_id=await proved(services))
    assert filled is not None and filled.ready and filled.fields == ()
    turkish, chinese = (RENDERER.reply("utter_refund_quote", filled.values, code).text for code in ("tr", "zh"))
    assert REFERENCE in turkish and "CN¥865" in turkish and "865" in chinese and turkish != chinese


async def test_a_booking_that_nobody_proved_fills_nothing_and_cannot_be_chosen(desk: Desk) -> None:
    async with desk.open_services() as services:
        await book(services, await publish(services))
        chat = await services.conversations.open("widget", "stranger", "tr")
        filled = await fill(services, "utter_booking", given={"booking": REFERENCE}, conversation_id=chat.id)
    assert filled is not None and not filled.ready and not filled.values
    assert [(one.name, one.options) for one in filled.fields] == [("booking", ())]


async def test_the_tour_is_the_one_mentioned_else_asked_for(desk: Desk) -> None:
    async with desk.open_services() as services:
        await publish(services)
        asked = await fill(services, "utter_price")
        mentioned = await fill(services, "utter_price", mentioned={"tour": TOUR.id})
        chosen = await fill(services, "utter_price", given={"tour": TOUR.id})
    assert asked is not None and not asked.ready
    assert [(one.name, [option.value for option in one.options]) for one in asked.fields] == [("tour", [TOUR.id])]
    assert mentioned is not None and mentioned.ready and mentioned == chosen


async def test_what_no_record_says_is_typed(desk: Desk) -> None:
    own = "Dear {name}, pay {amount} by {date}[, booking {reference}]."
    async with desk.open_services() as services:
        await publish(services)
        open_ = await fill(services, None, own)
        given = {"name": "Ayşe", "amount": {"amount": "12,50", "currency": "eur"}, "date": "2026-05-17"}
        typed = await fill(services, None, own, given)
        with pytest.raises(BadValue):
            await fill(services, None, own, {"date": "tomorrow"})
    assert open_ is not None and not open_.ready
    assert [(one.name, one.kind, one.missing) for one in open_.fields] == [
        ("name", "text", True),
        ("amount", "money", True),
        ("date", "date", True),
    ]
    assert typed is not None and typed.ready
    assert typed.values["amount"] == {"t": "money", "amount": "12.50", "currency": "EUR"}
    own_value = {"t": "phrase", "texts": {"en": own}, "values": typed.values}
    text = RENDERER.reply("utter_phrase", {"words": own_value}, "en").text
    assert text == "Dear Ayşe, pay €12.50 by Sunday, May 17, 2026."
    turkish = RENDERER.reply("utter_phrase", {"words": own_value}, "tr").text
    assert turkish.startswith("Dear Ayşe") and "İngilizce" in turkish


async def test_the_records_go_before_what_is_typed(desk: Desk) -> None:
    async with desk.open_services() as services:
        chat = await proved(services)
        filled = await fill(
            services, None, "{reference} {agent} {balance} {company}", {"reference": "TD-WRONG2"}, conversation_id=chat
        )
    assert filled is not None and filled.ready
    assert filled.values["reference"] == REFERENCE and filled.values["agent"] == "林悦"
    assert filled.values["balance"] == {"t": "money", "amount": "1700.00", "currency": "CNY"}


async def test_a_phrase_that_the_records_contradict_is_not_offered(desk: Desk) -> None:
    async with desk.open_services() as services:
        chat = await proved(services)
        assert await fill(services, "utter_refund_not_cancellable", conversation_id=chat) is None
        assert await fill(services, "utter_payment_booking_paid", conversation_id=chat) is None
        assert await fill(services, "utter_itinerary_no_hotels", conversation_id=chat) is None


async def test_no_refund_is_quoted_for_a_trip_that_is_over(desk: Desk) -> None:
    async with desk.open_services() as services:
        chat = await proved(services, state=State.COMPLETED)
        assert await fill(services, "utter_refund_quote", conversation_id=chat) is None
        told = await fill(services, "utter_refund_not_cancellable", conversation_id=chat)
    assert told is not None and told.ready


async def test_one_case_of_several_is_chosen(desk: Desk) -> None:
    async with desk.open_services() as services:
        chat = await proved(services)
        first = await services.tickets.open(NewTicket("complaint", "hotel", conversation_id=chat))
        other = await services.tickets.open(NewTicket("request", "booking", conversation_id=chat))
        filled = await fill(services, "utter_check_ticket", given={"ticket": first.reference}, conversation_id=chat)
    assert filled is not None and filled.ready and filled.values["ticket"] == first.reference
    assert {option.value for option in filled.fields[0].options} == {first.reference, other.reference}


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("time", "08:30", {"t": "time", "iso": "08:30"}),
        ("number", "12", {"t": "number", "value": "12"}),
        ("number", 12, {"t": "number", "value": "12"}),
        ("datetime", "2026-03-10T09:00", {"t": "datetime", "iso": "2026-03-10T09:00:00+08:00", "tz": "Asia/Shanghai"}),
        ("text", "two adults\u202e", "two adults"),
        ("text", "", None),
        ("money", {"amount": " ", "currency": "EUR"}, None),
    ],
)
def test_each_kind_is_read_as_it_is_typed(kind: str, given: object, value: object) -> None:
    assert read_typed("field", kind, given, "Asia/Shanghai") == value


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("money", "12"),
        ("money", {"amount": "1"}),
        ("money", {"amount": "x", "currency": "EUR"}),
        ("money", {"amount": "1", "currency": "€"}),
        ("money", {"amount": "-1", "currency": "EUR"}),
        ("money", {"amount": "NaN", "currency": "EUR"}),
        ("number", "1e99"),
        ("number", "many"),
        ("date", "2026-13-01"),
        ("date", 7),
        ("time", "25:00"),
        ("datetime", "soon"),
        ("text", "a" * 401),
        ("text", {"amount": "1", "currency": "EUR"}),
    ],
)
def test_refuses_what_is_not_of_the_kind(kind: str, given: object) -> None:
    with pytest.raises(BadValue):
        read_typed("field", kind, given, "UTC")


def test_every_key_is_offered_or_known_as_machinery() -> None:
    keys = {key for key in CATALOGUE.keys("en") if key.startswith("utter_")}
    assert not set(table().groups) & table().machinery
    assert set(table().groups) <= keys and table().machinery <= keys and set(MAKERS) <= keys
    assert set(SOURCES) <= set(table().kinds)


def test_what_a_listed_key_leaves_open_can_be_filled_or_typed() -> None:
    stuck = {
        key: [name for name in placeholders(template_of(CATALOGUE, key))[0] if name not in table().kinds]
        for key in table().groups
        if key not in MAKERS
    }
    assert not {key: names for key, names in stuck.items() if names}


def test_every_listed_key_and_open_thing_has_a_name_in_the_console() -> None:
    listed = {f"console_phrase_{key.removeprefix('utter_')}" for key in table().groups}
    fields = {f"console_field_{name}" for name in table().kinds}
    assert not (listed | fields) - set(CATALOGUE.keys("en"))


async def test_every_phrase_reads_on_the_demo_company_in_every_language(demo_desk: Desk) -> None:
    async with demo_desk.open_services() as services:
        tour = next(one for one in await services.products.list_tours() if one.nights and one.insurance)
        chat = await services.conversations.open("widget", "guest", "ar")
        await services.tickets.open(NewTicket("complaint", "hotel", conversation_id=chat.id))
        mentioned = {
            "tour": tour.id,
            "party": {"adults": 2},
            "need": next(iter(tour.needs or {})),
            "day": 1,
            "month": 1,
        }
        read = {}
        for key in table().sendable(CATALOGUE):
            filled = await fill(services, key, conversation_id=chat.id, mentioned=mentioned, language="ar")
            if filled is not None and filled.ready:
                read[key] = [RENDERER.reply(key, filled.values, code).text for code in ("ar", "de", "th", "zh")]
    assert len(read) > 60
    assert not {key: texts for key, texts in read.items() if not all(texts) or any("{" in text for text in texts)}


def test_what_stands_only_with_its_values_is_not_asked_for() -> None:
    assert placeholders("{a} [b {c}[, {d}]] {e} [1]") == (["a", "e"], ["c", "d"])
