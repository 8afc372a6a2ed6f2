"""Files over the widget's door: one in, with its bytes as the body; one out, to the traveller whose chat it is in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from bot.attachments.serving import headers_of
from bot.attachments.values import Attachment, NewFile
from connectors.widget.chat import CHANNEL, attachment_of
from connectors.widget.door import Door, Problem, address_of, identify
from connectors.widget.limits import Limits
from connectors.widget.shapes import AttachmentAnswer

ClientId = Annotated[str, Query(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
_BODY = {"requestBody": {"required": True, "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}


def build_files(limits: Limits) -> APIRouter:
    """Give the two routes."""
    router = APIRouter(route_class=Door)

    @router.post("/files", status_code=201, openapi_extra=_BODY)
    async def upload(
        request: Request, client_id: ClientId, name: Annotated[str, Query(max_length=400)] = ""
    ) -> AttachmentAnswer:
        """Store a file for a message to come: name its id there. The same `client_id` twice is one file."""
        desk, identity = request.app.state.desk, identify(request)
        limits.files.take(identity.sender, desk.clock.now())
        limits.files_of_address.take(address_of(request), desk.clock.now())
        try:
            stored = await desk.intake.take(CHANNEL, identity.sender, client_id, NewFile(name, request.stream()))
        except ClientDisconnect:
            raise Problem("malformed") from None
        return attachment_of(stored, desk.files.types)

    @router.get("/files/{file_id}", response_class=StreamingResponse)
    async def download(request: Request, file_id: Annotated[str, Path(max_length=64)]) -> Response:
        """Give a file of the caller's own chat; the token goes into the header, never into the address."""
        desk, identity = request.app.state.desk, identify(request)
        limits.reads.take(identity.sender, desk.clock.now())
        async with desk.services(write=False) as services:
            found: Attachment = await services.attachments.for_traveller(file_id, CHANNEL, identity.sender)
        if found.key is None or not desk.files.has(found):
            raise Problem("unknown_file")
        return StreamingResponse(desk.files.read(found), media_type=found.media, headers=dict(headers_of(found)))

    return router
