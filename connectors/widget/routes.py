"""The widget over HTTP: a session, messages in, messages out, the live stream, the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import anyio
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from sse_starlette import EventSourceResponse

from bot.core.texts import clean_text
from bot.localisation.languages import languages
from bot.services import Services
from bot.switchboard import Incoming
from connectors.widget import chat, words
from connectors.widget.absent import build_absent
from connectors.widget.cors import preflight
from connectors.widget.door import Door, Problem, address_of, identify, language_of, read_body, token_of
from connectors.widget.files import build_files
from connectors.widget.identity import Identity, new_identity, renewed, sign, user_identity
from connectors.widget.limits import Limits
from connectors.widget.pages import build_pages
from connectors.widget.pictures import build_pictures
from connectors.widget.shapes import (
    LanguageAnswer,
    LanguageRequest,
    MessageAnswer,
    MessageRequest,
    MessagesAnswer,
    ProblemAnswer,
    SessionAnswer,
    SessionRequest,
)
from connectors.widget.stream import HEARTBEAT, RING, doorbell, follow

if TYPE_CHECKING:
    from bot.app import Desk

_HIGHEST = 2**31 - 1
_GRACE = 2  # seconds; less than the server waits for its last answers
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": ProblemAnswer} for code in (400, 401, 403, 404, 413, 415, 429, 503)
}


def _takes(shape: type[BaseModel]) -> dict[str, Any]:
    """Document a body that the door reads itself, to bound its size."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": shape.model_json_schema()}},
        }
    }


