"""Offers: what is held out to me, accepted or declined. And the teams with what waits for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from fastapi import APIRouter, Request

from bot.assignment.values import Change, Person
from bot.conversations.offers import DECLINED
from bot.dispatcher import tell
from bot.presence.values import AVAILABLE, AWAY
from bot.staff.rights import may
from bot.staff.values import TEAMS
from connectors.console.acting import acting
from connectors.console.assignment.models import Offers, Team, Teams
from connectors.console.assignment.views import offer_of
from connectors.console.conversations.access import seen
from connectors.console.conversations.changes import take
from connectors.console.conversations.models import Can
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import ChatId, view_of
from connectors.console.identity import Caller, Reading, Talking
from connectors.console.problems import ConsoleRoute
from connectors.console.texts import words

router = APIRouter(route_class=ConsoleRoute, tags=["queues"])


@router.get("/offers")
async def offers(caller: Talking, request: Request) -> Offers:
    """Give what is offered to me now."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        mine = await services.assignment.offers_to(caller.staff.id)
        view = view_of(request, caller, await read_names(services, caller.language, mine))
        events = {one.id: await services.conversations.events(one.id) for one in mine}
    return Offers(items=[offer_of(view, one, events[one.id], desk.clock.now()) for one in mine])


@router.post("/conversations/{conversation_id}/offer/accept")
async def accept(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Take what was offered; also late, while nobody else has it. The slower of two gets 409."""
    return await take(conversation_id, caller, request)


@router.post("/conversations/{conversation_id}/offer/decline", status_code=204)
async def decline(conversation_id: ChatId, caller: Talking, request: Request) -> None:
    """Let the next colleague be asked; declining what is offered no longer changes nothing."""
    async with acting(request, caller, "offer.declined", conversation_id) as services:
        await seen(services, caller, conversation_id)
        declined = await services.conversations.decline(conversation_id, caller.staff.id)
    if declined:
        await tell(request.app.state.desk.bus, Change(DECLINED, conversation_id, caller.staff.id))


@router.get("/teams")
async def teams(caller: Reading, request: Request) -> Teams:
    """Give every team, with its people and what waits for it."""
    async with request.app.state.desk.services(write=False) as services:
        people = await services.assignment.board()
        waiting = await services.conversations.waiting_by_team()
    return Teams(items=[_team(request, caller, team, people, waiting.get(team, (0, None))) for team in TEAMS])


def _team(
    request: Request, caller: Caller, team: str, people: Sequence[Person], waiting: tuple[int, datetime | None]
) -> Team:
    talking = [one for one in people if one.staff.team == team and may(one.staff, "conversations.talk")]
    states = Counter(one.state for one in talking)
    return Team(
        team=team,
        name=words(request.app.state.desk.renderer, f"console_team_{team}", caller.language),
        mine=team == caller.staff.team,
        people=len(talking),
        here=len(talking) - states[AWAY],
        available=states[AVAILABLE],
        waiting=waiting[0],
        oldest=waiting[1],
    )
