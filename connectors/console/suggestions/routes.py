"""Suggested next steps of a chat: asked for, and the ticket among them opened."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from bot.localisation.render import Renderer
from bot.phrases.chat import about_of
from bot.phrases.table import template_of
from bot.services import Services
from bot.suggestions.values import Chat, Source, Suggestion
from connectors.console.acting import acting
from connectors.console.conversations.access import seen
from connectors.console.conversations.gloss import intent_words
from connectors.console.conversations.routes import ChatId
from connectors.console.conversations.wakes import wake
from connectors.console.identity import Caller, May, Reading
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.suggestions.models import NextStep, NextSteps, Opened
from connectors.console.texts import words

# How far back a chat is read for what is still open in it.
RECENT = 30

Opening = Annotated[Caller, Depends(May("tickets.write"))]

router = APIRouter(route_class=ConsoleRoute, tags=["suggestions"])


@router.get("/conversations/{conversation_id}/suggestions")
async def suggestions(conversation_id: ChatId, caller: Reading, request: Request) -> NextSteps:
    """Give what the records of a chat call for; each says from which record it comes."""
    renderer = request.app.state.desk.renderer
    async with request.app.state.desk.services(write=False) as services:
        chat = await _chat(services, caller, conversation_id)
        found = await services.suggestions.for_chat(chat)
        fitting = [one for one in found if await _fits(services, renderer, chat, one)]
    return NextSteps(items=[_step(renderer, one, caller.language) for one in fitting])


@router.post("/conversations/{conversation_id}/suggestions/open_ticket")
async def open_ticket(conversation_id: ChatId, caller: Opening, request: Request) -> Opened:
    """Open the complaint that is suggested, with what the traveller has said; 409 where it is no longer."""
    told: dict[str, object] = {}
    async with acting(request, caller, "ticket.opened", conversation_id, told) as services:
        ticket = await services.suggestions.open_ticket(
            await _chat(services, caller, conversation_id), caller.staff.owner
        )
        if ticket is None:
            raise Problem(409, "console_suggestion_done")
        told["ticket"] = ticket.reference
    await wake(request, conversation_id, "message", {})
    said = words(
        request.app.state.desk.renderer, "console_suggestion_opened", caller.language, {"reference": ticket.reference}
    )
    return Opened(ticket=ticket.reference, words=said)


async def _chat(services: Services, caller: Caller, conversation_id: str) -> Chat:
    conversation = await seen(services, caller, conversation_id)
    recent = await services.conversations.latest(conversation_id, RECENT)
    return Chat(conversation, recent, about_of(conversation, recent, caller.staff.name))


async def _fits(services: Services, renderer: Renderer, chat: Chat, one: Suggestion) -> bool:
    """Say whether the records really fill the phrase: no refund is quoted once the trip has begun."""
    if one.say is None:
        return True
    reader = services.filling.reader(chat.about, {})
    return await services.filling.fill(reader, one.say, template_of(renderer.catalogue, one.say)) is not None


def _step(renderer: Renderer, one: Suggestion, language: str) -> NextStep:
    return NextStep(
        name=one.name,
        label=words(renderer, f"console_suggestion_{one.name}", language),
        sources=[_source(renderer, source, language) for source in one.sources],
        phrase=one.say,
    )


def _source(renderer: Renderer, source: Source, language: str) -> str:
    values = dict(source.values)
    if source.kind == "message":
        values["intent"] = intent_words(renderer, str(values["intent"]), language)
    return words(renderer, f"console_suggestion_source_{source.kind}", language, values)
