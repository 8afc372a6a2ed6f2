"""Remedies: one open at a time, answered once, and above a limit only with a second pair of eyes."""

from __future__ import annotations

import pytest

from bot.core.money import Money
from bot.services import Desk
from bot.tickets.errors import NotAChoice, NotNow, TicketChanged
from bot.tickets.values import NewRemedy
from tests.tickets.cases import ADA, AGENT, BO, LEAD, a_case, refund, yuan


async def test_a_proposal_within_the_limit_is_the_travellers_to_answer(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        after = await services.tickets.propose(case.id, ADA, AGENT, refund(500))
        assert (after.state, after.standing.waits, after.remedies[0].state) == ("awaiting_answer", "answer", "open")
        answered = await services.tickets.answer(case.id, 1, True, "traveller", "chat", 7)
    assert (answered.outcome, answered.ticket.state) == ("accepted", "in_progress")


async def test_an_answer_is_recorded_once(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.propose(case.id, ADA, AGENT, refund(500))
        outcomes = [
            (await services.tickets.answer(case.id, 1, accepts, "traveller", "chat", seq)).outcome
            for accepts, seq in ((True, 7), (True, 7), (True, 8), (False, 9))
        ]
        events = [event.kind for event in (await services.tickets.get(case.id)).events]
    assert outcomes == ["accepted", "accepted", "already_accepted", "already_accepted"]
    assert events.count("accepted") == 1 and "refused" not in events


async def test_a_new_proposal_takes_the_place_of_the_one_before(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.propose(case.id, ADA, AGENT, NewRemedy("apology"))
        await services.tickets.propose(case.id, ADA, AGENT, refund(100))
        late = await services.tickets.answer(case.id, 1, True, "traveller", "chat")
        assert (late.outcome, late.ticket.state) == ("outdated", "awaiting_answer")
        refused = await services.tickets.answer(case.id, 2, False, "traveller", "chat")
        third = await services.tickets.propose(case.id, ADA, AGENT, refund(200))
    assert (refused.outcome, refused.ticket.state) == ("refused", "in_progress")
    assert [one.state for one in third.remedies] == ["withdrawn", "refused", "open"]


async def test_above_the_limit_a_second_pair_of_eyes_decides(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        asked = await services.tickets.propose(case.id, ADA, AGENT, refund(501))
        assert (asked.state, asked.standing.waits, asked.remedies[0].state) == ("in_progress", "approval", "approval")
        assert (await services.tickets.answer(case.id, 1, True, "traveller", "chat")).outcome == "outdated"
        with pytest.raises(NotNow, match="own"):
            await services.tickets.approve(case.id, ADA)
        approved = await services.tickets.approve(case.id, BO, "fair")
    (remedy,) = approved.remedies
    assert (approved.state, remedy.state, remedy.by, remedy.approved_by) == ("awaiting_answer", "open", ADA, BO)
    assert remedy.amount == yuan(501)
    assert "approval_asked" not in [event.kind for event in approved.events if event.audience == "all"]


async def test_what_is_not_approved_is_never_told(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.propose(case.id, ADA, AGENT, refund(900))
        after = await services.tickets.decline(case.id, BO, "too much")
        with pytest.raises(NotNow, match="approval"):
            await services.tickets.approve(case.id, BO)
    assert (after.state, after.standing.waits, after.remedies[0].reason) == ("in_progress", None, "too much")
    assert [event.kind for event in after.events if event.audience == "all"] == ["opened"]


async def test_small_promises_add_up(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        for number, amount in enumerate((300, 200), start=1):
            await services.tickets.propose(case.id, ADA, AGENT, refund(amount))
            await services.tickets.answer(case.id, number, True, "traveller", "chat")
        third = await services.tickets.propose(case.id, ADA, AGENT, refund(1))
        assert third.standing.waits == "approval"
        foreign = NewRemedy("voucher", Money.of(1, "EUR"))
        assert (await services.tickets.propose(case.id, ADA, AGENT, foreign)).standing.waits == "approval"


@pytest.mark.parametrize(
    ("roles", "new", "waits"),
    [
        (LEAD, refund(3000), "answer"),
        (LEAD, refund(3001), "approval"),
        (("administrator",), refund(100_000), "answer"),
        (("agent", "lead"), refund(3000), "answer"),
        (AGENT, NewRemedy("compensation", Money.of(1, "MXN")), "approval"),
        (AGENT, NewRemedy("paid_service", yuan(9000)), "answer"),
        (AGENT, NewRemedy("rebooking"), "answer"),
    ],
)
async def test_the_limit_is_the_roles(desk: Desk, roles: tuple[str, ...], new: NewRemedy, waits: str) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        assert (await services.tickets.propose(case.id, ADA, roles, new)).standing.waits == waits


@pytest.mark.parametrize(
    "new",
    [
        NewRemedy("miracle"),
        NewRemedy("compensation"),
        NewRemedy("apology", yuan(5)),
        NewRemedy("voucher", yuan(0)),
        NewRemedy("voucher", Money.of("1.005", "CNY")),
    ],
)
async def test_refuses_a_remedy_that_is_none(desk: Desk, new: NewRemedy) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        with pytest.raises(NotAChoice):
            await services.tickets.propose(case.id, ADA, AGENT, new)


async def test_the_slower_of_two_is_told_who_was_faster(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.propose(case.id, ADA, AGENT, refund(100), expect=case.last)
        with pytest.raises(TicketChanged) as told:
            await services.tickets.propose(case.id, BO, AGENT, refund(200), expect=case.last)
    assert told.value.by == ADA


async def test_what_was_paid_is_kept(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        after = await services.tickets.pay(case.id, ADA, yuan(80), "bank_transfer", "R-1")
        with pytest.raises(NotAChoice):
            await services.tickets.pay(case.id, ADA, yuan(0), "card")
    assert after.events[-1].values == {"amount": yuan(80).to_json(), "method": "bank_transfer", "reference": "R-1"}
