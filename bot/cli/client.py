"""Requests to a desk, wherever it runs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import httpx

from bot.core.errors import Refusal, Unavailable

API = "/api/v1"
TRIES = 3
TIMEOUT_SECONDS = 20.0


class Client:
    """Asks as the person whose token it has. What was sent twice by a retry is one, by its client id."""

    def __init__(self, url: str, token: str) -> None:
        self._base = url.rstrip("/") + API
        self._headers = {"Authorization": f"Bearer {token}", "User-Agent": "tripdesk-cli"}

    def get(self, path: str, **query: str | int | None) -> Any:
        """Give what stands at a path. Raises Refusal, Unavailable."""
        return self._ask("GET", path, params={name: value for name, value in query.items() if value is not None})

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """Send something. Raises Refusal, Unavailable."""
        return self._ask("POST", path, json=dict(body or {}))

    def _ask(self, method: str, path: str, **what: Any) -> Any:
        for left in reversed(range(TRIES)):
            try:
                answer = httpx.request(
                    method, self._base + path, headers=self._headers, timeout=TIMEOUT_SECONDS, **what
                )
                break
            except httpx.TransportError as error:
                if not left:
                    raise Unavailable(f"desk at {self._base}") from error
        if answer.is_success:
            return answer.json() if answer.content else None
        raise Refusal(_message(answer))


def client_id() -> str:
    """Make the id of a message that is sent once, however often it is tried."""
    return uuid.uuid4().hex


def _message(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        return f"the desk answered {answer.status_code}"
