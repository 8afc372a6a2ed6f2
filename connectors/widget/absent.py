"""When people are away: how soon they answer, and a message left for them with a way to be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request

from bot.bus import announce
from bot.core.contacts import normalise_email, normalise_phone
from bot.core.texts import clean_text
from bot.switchboard.left import LeftMessage, leave
from bot.switchboard.wording import Wording
from bot.waiting import outlook
from connectors.widget import chat
from connectors.widget.door import Door, Problem, address_of, identify, language_of, read_body
from connectors.widget.identity import Identity
from connectors.widget.limits import Limits
from connectors.widget.shapes import LeaveAnswer, LeaveRequest, OutlookAnswer
from connectors.widget.stream import RING, doorbell

if TYPE_CHECKING:
    from bot.app import Desk


def build_absent(limits: Limits) -> APIRouter:
    """Give the two routes."""
    router = APIRouter(route_class=Door)

    @router.get("/outlook")
    async def waiting(request: Request) -> OutlookAnswer:
        """Say whether people are here, and how soon one would answer."""
        desk, identity = request.app.state.desk, identify(request)
        limits.reads.take(identity.sender, desk.clock.now())
        return await _outlook(desk, identity, language_of(request))

    @router.post("/leave", status_code=202)
    async def leaving(request: Request) -> LeaveAnswer:
        """Leave a message for a person, and how to be reached: it waits in the queue, under a ticket."""
        desk, identity = request.app.state.desk, identify(request)
        limits.messages.take(identity.sender, desk.clock.now())
        limits.messages_of_address.take(address_of(request), desk.clock.now())
        asked = await read_body(request, LeaveRequest)
        return await _leave(desk, identity, asked, language_of(request))

    return router


async def _outlook(desk: Desk, identity: Identity, language: str) -> OutlookAnswer:
    async with desk.services(write=False) as services:
        conversation = await chat.find(services, identity.sender)
        state, values = await outlook(services, conversation.id if conversation else None)
    opens, wait, position = values.get("opens"), values.get("wait"), values.get("position")
    return OutlookAnswer(
        open=state == "open",
        opens=str(opens["iso"]) if isinstance(opens, dict) else None,
        position=position if isinstance(position, int) else None,
        wait=desk.renderer.text(str(wait["key"]), language, {"n": wait["n"]}) if isinstance(wait, dict) else None,
    )


async def _leave(desk: Desk, identity: Identity, asked: LeaveRequest, language: str) -> LeaveAnswer:
    contact = normalise_email(asked.contact) or normalise_phone(asked.contact)
    if contact is None:
        raise Problem("contact")
    text, name = clean_text(asked.text).text, clean_text(asked.name).text
    if not text:
        raise Problem("empty")
    left = LeftMessage(chat.CHANNEL, identity.sender, asked.client_id, language, text, name, contact)
    async with desk.services() as services:
        accepted, ticket = await leave(services, Wording(desk.renderer), left)
    await desk.bus.publish(doorbell(identity.sender), RING, {"conversation": accepted.conversation_id})
    await announce(desk.bus, accepted.conversation_id, "message", {"seq": accepted.seq})
    return LeaveAnswer(ticket=ticket, seq=accepted.seq, duplicate=accepted.duplicate)
