"""What the forms of tickets offer: categories, causes, remedies, teams and their people, currencies and limits."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request

from bot.services import Services
from bot.staff.names import name_for
from bot.staff.values import TEAMS, Staff
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.conversations.views import View
from connectors.console.identity import Caller
from connectors.console.problems import ConsoleRoute
from connectors.console.tickets.access import Reading
from connectors.console.tickets.models import Named, Options, Person, RemedyKind, TeamChoice

router = APIRouter(route_class=ConsoleRoute, tags=["tickets"])


@router.get("/ticket-options")
async def options(caller: Reading, request: Request) -> Options:
    """Give every choice, named in the caller's language, and how much the caller may promise alone."""
    async with request.app.state.desk.services(write=False) as services:
        view = view_of(request, caller, await read_names(services, caller.language, ()))
        choices, currencies = services.tickets.choices, await _currencies(services)
        people = [one for one in await services.staff.list_all() if one.active]
    limits = {code: choices.limit(caller.staff.roles, code) for code in currencies}
    return Options(
        categories={kind: _named(view, "topic", all_of) for kind, all_of in choices.categories.items()},
        severities=_named(view, "severity", choices.severities),
        causes=_named(view, "cause", choices.causes),
        remedies=[
            RemedyKind.model_validate({"code": kind, "name": view.word(f"console_remedy_{kind}"), "money": one.money})
            for kind, one in choices.remedies.items()
        ],
        teams=[_team(view, caller, team, people) for team in TEAMS],
        currencies=currencies,
        limits={code: str(most) for code, most in limits.items() if most is not None} or None,
    )


def _named(view: View, prefix: str, codes: Iterable[str]) -> list[Named]:
    return [Named(code=code, name=view.word(f"console_{prefix}_{code}")) for code in codes]


def _team(view: View, caller: Caller, team: str, people: Iterable[Staff]) -> TeamChoice:
    members = [Person(id=one.id, name=name_for(one, caller.language)) for one in people if one.team == team]
    return TeamChoice(code=team, name=view.word(f"console_team_{team}"), people=members)


async def _currencies(services: Services) -> list[str]:
    """The company's own first; a desk without a company offers what there are limits for."""
    if not await services.company.exists():
        return sorted({code for limits in services.tickets.choices.limits.values() for code in limits})
    company = await services.company.get()
    return [company.currency, *(code for code in company.quote_currencies if code != company.currency)]
