"""Changing a ticket: one route for each verb, one transaction each."""

from __future__ import annotations

from fastapi import APIRouter, Request

from bot.core.ids import TICKET_PREFIX, normalise_reference
from bot.core.money import Money
from bot.services import Services
from bot.staff.values import TEAMS, Staff
from bot.switchboard.cases import ask_if_settled, offer
from bot.switchboard.wording import Wording
from bot.tickets.errors import NotAChoice, NotNow
from bot.tickets.remedying import OFFERED, current
from bot.tickets.values import NewRemedy, Ticket
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.tickets import models
from connectors.console.tickets.access import Approving, Writing, seen
from connectors.console.tickets.models import Detail
from connectors.console.tickets.routes import Reference
from connectors.console.tickets.showing import change

router = APIRouter(route_class=ConsoleRoute, tags=["tickets"])


@router.post("/tickets/{reference}/assign")
async def assign(reference: Reference, body: models.Assign, caller: Writing, request: Request) -> Detail:
    """Give it to a colleague, or to a team with a note."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        if body.staff is not None:
            colleague = await active(services, body.staff)
            team = body.team or colleague.team
            after = await services.tickets.assign(ticket.id, caller.staff.owner, colleague.id, team, body.expect)
            noted = body.note.strip()
            return await services.tickets.note(ticket.id, caller.staff.owner, body.note) if noted else after
        if body.team not in TEAMS:
            raise NotAChoice("team")
        return await services.tickets.move(ticket.id, caller.staff.owner, body.team, body.note, body.expect)

    return await change(request, caller, reference, "assigned", do, {"staff": body.staff, "team": body.team})


@router.post("/tickets/{reference}/note")
async def note(reference: Reference, body: models.Note, caller: Writing, request: Request) -> Detail:
    """Write a note for colleagues."""
    return await change(
        request, caller, reference, "noted",
        lambda services, ticket: services.tickets.note(ticket.id, caller.staff.owner, body.text),
    )  # fmt: skip


@router.post("/tickets/{reference}/sort")
async def sort(reference: Reference, body: models.Sort, caller: Writing, request: Request) -> Detail:
    """Say what it is about, how grave it is, what caused it."""
    changes = body.model_dump(include={"category", "severity", "cause"})
    return await change(
        request, caller, reference, "sorted",
        lambda services, ticket: services.tickets.sort(ticket.id, caller.staff.owner, changes, body.expect),
        changes,
    )  # fmt: skip


@router.post("/tickets/{reference}/propose")
async def propose(reference: Reference, body: models.Propose, caller: Writing, request: Request) -> Detail:
    """Propose a remedy: to the traveller in the chat, or first to somebody who may agree to so much."""
    new = NewRemedy(body.kind, money(body.money), body.note)

    async def do(services: Services, ticket: Ticket) -> Ticket:
        staff = caller.staff
        after = await services.tickets.propose(ticket.id, staff.owner, staff.roles, new, body.expect)
        return await _offer(services, request, after)

    return await change(request, caller, reference, "proposed", do, {"kind": body.kind, "money": str(new.amount or "")})


@router.post("/tickets/{reference}/approve")
async def approve(reference: Reference, body: models.Decide, caller: Approving, request: Request) -> Detail:
    """Agree to a proposal above its proposer's limit; the traveller is told it now."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        after = await services.tickets.approve(ticket.id, caller.staff.owner, body.reason, body.expect)
        return await _offer(services, request, after)

    return await change(request, caller, reference, "approved", do)


@router.post("/tickets/{reference}/decline")
async def decline(reference: Reference, body: models.Decide, caller: Approving, request: Request) -> Detail:
    """Do not agree to it, with a reason; the traveller never hears of it."""
    if not body.reason.strip():
        raise NotAChoice("reason")
    return await change(
        request, caller, reference, "declined",
        lambda services, ticket: services.tickets.decline(ticket.id, caller.staff.owner, body.reason, body.expect),
    )  # fmt: skip


@router.post("/tickets/{reference}/withdraw")
async def withdraw(reference: Reference, body: models.Change, caller: Writing, request: Request) -> Detail:
    """Take a proposal back."""
    return await change(
        request, caller, reference, "withdrawn",
        lambda services, ticket: services.tickets.withdraw(ticket.id, caller.staff.owner, body.expect),
    )  # fmt: skip


