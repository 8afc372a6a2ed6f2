"""Reading a text for programs and for the curious."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from bot.localisation.languages import known
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.understanding.models import Ranked, Reading, Sentence

router = APIRouter(route_class=ConsoleRoute, tags=["understanding"])

Parsing = Annotated[Caller, Depends(May("understanding.parse"))]


@router.post("/parse")
async def parse(body: Sentence, caller: Parsing, request: Request) -> Reading:
    """Say what the assistant understands of a text, without moving any conversation."""
    language = known(body.language)
    if body.language and language is None:
        raise Problem(422, "input", field="language")
    if not body.text.strip():
        raise Problem(422, "empty")
    return _reading(await request.app.state.desk.brain.parse(body.text, language))


def _reading(read: Mapping[str, Any]) -> Reading:
    return Reading(
        language=(read.get("language") or {}).get("name"),
        intent=_ranked(read.get("intent") or {}),
        ranking=[_ranked(one) for one in read.get("ranking") or []],
        entities=list(read.get("entities") or []),
    )


def _ranked(one: Mapping[str, Any]) -> Ranked:
    return Ranked(name=str(one.get("name") or ""), confidence=float(one.get("confidence") or 0))
