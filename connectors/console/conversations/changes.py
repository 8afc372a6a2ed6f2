"""Changing a chat: take, hand back, resolve, snooze, undo, priority. One transaction each, then the wake-ups."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Request

from bot.conversations.errors import OwnedByAnother, StalePage
from bot.conversations.values import Conversation
from bot.localisation.languages import spoken
from bot.services import Services
from bot.staff.names import name_for
from bot.switchboard.wording import Wording
from connectors.console.acting import acting
from connectors.console.conversations.access import seen
from connectors.console.conversations.models import Can, Changing, Prioritising, Snoozing
from connectors.console.conversations.routes import ChatId
from connectors.console.conversations.views import PRIORITIES, can_of
from connectors.console.conversations.wakes import actor_name, refuse, wake
from connectors.console.identity import Caller, Talking
from connectors.console.problems import ConsoleRoute, Problem

router = APIRouter(route_class=ConsoleRoute, tags=["conversations"])
_PLAIN = Changing(version=None)


@router.post("/conversations/{conversation_id}/take")
async def take(conversation_id: ChatId, caller: Talking, request: Request, body: Changing = _PLAIN) -> Can:
    """Make a waiting chat, or one the assistant holds, mine; the slower of two gets 409."""
    async with (
        _refusing(request, caller, "taken"),
        acting(request, caller, "conversation.taken", conversation_id) as services,
    ):
        before = await seen(services, caller, conversation_id)
        after = await services.conversations.take(conversation_id, caller.staff.id, body.version)
        if after.owner_version != before.owner_version:
            await _tell_traveller(services, request, caller, after, "utter_agent_joined")
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/hand-back")
async def hand_back(conversation_id: ChatId, caller: Talking, request: Request, body: Changing = _PLAIN) -> Can:
    """Give my chat back to the assistant."""
    async with (
        _refusing(request, caller, "not_owner"),
        acting(request, caller, "conversation.handed_back", conversation_id) as services,
    ):
        await seen(services, caller, conversation_id)
        after = await services.conversations.hand_back(conversation_id, caller.staff.id, body.version)
        await _tell_traveller(services, request, caller, after, "utter_agent_left")
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/resolve")
async def resolve(conversation_id: ChatId, caller: Talking, request: Request, body: Changing = _PLAIN) -> Can:
    """Close my chat; it opens again when the traveller writes.

    The traveller hears of it, and is asked how it was, once it can no longer be undone.
    """
    async with (
        _refusing(request, caller, "not_owner"),
        acting(request, caller, "conversation.resolved", conversation_id) as services,
    ):
        await seen(services, caller, conversation_id)
        after = await services.conversations.resolve(conversation_id, caller.staff.id, body.version)
        undo = await services.conversations.undoable(after, caller.staff.id)
    await _changed(request, caller, after)
    return can_of(after, caller, undo)


@router.post("/conversations/{conversation_id}/snooze")
async def snooze(conversation_id: ChatId, caller: Talking, request: Request, body: Snoozing) -> Can:
    """Put my chat off until a time, or until the traveller writes, who always wakes it."""
    async with (
        _refusing(request, caller, "not_owner"),
        acting(request, caller, "conversation.snoozed", conversation_id) as services,
    ):
        await seen(services, caller, conversation_id)
        after = await services.conversations.snooze(conversation_id, caller.staff.id, body.until, body.version)
        undo = await services.conversations.undoable(after, caller.staff.id)
    await _changed(request, caller, after)
    return can_of(after, caller, undo)


@router.post("/conversations/{conversation_id}/undo")
async def undo(conversation_id: ChatId, caller: Talking, request: Request) -> Can:
    """Take back my snooze or resolve of some seconds ago, if nothing has happened since."""
    async with acting(request, caller, "conversation.undone", conversation_id) as services:
        await seen(services, caller, conversation_id)
        after = await services.conversations.undo(conversation_id, caller.staff.id)
    return await _changed(request, caller, after)


@router.post("/conversations/{conversation_id}/priority")
async def prioritise(conversation_id: ChatId, caller: Talking, request: Request, body: Prioritising) -> Can:
    """Say how urgent a chat is: whoever holds it, and whoever gives chats out."""
    values: dict[str, object] = {"priority": body.priority}
    async with (
        _refusing(request, caller, "not_owner"),
        acting(request, caller, "conversation.prioritised", conversation_id, values) as services,
    ):
        before = await seen(services, caller, conversation_id)
        if before.staff_id != caller.staff.id and not caller.may("conversations.assign"):
            raise OwnedByAnother(before.owner, before.owner_version)
        number = PRIORITIES.index(body.priority)
        after = await services.conversations.set_priority(conversation_id, number, caller.staff.owner, body.version)
    return await _changed(request, caller, after)


@asynccontextmanager
async def _refusing(request: Request, caller: Caller, code: str) -> AsyncIterator[None]:
    """Name who was faster, or who holds the chat. Raises Problem 409."""
    try:
        yield
    except StalePage as error:
        raise Problem(409, "stale", name=await actor_name(request, caller, error.by)) from error
    except OwnedByAnother as error:
        await refuse(request, caller, code, error)


async def _tell_traveller(
    services: Services, request: Request, caller: Caller, conversation: Conversation, key: str
) -> None:
    """Say who speaks from now on, in the traveller's language, in the same transaction as the change."""
    language = spoken(conversation.language_choice or conversation.language)
    values = {"name": name_for(caller.staff, language)}
    said = Wording(request.app.state.desk.renderer).reply(key, values, language)
    await services.conversations.announce(conversation.id, said)


async def _changed(request: Request, caller: Caller, after: Conversation) -> Can:
    await wake(request, after.id, "owner", {"owner": after.owner})
    await wake(request, after.id, "message", {})
    return can_of(after, caller)
