"""What follows a change of a chat: everyone who looks at it is woken, or the colleague is told who was faster."""

from __future__ import annotations

from typing import Any, NoReturn

from fastapi import Request

from bot.bus import announce
from bot.conversations.errors import OwnedByAnother
from bot.conversations.values import BOT, QUEUE
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.identity import Caller
from connectors.console.problems import Problem
from connectors.console.texts import words


async def wake(request: Request, conversation_id: str, kind: str, data: dict[str, Any]) -> None:
    """Wake the chat's streams and the desk's lists."""
    await announce(request.app.state.desk.bus, conversation_id, kind, data)


async def refuse(request: Request, caller: Caller, code: str, error: OwnedByAnother) -> NoReturn:
    """Name the colleague who was faster, or who holds the chat now. Raises Problem 409."""
    raise Problem(409, code, name=await owner_name(request, caller, error.owner)) from error


async def owner_name(request: Request, caller: Caller, owner: str) -> str:
    """Give an owner's name in the caller's language."""
    async with request.app.state.desk.services(write=False) as services:
        return view_of(request, caller, await read_names(services, caller.language, ())).owner(owner)


async def actor_name(request: Request, caller: Caller, by: str) -> str:
    """Name who brought a change about: a colleague, the traveller, or the desk itself."""
    if by.startswith("agent:") or by in (BOT, QUEUE):
        return await owner_name(request, caller, by)
    key = f"console_author_{by}"
    return words(request.app.state.desk.renderer, key, caller.language)
