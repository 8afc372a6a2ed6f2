"""Lists come from the rows alone, and the rows say what the events say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.clock import FixedClock
from bot.services import Desk
from bot.staff.values import NewStaff
from bot.tickets.likeness import jaccard, trigrams
from bot.tickets.listing import Filters, Scope
from bot.tickets.values import NewOrder, NewTicket, Ticket
from tests.tickets.cases import ADA, AGENT, a_case, refund

EVERYTHING = Scope("boss", "management", all=True)


async def a_busy_desk(desk: Desk, clock: FixedClock) -> list[Ticket]:
    """Five cases that have come different ways."""
    cases = []
    for number in range(5):
        cases.append(await a_case(desk, f"story {number}", sender=f"guest-{number}"))
        clock.advance(timedelta(minutes=1))
    async with desk.open_services() as services:
        tickets = services.tickets
        await tickets.assign(cases[0].id, ADA, "ada", "booking")
        await tickets.propose(cases[1].id, ADA, AGENT, refund(100))
        await tickets.propose(cases[2].id, ADA, AGENT, refund(9000))
        await tickets.resolve(cases[3].id, ADA, "weather", "explained")
        await tickets.order(cases[4].id, ADA, NewOrder("marketing", "a leaflet"))
    return cases


async def test_the_rows_say_what_the_events_say(desk: Desk, clock: FixedClock) -> None:
    cases = await a_busy_desk(desk, clock)
    async with desk.open_services() as services:
        await services.tickets.reopen(cases[3].id, ADA, "no")
        for case in cases:
            ticket = await services.tickets.get(case.id)
            assert await services.tickets._repository.projection(case.id) == ticket.standing
            assert await services.tickets.rebuild(case.id) == ticket


async def test_the_board_counts_and_orders(desk: Desk, clock: FixedClock) -> None:
    cases = await a_busy_desk(desk, clock)
    async with desk.open_services(write=False) as services:
        board = await services.tickets.board(EVERYTHING, Filters(), 1)
    assert board.counts == {"open": 1, "in_progress": 2, "awaiting_answer": 1, "resolved": 1}
    first = {state: [line.id for line in lines] for state, lines in board.columns.items()}
    assert first == {
        "open": [cases[4].id], "in_progress": [cases[0].id], "awaiting_answer": [cases[1].id], "resolved": [cases[3].id]
    }  # fmt: skip


@pytest.mark.parametrize("sort", ["recent", "due"])
async def test_pages_hold_every_ticket_once(desk: Desk, clock: FixedClock, sort: str) -> None:
    cases = await a_busy_desk(desk, clock)
    found, after = [], None
    async with desk.open_services(write=False) as services:
        for _ in range(3):
            page = await services.tickets.page(EVERYTHING, Filters(), sort, after, 2)  # type: ignore[arg-type]
            found += [line.id for line in page.lines]
            after = page.after
    assert after is None and sorted(found) == sorted(case.id for case in cases)
    if sort == "due":
        assert found == [case.id for case in cases]


async def test_filters_find_what_is_looked_for(desk: Desk, clock: FixedClock) -> None:
    cases = await a_busy_desk(desk, clock)
    late = Filters(late=clock.now() + timedelta(hours=25))
    wanted = {
        Filters(owner="ada"): [0], Filters(owner=""): [1, 2, 3, 4], Filters(team="booking"): [0],
        Filters(waits="approval"): [2], Filters(cause="weather"): [3], Filters(states=("resolved", "closed")): [3],
        Filters(reference=cases[4].reference): [4], Filters(orders_of="marketing"): [4], late: [0, 2, 4],
        Filters(severity="critical"): [], Filters(category="hotel", kind="complaint"): [0, 1, 2, 3, 4],
    }  # fmt: skip
    async with desk.open_services(write=False) as services:
        for filters, numbers in wanted.items():
            page = await services.tickets.page(EVERYTHING, filters, "recent", None, 50)
            assert {line.id for line in page.lines} == {cases[number].id for number in numbers}, filters


async def test_one_sees_ones_own_ones_teams_and_those_of_ones_chats_and_work(desk: Desk, clock: FixedClock) -> None:
    cases = await a_busy_desk(desk, clock)
    async with desk.open_services() as services:
        await services.tickets.move(cases[2].id, ADA, "itinerary_design")
        for case in cases[:2]:
            await services.tickets.move(case.id, ADA, "booking")
        await services.staff.create(NewStaff("Mia", "mia@example.com", id="mia", team="marketing"))
        chat = cases[1].conversation_id or ""
        for case in cases:
            await services.conversations._repository.change(case.conversation_id or "", clock.now(), team="booking")
        await services.conversations.note(chat, "mia", "I know this guest", "n1")
        await services.tickets.assign(cases[0].id, ADA, "mia", "booking")
        mia = Scope("mia", "marketing")
        seen = [await services.tickets.sees(mia, case.id) for case in cases]
        page = await services.tickets.page(mia, Filters(), "recent", None, 50)
        design = replace(mia, staff_id="dee", team="itinerary_design")
        assert [await services.tickets.sees(design, case.id) for case in cases] == [False, False, True, False, False]
    # Assigned to her, of a chat she wrote in, with work for her team; neither of another team's.
    assert seen == [True, True, False, False, True]
    assert {line.id for line in page.lines} == {case.id for case, sees in zip(cases, seen, strict=True) if sees}


async def test_similar_cases_say_what_settled_them(desk: Desk) -> None:
    told = (
        "The room was dirty and smelled",
        "Our room smelled and was very dirty",
        "房间很脏，有异味",
        "the lift broke",
    )
    cases = [await a_case(desk, text, sender=f"guest-{number}") for number, text in enumerate(told)]
    other = await a_case(desk, "The driver was late", "transport", "eve")
    async with desk.open_services() as services:
        for case, amount, accepts in ((cases[1], 100, True), (cases[2], 150, True), (cases[3], 200, False)):
            await services.tickets.propose(case.id, ADA, AGENT, refund(amount))
            await services.tickets.answer(case.id, 1, accepts, "traveller", "chat")
        near, outcomes = await services.tickets.similar(await services.tickets.get(cases[0].id))
    assert near[0].ticket.id == cases[1].id and near[0].likeness > near[1].likeness
    assert other.id not in {one.ticket.id for one in near}
    (outcome,) = outcomes
    assert (outcome.kind, outcome.offered, outcome.accepted) == ("partial_refund", 3, 2)
    assert (str(outcome.least), str(outcome.most)) == ("100.00 CNY", "150.00 CNY")


def test_likeness_knows_no_language() -> None:
    assert jaccard(trigrams("房间很脏，有异味"), trigrams("房间有异味，很脏")) > 0.2
    assert jaccard(trigrams("room was dirty"), trigrams("ROOM — was dirty!")) == 1
    assert jaccard(trigrams(""), trigrams("room")) < 0.2


async def test_a_request_goes_to_the_team_that_does_it(desk: Desk) -> None:
    async with desk.open_services() as services:
        change = await services.tickets.open(NewTicket("request", "change_booking"))
        feedback = await services.tickets.open(NewTicket("request", "feedback"))
    assert (change.standing.team, feedback.standing.team) == ("booking", "customer_service")


async def test_what_was_written_is_forgotten_and_the_course_stays(desk: Desk, clock: FixedClock) -> None:
    cases = await a_busy_desk(desk, clock)
    async with desk.open_services() as services:
        await services.tickets.note(cases[1].id, ADA, "Anna cried")
        await services.tickets.change_order(cases[4].id, 1, "refused", ADA, "Anna is rude")
        before = [await services.tickets.get(case.id) for case in cases]
        await services.tickets.forget_words([case.id for case in cases])
        after = [await services.tickets.rebuild(case.id) for case in cases]
    assert [one.standing for one in after] == [one.standing for one in before]
    left = repr(after)
    assert not any(word in left for word in ("Anna", "story", "explained", "leaflet"))
