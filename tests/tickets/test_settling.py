"""Work orders, the end of a case, follow-ups, and cases that come back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.clock import FixedClock
from bot.services import Desk
from bot.tickets.errors import NotAChoice, NotNow
from bot.tickets.values import NewOrder, NewTicket
from tests.conftest import NOW
from tests.tickets.cases import ADA, BO, a_case

ORDER = NewOrder("booking", "Ask the hotel for the cleaning log", due=NOW + timedelta(hours=5))


async def test_a_case_cannot_end_while_a_work_order_is_open(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        tickets = services.tickets
        after = await tickets.order(case.id, ADA, ORDER)
        assert (after.orders[0].team, after.orders[0].state, after.orders[0].due) == ("booking", "open", ORDER.due)
        for end in (tickets.resolve(case.id, ADA, "other", "done"), tickets.close(case.id, ADA)):
            with pytest.raises(NotNow, match="orders"):
                await end
        states = [
            (await tickets.change_order(case.id, 1, verb, by, "text")).orders[0].state
            for verb, by in (
                ("accepted", BO), ("done", BO), ("reopened", ADA), ("accepted", BO), ("done", BO), ("confirmed", ADA),
            )
        ]  # fmt: skip
        assert states == ["accepted", "done", "open", "accepted", "done", "confirmed"]
        assert (await tickets.resolve(case.id, ADA, "supplier_quality", "refunded")).state == "resolved"


async def test_a_refused_work_order_wants_a_decision(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.order(case.id, ADA, ORDER)
        refused = await services.tickets.change_order(case.id, 1, "refused", BO, "not ours")
        assert refused.orders[0].said == "not ours"
        with pytest.raises(NotNow, match="orders"):
            await services.tickets.close(case.id, ADA)
        with pytest.raises(NotNow, match="order"):
            await services.tickets.change_order(case.id, 1, "done", BO)
        await services.tickets.change_order(case.id, 1, "cancelled", ADA)
        assert (await services.tickets.close(case.id, ADA)).state == "closed"


async def test_a_complaint_is_resolved_with_its_cause(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        for cause, text in ((None, "done"), ("bad luck", "done"), ("weather", "  ")):
            with pytest.raises(NotAChoice):
                await services.tickets.resolve(case.id, ADA, cause, text)
        after = await services.tickets.resolve(case.id, ADA, "weather", "explained")
    assert (after.standing.cause, after.standing.resolved_at) == ("weather", NOW)


async def test_only_the_open_question_is_answered(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.resolve(case.id, ADA, "weather", "explained")
        _, question = await services.tickets.ask(case.id, ADA)
        assert await services.tickets.confirm(case.id, "traveller", "chat", question + 1) is None
        reopened = await services.tickets.reopen(case.id, "traveller", question=question)
        assert reopened is not None and reopened.state == "open"
        assert await services.tickets.confirm(case.id, "traveller", "chat", question) is None


async def test_reopened_within_72_hours_counts(desk: Desk, clock: FixedClock) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        counted = []
        for later in (timedelta(hours=72), timedelta(hours=73)):
            await services.tickets.resolve(case.id, ADA, "weather", "explained")
            clock.advance(later)
            after = await services.tickets.reopen(case.id, BO, "still dirty")
            assert after is not None
            counted.append((after.standing.reopened, after.standing.reopened_soon))
            assert after.deadline == clock.now() + timedelta(hours=24)
    assert counted == [(1, 1), (2, 1)]


async def test_a_complaint_about_what_was_just_settled_is_the_same_case(desk: Desk, clock: FixedClock) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.resolve(case.id, ADA, "weather", "explained")
    clock.advance(timedelta(hours=70))
    again = await a_case(desk, "It is dirty again")
    assert (again.id, again.state, again.standing.reopened_soon) == (case.id, "open", 1)
    assert again.events[-1].values and again.events[-1].values["told"] == ["It is dirty again"]
    assert (await a_case(desk, "The bus was late", "transport")).id != case.id
    assert (await a_case(desk, "It is dirty here too", sender="eve")).id != case.id


async def test_a_retry_of_what_reopened_a_case_reopens_it_once(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.resolve(case.id, ADA, "weather", "explained")
        new = NewTicket("complaint", "hotel", conversation_id=case.conversation_id, facts={"told": ["x"]}, once="m7")
        first = await services.tickets.open(new)
        await services.tickets.resolve(case.id, ADA, "weather", "explained again")
        assert [first.id, (await services.tickets.open(new)).id] == [case.id, case.id]
        assert (await services.tickets.get(case.id)).state == "resolved"


async def test_a_complaint_long_after_is_a_new_case(desk: Desk, clock: FixedClock) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.resolve(case.id, ADA, "weather", "explained")
    clock.advance(timedelta(hours=73))
    assert (await a_case(desk)).id != case.id


async def test_a_follow_up_brings_the_case_back_on_its_day(desk: Desk, clock: FixedClock) -> None:
    case, today = await a_case(desk), NOW.date()
    async with desk.open_services() as services:
        await services.tickets.assign(case.id, ADA, "ada")
        await services.tickets.resolve(case.id, ADA, "weather", "explained")
        await services.tickets.follow_up(case.id, ADA, today + timedelta(days=3))
        assert await services.tickets.remind(today + timedelta(days=2)) == ()
        (back,) = await services.tickets.remind(today + timedelta(days=3))
        assert await services.tickets.remind(today + timedelta(days=3)) == ()
        with pytest.raises(NotAChoice):
            await services.tickets.follow_up(case.id, ADA, today - timedelta(days=1))
    assert (back.state, back.assigned_to, back.standing.reopened) == ("in_progress", "ada", 0)


async def test_what_nobody_came_back_to_is_closed(desk: Desk, clock: FixedClock) -> None:
    case, waits = await a_case(desk), await a_case(desk, sender="eve")
    async with desk.open_services() as services:
        for one in (case, waits):
            await services.tickets.resolve(one.id, ADA, "weather", "explained")
        await services.tickets.follow_up(waits.id, ADA, NOW.date() + timedelta(days=30))
        assert await services.tickets.close_forgotten() == ()
        clock.advance(timedelta(days=7, seconds=1))
        closed = await services.tickets.close_forgotten()
    assert [(one.id, one.state) for one in closed] == [(case.id, "closed")]


async def test_a_case_that_turns_out_critical_is_urgent(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        after = await services.tickets.sort(case.id, ADA, {"severity": "critical", "category": "safety"})
        assert (after.severity, after.category) == ("critical", "safety")
        with pytest.raises(NotAChoice):
            await services.tickets.sort(case.id, ADA, {"category": "astrology"})
    assert after.deadline == NOW + timedelta(hours=1)


async def test_given_to_a_team_it_waits_for_one_of_them(desk: Desk) -> None:
    case = await a_case(desk)
    async with desk.open_services() as services:
        await services.tickets.assign(case.id, ADA, "ada")
        after = await services.tickets.move(case.id, ADA, "booking", "yours, I think")
    assert (after.state, after.assigned_to, after.standing.team) == ("open", None, "booking")
    assert [event.audience for event in after.events[-2:]] == ["all", "staff"]
