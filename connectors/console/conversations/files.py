"""Files in a chat: what a message carries, the bytes for colleagues, and a file that an agent sends."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from bot.attachments.errors import AttachmentNotFound
from bot.attachments.serving import headers_of
from bot.attachments.values import Attachment, NewFile
from bot.conversations.errors import OwnedByAnother
from connectors.console.acting import acting
from connectors.console.conversations.access import seen
from connectors.console.conversations.models import ClientId, Message
from connectors.console.conversations.routes import ChatId
from connectors.console.conversations.wakes import refuse, wake
from connectors.console.conversations.writing import shown_of
from connectors.console.identity import Noting, Reading, Talking
from connectors.console.problems import FileRoute, Problem

router = APIRouter(route_class=FileRoute, tags=["conversations"])

# Whose files they are in the records: no traveller's door asks for those of this channel.
STAFF = "staff"
_BODY = {"requestBody": {"required": True, "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/files/{file_id}", response_class=StreamingResponse)
async def download(file_id: Annotated[str, Path(max_length=64)], caller: Reading, request: Request) -> Response:
    """Give the bytes of a file that was sent in any chat."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        found: Attachment = await services.attachments.for_staff(file_id)
        if found.conversation_id is not None:
            await seen(services, caller, found.conversation_id)
    if found.key is None or not desk.files.has(found):
        raise AttachmentNotFound
    return StreamingResponse(desk.files.read(found), media_type=found.media, headers=dict(headers_of(found)))


@router.post("/conversations/{conversation_id}/files", openapi_extra=_BODY)
async def send(
    conversation_id: ChatId,
    caller: Talking,
    request: Request,
    client_id: Annotated[ClientId, Query()],
    name: Annotated[str, Query(max_length=400)] = "",
) -> Message:
    """Send a file to the traveller, as the owner, with its bytes as the body; the same `client_id` twice is one."""
    desk = request.app.state.desk
    async with desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
    if conversation.owner != caller.staff.owner:
        await refuse(request, caller, "not_owner", OwnedByAnother(conversation.owner, conversation.owner_version))
    mark = f"{caller.staff.id}:{client_id}"
    channel, sender, by = conversation.channel, conversation.sender, caller.staff.owner
    try:
        stored = await desk.intake.take(channel, sender, mark, NewFile(name, request.stream()), by)
        async with acting(request, caller, "conversation.file_sent", conversation_id) as services:
            message = await services.conversations.agent_reply(
                conversation_id, caller.staff.id, client_id, "", attached=[stored.kind]
            )
            await services.attachments.attach([stored], conversation_id, message.seq)
            shown = await shown_of(services, request, caller, message)
    except ClientDisconnect:
        raise Problem(422, "input", field="body") from None
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return shown


@router.post("/conversations/{conversation_id}/note-files", openapi_extra=_BODY)
async def keep(
    conversation_id: ChatId,
    caller: Noting,
    request: Request,
    client_id: Annotated[ClientId, Query()],
    name: Annotated[str, Query(max_length=400)] = "",
) -> Message:
    """Keep a file as a note for colleagues; it is stored apart from the traveller's, and never offered to them."""
    desk, me = request.app.state.desk, caller.staff
    async with desk.services(write=False) as services:
        await seen(services, caller, conversation_id)
    mark = f"{conversation_id}:{client_id}"
    try:
        stored = await desk.intake.take(STAFF, me.id, mark, NewFile(name, request.stream()), me.owner)
        async with acting(request, caller, "conversation.file_noted", conversation_id) as services:
            await seen(services, caller, conversation_id)
            message = await services.conversations.note(conversation_id, me.id, "", client_id, [stored.kind])
            await services.attachments.attach([stored], conversation_id, message.seq)
            shown = await shown_of(services, request, caller, message)
    except ClientDisconnect:
        raise Problem(422, "input", field="body") from None
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return shown
