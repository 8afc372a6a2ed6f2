"""Every way a request to the console can fail, told as `{error, message}` and never a stack trace."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute

from bot.conversations.errors import EmptyMessage
from bot.core.errors import Conflict, DeskError, Refusal, Unavailable
from connectors.console.texts import requested_language, words

# What travellers wrote stays out of every cache, and an answer opened as a page runs nothing and is framed by nobody.
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
LARGEST_BODY = 64 * 1024
# What a refusal means to a program; every other refusal is 422.
_STATUS = {
    "console_conversation_unknown": 404,
    "console_phrase_unknown": 404,
    "console_phrase_shortcut_taken": 409,
    "console_ticket_unknown": 404,
    "console_undo_gone": 409,
    "console_retry_refused": 409,
    "console_note_fixed": 409,
    "console_login_wrong": 401,
    "console_not_logged_in": 401,
    "console_webhook_unknown": 404,
    "console_login_locked": 429,
    "utter_customer_unknown": 404,
    "console_customer_erased": 410,
    "console_customer_merge_unknown": 404,
    "console_customer_nothing_hidden": 404,
    "console_customer_linked": 409,
    "console_customer_merge_later": 409,
    "console_session_unknown": 404,
    "console_token_unknown": 404,
    "console_token_right": 403,
    "console_factor_on": 409,
    "console_factor_off": 409,
    "console_factor_not_begun": 409,
    "utter_attachment_unknown": 404,
    "utter_attachment_too_large": 413,
    "utter_attachment_type": 415,
}


class Problem(Exception):
    """An answer that is no: status, code for programs (worded by `console_error_<code>`), and values."""

    def __init__(self, status: int, code: str, **values: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.values = values


class ConsoleRoute(APIRoute):
    """A route that turns what goes wrong into words of the person's language."""

    # Whether a large body is refused before it is read.
    bounded = True

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler, its dependencies included."""
        handle = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                if self.bounded:
                    _refuse_large(request)
                response = await handle(request)
            except (Problem, DeskError, RequestValidationError, HTTPException) as error:
                response = answer(request, _problem(error))
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
            return response

        return told


class FileRoute(ConsoleRoute):
    """A route whose body is a file: read in pieces, and bounded where it is written."""

    bounded = False


def answer(request: Request, problem: Problem) -> Response:
    """Word a problem."""
    of_service = problem.code.startswith(("console_", "utter_"))
    key = problem.code if of_service else f"console_error_{problem.code}"
    code = problem.code.removeprefix("console_")
    message = words(request.app.state.desk.renderer, key, requested_language(request), problem.values)
    headers = {"Retry-After": "5"} if problem.status in (429, 503) else None
    return JSONResponse({"error": code, "message": message}, problem.status, headers=headers)


def _refuse_large(request: Request) -> None:
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > LARGEST_BODY or "transfer-encoding" in request.headers:
        raise Problem(413, "input", field=str(LARGEST_BODY))


def _problem(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        steps = [str(step) for step in error.errors()[0]["loc"]]
        return Problem(422, "input", field=steps[-1] if steps else "body")
    if isinstance(error, HTTPException):
        return Problem(error.status_code, "input", field="body")
    return _of_desk(error)


def _of_desk(error: Exception) -> Problem:
    if isinstance(error, EmptyMessage):
        return Problem(422, "empty")
    if isinstance(error, Refusal):
        return Problem(_STATUS.get(error.key, 422), error.key, **_plain(error.values))
    if isinstance(error, Conflict):
        return Problem(409, "conflict")
    return Problem(503 if isinstance(error, Unavailable) else 500, "unavailable")


def _plain(values: Mapping[str, object]) -> dict[str, str]:
    """Write a refusal's values for a program; a moment as the time of day in UTC."""
    return {name: f"{value:%H:%M} UTC" if isinstance(value, datetime) else str(value) for name, value in values.items()}
