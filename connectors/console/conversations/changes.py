"""Changing a chat: take, reply, note, hand back, resolve. One transaction each, and the wake-ups after it."""

from __future__ import annotations

from fastapi import APIRouter, Request

from bot.bus import topic_of
from bot.conversations.errors import OwnedByAnother
from bot.conversations.values import Conversation
from bot.conversations.values import Message as Stored
from bot.localisation.languages import spoken
from bot.services import Services
from bot.staff.names import name_for
from bot.switchboard.ratings import ask_after_resolving
from bot.switchboard.wording import Wording
from connectors.console.acting import acting
from connectors.console.conversations.access import seen
from connectors.console.conversations.carried import carried_by
from connectors.console.conversations.models import Can, Message, Typing, Written
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import ChatId, view_of
from connectors.console.conversations.views import can_of, message_of
from connectors.console.conversations.wakes import owner_name, refuse, wake
from connectors.console.identity import Caller, Noting, Talking
from connectors.console.problems import ConsoleRoute, Problem

router = APIRouter(route_class=ConsoleRoute, tags=["conversations"])


@router.post("/conversations/{conversation_id}/take")
async def take(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Make a waiting chat, or one the assistant holds, mine; the slower of two gets 409."""
    try:
        async with acting(request, caller, "conversation.taken", conversation_id) as services:
            before = await seen(services, caller, conversation_id)
            after = await services.conversations.take(conversation_id, caller.staff.id)
            if after.owner_version != before.owner_version:
                await _tell_traveller(services, request, caller, after, "utter_agent_joined")
    except OwnedByAnother as error:
        await refuse(request, caller, "taken", error)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/hand-back")
async def hand_back(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Give my chat back to the assistant."""
    try:
        async with acting(request, caller, "conversation.handed_back", conversation_id) as services:
            await seen(services, caller, conversation_id)
            after = await services.conversations.hand_back(conversation_id, caller.staff.id)
            await _tell_traveller(services, request, caller, after, "utter_agent_left")
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/resolve")
async def resolve(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Close my chat, and ask the traveller how it was; it opens again when the traveller writes."""
    try:
        async with acting(request, caller, "conversation.resolved", conversation_id) as services:
            await seen(services, caller, conversation_id)
            after = await services.conversations.resolve(conversation_id, caller.staff.id)
            await _tell_traveller(services, request, caller, after, "utter_resolved")
            await ask_after_resolving(services, Wording(request.app.state.desk.renderer), after, caller.staff.id)
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/reply")
async def reply(conversation_id: ChatId, body: Written, caller: Talking, request: Request) -> Message:
    """Say something to the traveller, as the owner; the same `client_id` twice is one message."""
    try:
        async with acting(request, caller, "conversation.replied", conversation_id) as services:
            await seen(services, caller, conversation_id)
            message = await services.conversations.agent_reply(
                conversation_id, caller.staff.id, body.client_id, body.text
            )
            shown = await _shown(services, request, caller, message)
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.post("/conversations/{conversation_id}/note")
async def note(conversation_id: ChatId, body: Written, caller: Noting, request: Request) -> Message:
    """Write a note for colleagues; no traveller ever sees it."""
    async with acting(request, caller, "conversation.noted", conversation_id) as services:
        await seen(services, caller, conversation_id)
        message = await services.conversations.note(conversation_id, caller.staff.id, body.text, body.client_id)
        shown = await _shown(services, request, caller, message)
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.post("/conversations/{conversation_id}/typing", status_code=204)
async def typing(conversation_id: ChatId, body: Typing, caller: Talking, request: Request) -> None:
    """Tell the traveller and colleagues that the owner is writing."""
    async with request.app.state.desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
    if conversation.owner != caller.staff.owner:
        raise Problem(409, "not_owner", name=await owner_name(request, caller, conversation.owner))
    await request.app.state.desk.bus.publish(
        topic_of(conversation_id), "typing", {"on": body.on, "by": caller.staff.owner}
    )


async def _tell_traveller(
    services: Services, request: Request, caller: Caller, conversation: Conversation, key: str
) -> None:
    """Say who speaks from now on, in the traveller's language, in the same transaction as the change."""
    language = spoken(conversation.language_choice or conversation.language)
    values = {"name": name_for(caller.staff, language)}
    said = Wording(request.app.state.desk.renderer).reply(key, values, language)
    await services.conversations.announce(conversation.id, said)


async def _shown(services: Services, request: Request, caller: Caller, message: Stored) -> Message:
    names, carried = await read_names(services, caller.language, ()), await carried_by(services, [message])
    return message_of(view_of(request, caller, names), message, carried.get(message.seq, ()))


async def _changed(request: Request, caller: Caller, after: Conversation) -> Can:
    await wake(request, after.id, "owner", {"owner": after.owner})
    await wake(request, after.id, "message", {})
    return can_of(after, caller.staff.id, caller.may("conversations.talk"), caller.may("conversations.assign"))