@router.post("/tickets/{reference}/answer")
async def answer(reference: Reference, body: models.Answer, caller: Writing, request: Request) -> Detail:
    """Record what the traveller answered by phone or letter."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        remedy = current(ticket)
        if remedy is None or remedy.state != OFFERED:
            raise NotNow("proposal")
        by = caller.staff.owner
        answered = await services.tickets.answer(ticket.id, remedy.number, body.accepts, by, "told", expect=body.expect)
        return answered.ticket

    return await change(request, caller, reference, "answered", do, {"accepts": body.accepts})


@router.post("/tickets/{reference}/pay")
async def pay(reference: Reference, body: models.Paid, caller: Writing, request: Request) -> Detail:
    """Write down what was paid."""
    amount = money(body.money)
    assert amount is not None  # the body has it
    return await change(
        request, caller, reference, "paid",
        lambda services, ticket: services.tickets.pay(
            ticket.id, caller.staff.owner, amount, body.method, body.reference, body.expect
        ),
        {"money": str(amount), "method": body.method},
    )  # fmt: skip


@router.post("/tickets/{reference}/resolve")
async def resolve(reference: Reference, body: models.Resolve, caller: Writing, request: Request) -> Detail:
    """Say why it happened and what was done; the traveller is asked whether it is settled."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        by, words = caller.staff.owner, Wording(request.app.state.desk.renderer)
        after = await services.tickets.resolve(ticket.id, by, body.cause, body.text, body.expect)
        if body.ask:
            await ask_if_settled(services, words, after, body.note, by)
        return await services.tickets.get(ticket.id)

    return await change(request, caller, reference, "resolved", do, {"cause": body.cause})


@router.post("/tickets/{reference}/confirm")
async def confirm(reference: Reference, body: models.Change, caller: Writing, request: Request) -> Detail:
    """Record that the traveller said it is settled."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        await services.tickets.confirm(ticket.id, caller.staff.owner, "told", expect=body.expect)
        return await services.tickets.get(ticket.id)

    return await change(request, caller, reference, "confirmed", do)


@router.post("/tickets/{reference}/reopen")
async def reopen(reference: Reference, body: models.Why, caller: Writing, request: Request) -> Detail:
    """Take it up again."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        await services.tickets.reopen(ticket.id, caller.staff.owner, body.text, expect=body.expect)
        return await services.tickets.get(ticket.id)

    return await change(request, caller, reference, "reopened", do)


@router.post("/tickets/{reference}/close")
async def close(reference: Reference, body: models.Why, caller: Writing, request: Request) -> Detail:
    """End it for good."""
    return await change(
        request, caller, reference, "closed",
        lambda services, ticket: services.tickets.close(ticket.id, caller.staff.owner, body.text, body.expect),
    )  # fmt: skip


@router.post("/tickets/{reference}/follow-up")
async def follow_up(reference: Reference, body: models.FollowUp, caller: Writing, request: Request) -> Detail:
    """Set the day on which it comes back to its owner, or none."""
    return await change(
        request, caller, reference, "follow_up",
        lambda services, ticket: services.tickets.follow_up(ticket.id, caller.staff.owner, body.on, body.expect),
        {"on": body.on.isoformat() if body.on else None},
    )  # fmt: skip


@router.post("/tickets/{reference}/link")
async def link(reference: Reference, body: models.Link, caller: Writing, request: Request) -> Detail:
    """Say that another case is like this one."""

    async def do(services: Services, ticket: Ticket) -> Ticket:
        other = await seen(services, caller, normalise_reference(body.reference, TICKET_PREFIX))
        if other.id == ticket.id:
            raise NotAChoice("reference")
        return await services.tickets.link(ticket.id, caller.staff.owner, other, body.expect)

    return await change(request, caller, reference, "linked", do, {"other": body.reference})


async def active(services: Services, staff_id: str) -> Staff:
    """Give a colleague who works here. Raises NotAChoice."""
    colleague = await services.staff.get(staff_id)
    if colleague is None or not colleague.active:
        raise NotAChoice("staff")
    return colleague


def money(written: models.Money | None) -> Money | None:
    """Read an amount. Raises Problem 422."""
    if written is None:
        return None
    try:
        return Money.of(written.amount, written.currency)
    except ValueError:
        raise Problem(422, "input", field="money") from None


async def _offer(services: Services, request: Request, ticket: Ticket) -> Ticket:
    """Tell the traveller what is proposed now, in the same transaction."""
    remedy = current(ticket)
    if remedy is not None and remedy.state == OFFERED:
        await offer(services, Wording(request.app.state.desk.renderer), ticket, remedy)
    return ticket
