"""Writing in a chat: replies, notes and what is put right in them, signs of typing, how far one has read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request

from bot.bus import call, topic_of, watching
from bot.conversations.errors import OwnedByAnother
from bot.conversations.values import Message as Stored
from bot.services import Services
from connectors.console.acting import acting
from connectors.console.conversations.access import seen
from connectors.console.conversations.beside import NOTHING, beside
from connectors.console.conversations.models import ChangedNote, Message, Reached, Typing, Written, WrittenNote
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import ChatId, view_of
from connectors.console.conversations.views import message_of
from connectors.console.conversations.wakes import owner_name, refuse, wake
from connectors.console.identity import Caller, Noting, Reading, Talking
from connectors.console.problems import ConsoleRoute, Problem

router = APIRouter(route_class=ConsoleRoute, tags=["conversations"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.post("/conversations/{conversation_id}/reply")
async def reply(conversation_id: ChatId, body: Written, caller: Talking, request: Request) -> Message:
    """Say something to the traveller, as the owner; the same `client_id` twice is one message."""
    try:
        async with acting(request, caller, "conversation.replied", conversation_id) as services:
            await seen(services, caller, conversation_id)
            message = await services.conversations.agent_reply(
                conversation_id, caller.staff.id, body.client_id, body.text
            )
            shown = await shown_of(services, request, caller, message)
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.post("/conversations/{conversation_id}/note")
async def note(conversation_id: ChatId, body: WrittenNote, caller: Noting, request: Request) -> Message:
    """Write a note for colleagues; no traveller ever sees it. Whom it names with an `@` is called."""
    me = caller.staff.id
    async with acting(request, caller, "conversation.noted", conversation_id) as services:
        await seen(services, caller, conversation_id)
        message = await services.conversations.note(conversation_id, me, body.text, body.client_id)
        called = await services.mentions.call(conversation_id, message.seq, message.text, me, body.mentions)
        shown = await shown_of(services, request, caller, message)
    await _ring(request, conversation_id, message.seq, called)
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.patch("/conversations/{conversation_id}/notes/{seq}")
async def change_note(
    conversation_id: ChatId, seq: Number, body: ChangedNote, caller: Noting, request: Request
) -> Message:
    """Let my note say something else, within a quarter of an hour; what it said stays on record."""
    me = caller.staff.id
    async with acting(request, caller, "conversation.note_changed", conversation_id, {"seq": seq}) as services:
        await seen(services, caller, conversation_id)
        message = await services.conversations.change_note(conversation_id, me, seq, body.text)
        called = await services.mentions.call(conversation_id, seq, message.text, me, body.mentions)
        shown = await shown_of(services, request, caller, message)
    await _ring(request, conversation_id, seq, called)
    await wake(request, conversation_id, "edited", {"seq": seq})
    return shown


@router.delete("/conversations/{conversation_id}/notes/{seq}")
async def withdraw_note(conversation_id: ChatId, seq: Number, caller: Noting, request: Request) -> Message:
    """Take my note back, within a quarter of an hour; what it said stays on record."""
    async with acting(request, caller, "conversation.note_withdrawn", conversation_id, {"seq": seq}) as services:
        await seen(services, caller, conversation_id)
        message = await services.conversations.withdraw_note(conversation_id, caller.staff.id, seq)
        await services.mentions.call(conversation_id, seq, "", caller.staff.id)
        shown = await shown_of(services, request, caller, message)
    await wake(request, conversation_id, "edited", {"seq": seq})
    return shown


@router.post("/conversations/{conversation_id}/messages/{seq}/retry", status_code=204)
async def retry(conversation_id: ChatId, seq: Number, caller: Talking, request: Request) -> None:
    """Have a message sent again whose delivery was given up."""
    try:
        async with acting(request, caller, "conversation.delivery_retried", conversation_id, {"seq": seq}) as services:
            await seen(services, caller, conversation_id)
            await services.conversations.retry_delivery(conversation_id, seq, caller.staff.id)
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    await request.app.state.desk.bus.publish(watching(conversation_id), "delivery", {"seq": seq})
    await wake(request, conversation_id, "message", {})


@router.post("/conversations/{conversation_id}/seen", status_code=204)
async def reached(conversation_id: ChatId, body: Reached, caller: Reading, request: Request) -> None:
    """Say how far I have read: calls up to there are no longer new."""
    async with request.app.state.desk.services() as services:
        conversation = await seen(services, caller, conversation_id)
        await services.mentions.see(conversation_id, caller.staff.id, min(body.seq, conversation.last_seq))


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(conversation_id: ChatId, body: Typing, caller: Noting, request: Request) -> None:
    """Tell colleagues that I am writing, and the traveller where it is a reply."""
    desk, me = request.app.state.desk, caller.staff
    async with desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
    if body.kind == "reply":
        if conversation.owner != me.owner or not caller.may("conversations.talk"):
            raise Problem(409, "not_owner", name=await owner_name(request, caller, conversation.owner))
        await desk.bus.publish(topic_of(conversation_id), "typing", {"on": body.on, "by": me.owner})
    doing = {"on": body.on, "by": me.id, "kind": body.kind}
    await desk.bus.publish(watching(conversation_id), "doing", doing)


async def shown_of(services: Services, request: Request, caller: Caller, message: Stored) -> Message:
    """Show one message of a chat to who has just changed it."""
    conversation = await services.conversations.get(message.conversation_id)
    known = await beside(services, conversation, [message], caller.staff.id)
    names = await read_names(services, caller.language, ())
    return message_of(view_of(request, caller, names), message, known.get(message.seq, NOTHING))


async def _ring(request: Request, conversation_id: str, seq: int, called: tuple[str, ...]) -> None:
    for one in called:
        await call(request.app.state.desk.bus, one, "mention", {"conversation": conversation_id, "seq": seq})
