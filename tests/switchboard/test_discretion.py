"""Where strangers read along, nothing personal is asked of the dialogue."""

from __future__ import annotations

import pytest

from bot.bus import EVERYTHING, MemoryBus
from bot.discretion import personal


@pytest.mark.parametrize(
    "intent", ["check_booking", "make_complaint", "check_ticket", "manage_my_data", "cancel_booking"]
)
def test_own_affairs_are_personal(intent: str) -> None:
    assert personal({"intent": {"name": intent}})
    assert personal({}, f'/{intent}{{"tour": "kyoto"}}')


@pytest.mark.parametrize("intent", ["ask_price", "ask_safety", "talk_to_human", "report_emergency", "inform"])
def test_what_anybody_may_know_is_not(intent: str) -> None:
    assert not personal({"intent": {"name": intent}})


@pytest.mark.parametrize("entity", ["booking_reference", "ticket_reference", "phone", "email"])
def test_a_reference_or_a_contact_is_personal_whatever_is_asked(entity: str) -> None:
    assert personal({"intent": {"name": "ask_price"}, "entities": [{"entity": entity, "value": "x"}]})


async def test_who_listens_to_everything_hears_every_topic() -> None:
    bus = MemoryBus()
    async with bus.subscribe(EVERYTHING) as wakes:
        await bus.publish("conversation:1", "message")
        await bus.publish("desk", "changed")
        assert [(await anext(wakes)).topic for _ in range(2)] == ["conversation:1", "desk"]
