"""Giving a chat on: to a team, or to one colleague of it. The traveller is told who goes on."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request

from bot.assignment.values import Change
from bot.conversations.errors import OwnedByAnother
from bot.conversations.transfers import Transfer
from bot.conversations.values import Conversation
from bot.dispatcher import tell
from bot.localisation.languages import spoken
from bot.services import Services
from bot.staff.names import name_for
from bot.staff.rights import may
from bot.staff.values import TEAMS, Staff
from bot.switchboard.wording import Wording
from connectors.console.acting import acting
from connectors.console.assignment.models import Transferred, TransferTo
from connectors.console.conversations.access import seen
from connectors.console.conversations.routes import ChatId
from connectors.console.conversations.wakes import refuse, wake
from connectors.console.identity import Caller, Talking
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.texts import words

router = APIRouter(route_class=ConsoleRoute, tags=["queues"])


@dataclass(frozen=True)
class _Target:
    """A team, and the colleague in it who is meant, if one is."""

    team: str
    staff: Staff | None


@router.post("/conversations/{conversation_id}/transfer")
async def transfer(conversation_id: ChatId, body: TransferTo, caller: Talking, request: Request) -> Transferred:
    """Give on what I hold, or as a lead anybody's. A colleague who is available is offered it first."""
    values: dict[str, object] = {}
    try:
        async with acting(request, caller, "conversation.transferred", conversation_id, values) as services:
            await seen(services, caller, conversation_id)
            target = await _target(services, caller, body)
            fresh = not await services.conversations.transferred_as(conversation_id, caller.staff.id, body.client_id)
            after = await services.conversations.transfer(
                conversation_id, caller.staff.id, _order(caller, body, target)
            )
            offered = after.offered_to is not None if not fresh else await _hold_out(services, caller, after, target)
            if fresh:
                await _tell_traveller(services, request, after, target if offered else _Target(target.team, None))
            values |= {"team": target.team, "to": target.staff.id if target.staff else None, "offered": offered}
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    await wake(request, conversation_id, "owner", {"owner": after.owner})
    await wake(request, conversation_id, "message", {})
    if offered and target.staff:
        await tell(request.app.state.desk.bus, Change("offered", conversation_id, target.staff.id))
    return _answer(request, caller, target, offered)


async def _target(services: Services, caller: Caller, body: TransferTo) -> _Target:
    """Find who is meant. Raises Problem for nobody, oneself, or a team in which nobody could answer."""
    if body.staff is None:
        if body.team not in TEAMS or not await services.conversations.staffed(body.team):
            raise Problem(422, "transfer_nobody")
        return _Target(body.team, None)
    staff = await services.staff.get(body.staff)
    if staff is None or not staff.active or not may(staff, "conversations.talk"):
        raise Problem(422, "transfer_nobody")
    if staff.id == caller.staff.id:
        raise Problem(422, "transfer_self")
    return _Target(staff.team, staff)


def _order(caller: Caller, body: TransferTo, target: _Target) -> Transfer:
    return Transfer(
        team=target.team,
        client_id=body.client_id,
        staff_id=target.staff.id if target.staff else None,
        note=body.note.strip() or None,
        anybodys=caller.may("conversations.assign"),
        version=body.version,
    )


async def _hold_out(services: Services, caller: Caller, after: Conversation, target: _Target) -> bool:
    if target.staff is None:
        return False
    return await services.assignment.hold_out(after.id, target.staff.id, caller.staff.owner)


async def _tell_traveller(services: Services, request: Request, after: Conversation, target: _Target) -> None:
    language = spoken(after.language_choice or after.language)
    values: dict[str, object]
    if target.staff:
        key, values = "utter_transferred_colleague", {"name": name_for(target.staff, language)}
    else:
        key, values = "utter_transferred_team", {"team": {"t": "word", "key": f"word_team_{target.team}"}}
    said = Wording(request.app.state.desk.renderer).reply(key, values, language)
    await services.conversations.announce(after.id, said)


def _answer(request: Request, caller: Caller, target: _Target, offered: bool) -> Transferred:
    renderer = request.app.state.desk.renderer
    team = words(renderer, f"console_team_{target.team}", caller.language)
    name = name_for(target.staff, caller.language) if target.staff else ""
    how = "team" if target.staff is None else "colleague" if offered else "later"
    return Transferred(
        team=target.team,
        staff=target.staff.id if target.staff else None,
        offered=offered,
        words=words(renderer, f"console_transferred_{how}", caller.language, {"name": name, "team": team}),
    )