def build_router(scale: float) -> APIRouter:
    """Give the widget's API with limits of its own."""
    router = APIRouter(prefix="/widget/v1", tags=["widget"], route_class=Door, responses=_PROBLEMS)
    limits = Limits(scale)

    @router.post("/session", openapi_extra=_takes(SessionRequest))
    async def session(request: Request) -> SessionAnswer:
        """Begin, or come back: a valid bearer token keeps its conversation and is renewed."""
        desk = request.app.state.desk
        now = desk.clock.now()
        limits.sessions.take(address_of(request), now)
        asked = await read_body(request, SessionRequest)
        identity = _who(request, asked)
        return await _session(desk, identity, asked, language_of(request))

    @router.post("/messages", status_code=202, openapi_extra=_takes(MessageRequest))
    async def send(request: Request) -> MessageAnswer:
        """Store a message; the answer comes over the stream. The same `client_id` twice is one message."""
        desk, identity = request.app.state.desk, identify(request)
        limits.messages.take(identity.sender, desk.clock.now())
        limits.messages_of_address.take(address_of(request), desk.clock.now())
        asked = await read_body(request, MessageRequest)
        return await _accept(desk, identity, asked, language_of(request))

    @router.get("/messages")
    async def messages(
        request: Request,
        after: Annotated[int | None, Query(ge=0, le=_HIGHEST)] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> MessagesAnswer:
        """Give messages in order: those after a number, or without one the latest."""
        desk, identity = request.app.state.desk, identify(request)
        limits.reads.take(identity.sender, desk.clock.now())
        async with desk.services(write=False) as services:
            look = chat.Look(desk.files.types, desk.renderer)
            return await chat.page(services, identity.sender, look, after, limit)

    @router.get("/events", response_class=EventSourceResponse)
    async def events(request: Request) -> EventSourceResponse:
        """Stream messages after `Last-Event-ID`, then live ones, with `typing` and `owner` between them."""
        desk, identity = request.app.state.desk, identify(request)
        limits.reads.take(identity.sender, desk.clock.now())
        last = request.headers.get("last-event-id", "")
        after = min(int(last), _HIGHEST) if last.isascii() and last.isdigit() and len(last) < 20 else 0
        closing = anyio.Event()
        return EventSourceResponse(
            follow(desk, identity.sender, after, closing),
            ping=HEARTBEAT,
            shutdown_event=closing,
            shutdown_grace_period=_GRACE,
        )

    router.include_router(build_files(limits))
    router.include_router(build_absent(limits))
    router.include_router(build_pictures())

    @router.post("/language", openapi_extra=_takes(LanguageRequest))
    async def language(request: Request) -> LanguageAnswer:
        """Choose a language: the assistant keeps to it until another is chosen."""
        desk, identity = request.app.state.desk, identify(request)
        limits.reads.take(identity.sender, desk.clock.now())
        asked = await read_body(request, LanguageRequest)
        if asked.language not in languages():
            raise Problem("unknown_language")
        async with desk.services() as services:
            await chat.choose_language(services, identity.sender, asked.language)
            return await _words(desk, services, asked.language)

    @router.options("/{path:path}", include_in_schema=False)
    async def before(path: str) -> Response:
        """Answer the question that a browser asks before a page of another site may."""
        return preflight()

    return router


def routers(desk: Desk) -> tuple[APIRouter, ...]:
    """Give everything that the desk's web application includes of the widget."""
    return build_router(desk.settings.rate_limit_scale), build_pages()


def _who(request: Request, asked: SessionRequest) -> Identity:
    """Give the user that the site vouches for, else whom the token names, else somebody new."""
    desk = request.app.state.desk
    settings, now = desk.settings, desk.clock.now()
    if asked.user:
        secrets = settings.widget_secret.get_secret_value(), settings.session_secret.get_secret_value()
        return user_identity(asked.user.id, asked.user.hmac, *secrets, now)
    return renewed(identify(request), now) if token_of(request) else new_identity(now)


async def _session(desk: Desk, identity: Identity, asked: SessionRequest, accepted: str) -> SessionAnswer:
    async with desk.services(write=False) as services:
        chosen, spoken = await chat.languages_of(services, identity.sender)
        language = words.first_known(chosen, asked.page_locale, asked.locale, spoken, accepted)
        answer = await _words(desk, services, language)
    return SessionAnswer(
        **answer.model_dump(),
        token=sign(identity, desk.settings.session_secret.get_secret_value()),
        expires_at=identity.expires.isoformat(),
        languages=words.language_names(),
        files=words.file_rules(desk.files),
    )


async def _words(desk: Desk, services: Services, language: str) -> LanguageAnswer:
    company = await words.company_of(services)
    return LanguageAnswer(
        language=language,
        direction=languages()[language].direction,
        texts=words.labels(desk.renderer, language, desk.files.most_mb),
        welcome=words.welcome(desk.renderer, language, company),
    )


async def _accept(desk: Desk, identity: Identity, asked: MessageRequest, language: str) -> MessageAnswer:
    title = await _pressed(desk, identity, asked.payload, language) if asked.payload else None
    # A payload that nobody offered is only words: it must not reach what a button can do.
    said = clean_text(title or asked.text or asked.payload or "")
    if not said.text and not asked.attachments:
        raise Problem("empty")
    incoming = Incoming(
        channel=chat.CHANNEL,
        sender=identity.sender,
        client_id=asked.client_id,
        text=title or asked.text or asked.payload or "",
        payload=asked.payload if title else None,
        locale=language,
        attachments=tuple(asked.attachments),
    )
    accepted = await desk.switchboard.accept(incoming)
    await desk.bus.publish(doorbell(identity.sender), RING, {"conversation": accepted.conversation_id})
    remark = words.kept_first(desk.renderer, language) if said.truncated else None
    return MessageAnswer(seq=accepted.seq, duplicate=accepted.duplicate, truncated=said.truncated, message=remark)


async def _pressed(desk: Desk, identity: Identity, payload: str, language: str) -> str | None:
    """Give the title of the button that was pressed, if it was ever offered in this conversation."""
    welcome = words.welcome(desk.renderer, language, None)
    async with desk.services(write=False) as services:
        look = chat.Look(desk.files.types, desk.renderer)
        return await chat.title_of(services, identity.sender, payload, welcome.buttons, look)
