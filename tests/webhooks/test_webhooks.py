"""Other programs are told what happened: signed, again until it arrives, and in order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversations.values import Reply
from bot.core.clock import FixedClock
from bot.courier import Courier
from bot.services import Desk
from bot.tickets.values import NewTicket
from bot.webhooks.errors import WebhookNotFound, WebhookRefused
from bot.webhooks.values import EVENTS, PAUSES, Webhook
from tests.webhooks.receiver import Receiver, receiving


@pytest.fixture
def clock() -> FixedClock:
    """A clock of today: who verifies a signature looks at the time as well."""
    return FixedClock(datetime.now(UTC))


@pytest.fixture
def courier(desk: Desk, clock: FixedClock) -> Courier:
    return Courier(desk.open_services, clock)


async def enter(desk: Desk, receiver: Receiver, *events: str) -> Webhook:
    async with desk.open_services() as services:
        return await services.webhooks.create(receiver.url, events or EVENTS, "agent:sam")


async def write(desk: Desk, sender: str, *texts: str) -> None:
    for text in texts:
        async with desk.open_services() as services:
            await services.conversations.receive("widget", sender, f"{sender}-{text}", text)


async def test_a_message_and_a_ticket_are_told_and_signed(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        webhook = await enter(desk, receiver)
        await write(desk, "guest", "Hello")
        async with desk.open_services() as services:
            ticket = await services.tickets.open(NewTicket("complaint", "guide"))
        await courier.call_due()
        message, opened = receiver.told(webhook.secret)
    assert message["event"] == "message.created"
    assert message["data"]["seq"] == 1
    assert message["data"]["author"] == "traveller"
    assert opened["event"] == "ticket.opened"
    assert opened["data"]["ticket"] == ticket.reference


async def test_no_word_of_a_traveller_leaves(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        await enter(desk, receiver)
        await write(desk, "guest", "My passport is E12345678")
        await courier.call_due()
    assert len(receiver.calls) == 1
    assert b"passport" not in receiver.calls[0][1]


async def test_a_change_that_is_undone_is_not_told(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        await enter(desk, receiver)
        with pytest.raises(RuntimeError):
            async with desk.open_services() as services:
                await services.conversations.receive("widget", "guest", "one", "Hello")
                raise RuntimeError
        assert await courier.call_due() == 0


async def test_only_what_was_asked_for_is_told(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        await enter(desk, receiver, "ticket.opened")
        await write(desk, "guest", "Hello")
        assert await courier.call_due() == 0


async def test_what_does_not_arrive_comes_again_and_what_follows_waits_for_it(
    desk: Desk, courier: Courier, clock: FixedClock
) -> None:
    async with receiving() as receiver:
        webhook = await enter(desk, receiver)
        receiver.status = 503
        await write(desk, "guest", "one", "two")
        assert await courier.call_due() == 1
        receiver.status = 200
        await write(desk, "other", "elsewhere")
        assert await courier.call_due() == 1
        clock.advance(PAUSES[0])
        assert await courier.call_due() == 2
        told = receiver.told(webhook.secret)
        ids = [headers["webhook-id"] for headers, _ in receiver.calls]
    about = [(one["thing"], one["data"]["seq"]) for one in told if one["thing"] == told[0]["thing"]]
    assert [seq for _, seq in about] == [1, 1, 2]
    assert len(set(ids)) == 3


async def test_nobody_there_is_tried_again_and_given_up_at_last(
    desk: Desk, courier: Courier, clock: FixedClock
) -> None:
    async with desk.open_services() as services:
        webhook = await services.webhooks.create("http://127.0.0.1:9/", ["message.created"], "agent:sam")
    await write(desk, "guest", "Hello")
    for pause in (*PAUSES, timedelta(days=1)):
        assert await courier.call_due() == 1
        clock.advance(pause)
    assert await courier.call_due() == 0
    async with desk.open_services() as services:
        call = (await services.webhooks.calls(webhook.id))[0]
    assert (call.state, call.attempts, call.error) == ("failed", len(PAUSES) + 1, "ConnectError")


async def test_a_call_given_up_can_be_made_again(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        webhook = await enter(desk, receiver)
        async with desk.open_services() as services:
            call = await services.webhooks.test(webhook.id)
        await courier.call_due()
        async with desk.open_services() as services:
            await services.webhooks.call_again(webhook.id, call)
        await courier.call_due()
    assert len(receiver.calls) == 2


async def test_an_address_that_is_gone_is_told_nothing_more(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        webhook = await enter(desk, receiver)
        receiver.status = 410
        await write(desk, "guest", "one")
        await courier.call_due()
        await write(desk, "guest", "two")
        assert await courier.call_due() == 0
    async with desk.open_services() as services:
        after = await services.webhooks.get(webhook.id)
    assert (after.active, after.reason) == (False, "gone")


async def test_an_address_that_leads_elsewhere_is_not_followed(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        await enter(desk, receiver)
        receiver.status = 307
        await write(desk, "guest", "one")
        await courier.call_due()
    assert len(receiver.calls) == 1


async def test_two_couriers_make_each_call_once(desk: Desk, clock: FixedClock) -> None:
    async with receiving() as receiver:
        await enter(desk, receiver)
        for number in range(12):
            await write(desk, f"guest-{number}", "Hello")
        couriers = [Courier(desk.open_services, clock) for _ in range(2)]
        await asyncio.gather(*(one.call_due() for one in couriers))
    assert len(receiver.calls) == 12


@pytest.mark.parametrize(
    "url",
    ["", "ftp://example.com", "javascript:alert(1)", "https://", "https://a b", "http://[", "https://u:p@example.com"],
)
async def test_refuses_what_is_no_address(desk: Desk, url: str) -> None:
    async with desk.open_services() as services:
        with pytest.raises(WebhookRefused):
            await services.webhooks.create(url, ["message.created"], "agent:sam")


async def test_refuses_events_that_do_not_exist(desk: Desk) -> None:
    async with desk.open_services() as services:
        for events in ([], ["message.created", "message.imagined"]):
            with pytest.raises(WebhookRefused):
                await services.webhooks.create("https://example.com", events, "agent:sam")


async def test_what_is_removed_is_owed_nothing(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        webhook = await enter(desk, receiver)
        await write(desk, "guest", "one")
        async with desk.open_services() as services:
            await services.webhooks.remove(webhook.id)
        assert await courier.call_due() == 0
    async with desk.open_services() as services:
        with pytest.raises(WebhookNotFound):
            await services.webhooks.get(webhook.id)


async def test_the_desks_own_rows_are_nobodys_business(desk: Desk, courier: Courier) -> None:
    async with receiving() as receiver:
        webhook = await enter(desk, receiver, "message.created")
        await write(desk, "guest", "one")
        async with desk.open_services() as services:
            chat = await services.conversations.find("widget", "guest")
            assert chat is not None
            await services.conversations.announce(chat.id, Reply("Hi"), author="assistant")
            await services.conversations.happened(chat.id, "unreachable")
        await courier.call_due()
        told = receiver.told(webhook.secret)
    assert [one["data"]["author"] for one in told] == ["traveller", "assistant"]
