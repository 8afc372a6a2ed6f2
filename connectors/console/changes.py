"""Changing a chat: take, reply, note, hand back, resolve. One transaction each, and the wake-ups after it."""

from __future__ import annotations

from typing import Any, NoReturn

from fastapi import APIRouter, Request

from bot.conversations.errors import OwnedByAnother
from bot.conversations.values import Conversation, Reply
from bot.conversations.values import Message as Stored
from bot.services import Services
from connectors.console.chat_models import Can, Message, Typing, Written
from connectors.console.chats import ChatId, view_of
from connectors.console.identity import Asking, Caller, Talking
from connectors.console.people import name_for, read_names
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.views import can_of, message_of, spoken

router = APIRouter(route_class=ConsoleRoute, tags=["conversations"])


@router.post("/conversations/{conversation_id}/take")
async def take(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Make a waiting chat, or one the assistant holds, mine; the slower of two gets 409."""
    try:
        async with request.app.state.desk.services() as services:
            before = await services.conversations.get(conversation_id)
            after = await services.conversations.take(conversation_id, caller.staff.id)
            if after.owner_version != before.owner_version:
                await _tell_traveller(services, request, caller, after, "utter_agent_joined")
    except OwnedByAnother as error:
        await _refuse(request, caller, "taken", error)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/hand-back")
async def hand_back(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Give my chat back to the assistant."""
    try:
        async with request.app.state.desk.services() as services:
            after = await services.conversations.hand_back(conversation_id, caller.staff.id)
            await _tell_traveller(services, request, caller, after, "utter_agent_left")
    except OwnedByAnother as error:
        await _refuse(request, caller, "not_owner", error)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/resolve")
async def resolve(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Close my chat; it opens again when the traveller writes."""
    try:
        async with request.app.state.desk.services() as services:
            after = await services.conversations.resolve(conversation_id, caller.staff.id)
            await _tell_traveller(services, request, caller, after, "utter_resolved")
    except OwnedByAnother as error:
        await _refuse(request, caller, "not_owner", error)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/reply")
async def reply(conversation_id: ChatId, body: Written, caller: Talking, request: Request) -> Message:
    """Say something to the traveller, as the owner; the same `client_id` twice is one message."""
    try:
        async with request.app.state.desk.services() as services:
            message = await services.conversations.agent_reply(
                conversation_id, caller.staff.id, body.client_id, body.text
            )
            shown = await _shown(services, request, caller, message)
    except OwnedByAnother as error:
        await _refuse(request, caller, "not_owner", error)
    await _wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.post("/conversations/{conversation_id}/note")
async def note(conversation_id: ChatId, body: Written, caller: Asking, request: Request) -> Message:
    """Write a note for colleagues; no traveller ever sees it."""
    async with request.app.state.desk.services() as services:
        message = await services.conversations.note(conversation_id, caller.staff.id, body.text, body.client_id)
        shown = await _shown(services, request, caller, message)
    await _wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(conversation_id: ChatId, body: Typing, caller: Talking, request: Request) -> None:
    """Tell the traveller and colleagues that the owner is writing."""
    async with request.app.state.desk.services(write=False) as services:
        conversation = await services.conversations.get(conversation_id)
    if conversation.owner != caller.staff.owner:
        raise Problem(409, "not_owner", name=await _owner_name(request, caller, conversation.owner))
    await request.app.state.desk.bus.publish(
        f"conversation:{conversation_id}", "typing", {"on": body.on, "by": caller.staff.owner}
    )


async def _tell_traveller(
    services: Services, request: Request, caller: Caller, conversation: Conversation, key: str
) -> None:
    """Say who speaks from now on, in the traveller's language, in the same transaction as the change."""
    language = spoken(conversation.language_choice or conversation.language)
    values = {"name": name_for(caller.staff, language)}
    rendered = request.app.state.desk.renderer.reply(key, values, language)
    said = Reply(rendered.text, key, values, tuple(rendered.buttons), language)
    await services.conversations.announce(conversation.id, said)


async def _shown(services: Services, request: Request, caller: Caller, message: Stored) -> Message:
    return message_of(view_of(request, caller, await read_names(services, caller.language, ())), message)


async def _changed(request: Request, caller: Caller, after: Conversation) -> Can:
    await _wake(request, after.id, "owner", {"owner": after.owner})
    await _wake(request, after.id, "message", {})
    return can_of(after, caller.staff.id, caller.talks)


async def _wake(request: Request, conversation_id: str, kind: str, data: dict[str, Any]) -> None:
    bus = request.app.state.desk.bus
    await bus.publish(f"conversation:{conversation_id}", kind, data)
    await bus.publish("desk", "changed", {"conversation": conversation_id})


async def _refuse(request: Request, caller: Caller, code: str, error: OwnedByAnother) -> NoReturn:
    """Name the colleague who was faster, or who holds the chat now."""
    raise Problem(409, code, name=await _owner_name(request, caller, error.owner)) from error


async def _owner_name(request: Request, caller: Caller, owner: str) -> str:
    async with request.app.state.desk.services(write=False) as services:
        return view_of(request, caller, await read_names(services, caller.language, ())).owner(owner)
