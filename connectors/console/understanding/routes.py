"""Reading a text for programs and for the curious."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request

from bot.brain_client import Like
from bot.conversations.reading import intent_of
from bot.conversations.values import Message
from bot.localisation.languages import known, languages, spoken
from connectors.console.conversations.access import seen
from connectors.console.conversations.gloss import FALLBACK, intent_words
from connectors.console.conversations.routes import ChatId
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.understanding.models import KnownPhrasing, KnownPhrasings, Ranked, Reading, Sentence

router = APIRouter(route_class=ConsoleRoute, tags=["understanding"])

# How many known phrasings are shown.
SHOWN = 3
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


@router.get("/conversations/{conversation_id}/messages/{seq}/similar")
async def similar(
    conversation_id: ChatId, seq: Annotated[int, Path(ge=1, le=2**31 - 1)], caller: Parsing, request: Request
) -> KnownPhrasings:
    """Say which known phrasings of the agent's language a traveller's message is most like."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
        message = await services.conversations.message(conversation_id, seq)
    if message is None or message.author != "traveller":
        raise Problem(404, "console_conversation_unknown")
    found: Sequence[Like] | None = []
    if message.text.strip():
        written = spoken(message.language or conversation.language)
        found = await desk.brain.similar(message.text, written, caller.language, SHOWN, _read_as(message))
    items = [
        KnownPhrasing(
            text=one.text,
            intent=one.intent,
            words=intent_words(desk.renderer, one.intent, caller.language),
            percent=max(0, min(100, round(100 * one.likeness))),
        )
        for one in found or ()
    ]
    direction = languages()[caller.language].direction
    return KnownPhrasings(items=items, direction="rtl" if direction == "rtl" else "ltr", ready=found is not None)


def _read_as(message: Message) -> dict[str, float]:
    """Give how sure the model was of what: those it doubted between, or the one it chose."""
    reading = message.reading or {}
    ranked = reading.get("ranking")
    doubted = ranked if isinstance(ranked, list) else []
    shares = {str(one.get("name")): float(one.get("confidence") or 0) for one in doubted}
    name, certainty = intent_of(reading)
    return {name: share for name, share in {**shares, name: certainty}.items() if name and name != FALLBACK}


def _reading(read: Mapping[str, Any]) -> Reading:
    return Reading(
        language=(read.get("language") or {}).get("name"),
        intent=_ranked(read.get("intent") or {}),
        ranking=[_ranked(one) for one in read.get("ranking") or []],
        entities=list(read.get("entities") or []),
    )


def _ranked(one: Mapping[str, Any]) -> Ranked:
    return Ranked(name=str(one.get("name") or ""), confidence=float(one.get("confidence") or 0))
