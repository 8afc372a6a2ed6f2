"""The Bot API over HTTP, as documented: `/bot<token>/<method>`, files, and calls to a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from socket import socket
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.telegram.bot_api import BotApi
from tests.telegram.bot_api_rules import Refused

WEBHOOK_PAUSES = (0.05, 0.1, 0.3, 1.0)


def build(api: BotApi) -> Starlette:
    """Give the web application of a Bot API."""

    async def method(request: Request) -> Response:
        name = request.path_params["method"]
        try:
            if request.path_params["token"] != api.token:
                raise Refused(401, "Unauthorized")
            arguments = await _arguments(request)
            waits = name.lower() == "getupdates"
            result: Any = await api.get_updates(arguments) if waits else api.call(name, arguments)
            await asyncio.sleep(api.slow.get(name, 0))
        except Refused as refused:
            return JSONResponse(_refusal(refused), refused.code)
        except ConnectionError:
            # As a network that takes the request and loses the answer.
            return Response(status_code=502)
        return JSONResponse({"ok": True, "result": result})

    async def file(request: Request) -> Response:
        wanted = request.path_params["path"]
        for path, content in api.files.values():
            if path == wanted and request.path_params["token"] == api.token:
                return Response(content)
        return JSONResponse(_refusal(Refused(404, "Not Found")), 404)

    return Starlette(
        routes=[
            Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", file),
        ]
    )


async def call_webhook(api: BotApi) -> None:
    """Post waiting updates to the webhook, one after the other, again and again until they are taken."""
    failures = 0
    async with httpx.AsyncClient(trust_env=False, timeout=10) as http:
        while True:
            if not (api.webhook.get("url") and api.updates):
                await api.wait(1)
                continue
            _, update = api.updates[0]
            if await _posted(http, api, update):
                failures = 0
                api._acknowledge(update["update_id"] + 1)
                api.notify()
            else:
                await asyncio.sleep(WEBHOOK_PAUSES[min(failures, len(WEBHOOK_PAUSES) - 1)])
                failures += 1


@asynccontextmanager
async def serving(api: BotApi, port: int = 0) -> AsyncIterator[str]:
    """Serve a Bot API on loopback; gives its address."""
    server = _Server(uvicorn.Config(build(api), port=port, log_level="error", timeout_graceful_shutdown=1))
    task, caller = asyncio.create_task(server.serve()), asyncio.create_task(call_webhook(api))
    await server.listening.wait()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        caller.cancel()
        server.should_exit = api.closing = True
        api.notify()
        await asyncio.gather(task, caller, return_exceptions=True)


async def _posted(http: httpx.AsyncClient, api: BotApi, update: dict[str, Any]) -> bool:
    secret = api.webhook.get("secret_token")
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    try:
        answer = await http.post(api.webhook["url"], json=update, headers=headers)
    except httpx.HTTPError as error:
        api.webhook["last_error_message"] = str(error)
        return False
    if not answer.is_success:
        api.webhook["last_error_message"] = f"Wrong response from the webhook: {answer.status_code}"
    return answer.is_success


async def _arguments(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").startswith("application/json"):
        return {**request.query_params, **await request.json()}
    async with request.form() as form:
        # A file is its name and its bytes.
        sent = {
            name: (value.filename or "", await value.read()) if isinstance(value, UploadFile) else value
            for name, value in form.items()
        }
        return {**request.query_params, **sent}


def _refusal(refused: Refused) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": refused.code, "description": refused.description}
    return {**body, "parameters": refused.parameters} if refused.parameters else body


class _Server(uvicorn.Server):
    """Says when it listens, and leaves signals to the tests."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()
        self.install_signal_handlers = lambda: None  # type: ignore[attr-defined]

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()
