"""The widget's door: reads what comes, and turns every error into a status with kind words."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from bot.core.errors import DeskError, Refusal
from bot.core.limits import TooFast
from bot.localisation.languages import DEFAULT
from connectors.widget.cors import allow
from connectors.widget.identity import Expired, Forged, Identity, NotVouched, read
from connectors.widget.shapes import ProblemAnswer
from connectors.widget.words import accepted

BIGGEST = 1_000_000  # bytes; 100 kB of any script, escaped, still fits and is cut kindly
_RETRY = 5
Body = TypeVar("Body", bound=BaseModel)


_PROBLEMS = {
    "malformed": (400, "widget_error_malformed"),
    "empty": (400, "utter_message_empty"),
    "unknown_language": (400, "widget_error_language"),
    "expired": (401, "widget_error_expired"),
    "unauthorised": (401, "widget_error_forged"),
    "contact": (400, "widget_error_contact"),
    "not_vouched": (403, "widget_error_user"),
    "too_large": (413, "widget_error_too_large"),
    "too_fast": (429, "utter_slow_down"),
    "unavailable": (503, "widget_error_unavailable"),
    "empty_file": (400, "utter_attachment_empty"),
    "file_too_large": (413, "utter_attachment_too_large"),
    "file_type": (415, "utter_attachment_type"),
    "too_many_files": (403, "utter_attachment_too_many"),
    "unknown_file": (404, "utter_attachment_unknown"),
}
_REFUSALS = {key: code for code, (_, key) in _PROBLEMS.items()}


class Problem(Exception):
    """What the door answers instead: a code, which has a status and words with `values`; `wait` in seconds."""

    def __init__(self, code: str, wait: int | None = None, values: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait
        self.values = values or {}


class Door(APIRoute):
    """A route that never answers with a stack trace or with silence."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                return allow(request, await handle(request))
            except (Problem, TooFast, Expired, Forged, NotVouched, RequestValidationError, DeskError) as error:
                return allow(request, _answer(request, _problem(error)))

        return guarded


def _problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, TooFast):
        return Problem("too_fast", error.wait)
    if isinstance(error, Refusal):
        return Problem(_REFUSALS.get(error.key, "malformed"), values=error.values)
    if isinstance(error, DeskError):
        return Problem("unavailable", _RETRY)
    if isinstance(error, Expired):
        return Problem("expired")
    if isinstance(error, NotVouched):
        return Problem("not_vouched")
    return Problem("unauthorised" if isinstance(error, Forged) else "malformed")


def _answer(request: Request, problem: Problem) -> Response:
    status, key = _PROBLEMS[problem.code]
    language = language_of(request)
    words = request.app.state.desk.renderer.text(key, language, problem.values)
    body = ProblemAnswer(error=problem.code, message=words)
    headers = {"retry-after": str(problem.wait)} if problem.wait else {}
    return JSONResponse(body.model_dump(), status, {"content-language": language, **headers})


def language_of(request: Request) -> str:
    """Give the language to answer in; the script names the one that its traveller reads."""
    return accepted(request.headers.get("accept-language")) or DEFAULT


def address_of(request: Request) -> str:
    """Give the address that knocks; behind a proxy, uvicorn has already put the real one there."""
    return request.client.host if request.client else ""


def token_of(request: Request) -> str | None:
    """Give the bearer token, if any."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def identify(request: Request) -> Identity:
    """Give who is knocking. Raises Forged or Expired."""
    desk = request.app.state.desk
    return read(token_of(request) or "", desk.settings.session_secret.get_secret_value(), desk.clock.now())


async def read_body(request: Request, shape: type[Body]) -> Body:
    """Read a JSON body of a bounded size into `shape`. Raises Problem."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BIGGEST:
                raise Problem("too_large")
        return shape.model_validate_json(bytes(body) or b"{}")
    except (ValidationError, ClientDisconnect):
        raise Problem("malformed") from None
