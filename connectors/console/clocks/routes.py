"""What clocks go by, and how well they were kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from bot.clocks import standards as found
from bot.clocks import values
from bot.conversations.values import BOT, QUEUE
from bot.core.shapes import read, write
from bot.localisation import formats
from bot.localisation.languages import languages
from bot.staff.names import name_for
from bot.staff.values import TEAMS, Staff
from connectors.console.acting import acting
from connectors.console.clocks.models import Calendar, Change, Figures, Kept, Rules, Setting, Standards
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute
from connectors.console.texts import words

LONGEST_DAYS = 92

router = APIRouter(route_class=ConsoleRoute, tags=["clocks"])

Seeing = Annotated[Caller, Depends(May("clocks.read"))]
Setting_up = Annotated[Caller, Depends(May("clocks.write"))]


@router.get("/clocks")
async def rules(caller: Seeing, request: Request) -> Setting:
    """Give policies, calendars and the rule of departures."""
    async with request.app.state.desk.services(write=False) as services:
        return _setting(await services.clocks.setting())


@router.put("/clocks")
async def change(body: Change, caller: Setting_up, request: Request) -> Setting:
    """Set other rules, as a whole; open chats follow within seconds. 409 where somebody saved others meanwhile."""
    wanted = read(values.Rules, body.rules.model_dump(mode="json"), "rules")
    async with acting(request, caller, "clocks.changed", "clocks", {"version": body.version + 1}) as services:
        changed = await services.clocks.change(wanted, body.version)
    return _setting(changed)


@router.get("/standards")
async def standards(
    caller: Seeing, request: Request, days: Annotated[int, Query(ge=1, le=LONGEST_DAYS)] = 30
) -> Standards:
    """Give how well the standards were kept in the latest `days`: in all, and by team, colleague and language."""
    async with request.app.state.desk.services(write=False) as services:
        setting, figures = await services.clocks.setting(), await services.clocks.standards(days)
        staff = {one.owner: one for one in await services.staff.list_all()}
    naming = _Naming(request, caller, staff)
    return Standards(
        days=days,
        answered_within_hours=setting.rules.answered_within_hours,
        satisfaction_percent=setting.rules.satisfaction_percent,
        whole=_figures("", "", figures.whole),
        teams=_groups(figures.by["team"], naming.team),
        people=_groups(figures.by["by"], naming.owner),
        languages=_groups(figures.by["language"], naming.language),
    )


class _Naming:
    """Names of groups in the caller's language."""

    def __init__(self, request: Request, caller: Caller, staff: Mapping[str, Staff]) -> None:
        self._renderer = request.app.state.desk.renderer
        self._reader = caller.language
        self._staff = staff

    def team(self, team: str) -> str:
        return words(self._renderer, f"console_team_{team}", self._reader)

    def owner(self, owner: str) -> str:
        if owner in (BOT, QUEUE):
            return words(self._renderer, f"console_owner_{owner}", self._reader)
        known = self._staff.get(owner)
        return name_for(known, self._reader) if known else words(self._renderer, "console_owner_former", self._reader)

    def language(self, code: str) -> str:
        return formats.language_name(code, self._reader) if code in languages() else ""


def _groups(groups: Mapping[str, found.Figures], name: Callable[[str], str]) -> list[Figures]:
    shown = [_figures(key, name(key), figures) for key, figures in groups.items()]
    return sorted(shown, key=lambda one: (-one.asked, one.name))


def _figures(key: str, name: str, figures: found.Figures) -> Figures:
    return Figures(
        id=key,
        name=name,
        clocks={
            kind: Kept(kept=one.kept, breached=one.breached, median=one.median) for kind, one in figures.clocks.items()
        },
        asked=figures.asked,
        answered=figures.answered,
        ratings=figures.ratings,
        mean=figures.mean,
        satisfied=figures.satisfied,
    )


def _setting(setting: values.Setting) -> Setting:
    return Setting(
        version=setting.version,
        rules=Rules.model_validate(write(setting.rules)),
        company=Calendar.model_validate(write(setting.company)) if setting.company else None,
        teams=list(TEAMS),
    )
