"""The desk as a process: the public server, and the private one on loopback where the brain runs actions."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib.metadata import version
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from fastapi_offline import FastAPIOffline
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

import actions
from actions import door
from bot.app import Desk
from bot.core.logs import setup_logging
from bot.core.settings import Settings
from connectors.console.routes import routers as console_routers
from connectors.telegram_chat import service as telegram
from connectors.widget.routes import routers as widget_routers


def build_app(desk: Desk) -> FastAPI:
    """The public application: widget, console, API, Telegram."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with desk.running(), telegram.running(desk):
            yield

    app = FastAPIOffline(title="Tripdesk", version=version("tripdesk"), lifespan=lifespan)
    app.state.desk = desk

    @app.get("/health", tags=["operation"], responses={503: {"description": "a part is not ready"}})
    async def health() -> JSONResponse:
        """Whether a real question would be answered now."""
        healthy = await desk.healthy()
        return JSONResponse({"status": "ok" if healthy else "starting"}, 200 if healthy else 503)

    for router in (*widget_routers(desk), *console_routers(desk), *telegram.routers(desk)):
        app.include_router(router)
    return app


def build_actions_app(desk: Desk) -> FastAPI:
    """Rasa's action webhook: answers only who knows the brain's token, and listens only on loopback."""
    door.install(lambda write: desk.services(write=write))
    executor = ActionExecutor()
    executor.register_package(actions)
    token = desk.settings.brain_token.get_secret_value()
    app = FastAPI(openapi_url=None)

    @app.post("/webhook")
    async def webhook(request: Request) -> Any:
        if not hmac.compare_digest(request.query_params.get("token", "").encode(), token.encode()):
            raise HTTPException(403)
        # Rasa leaves the domain out, as our endpoints ask it to; the SDK wants one, and no action reads it.
        call = {"domain": {}, **await request.json()}
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            raise HTTPException(400, {"error": str(rejection), "action_name": rejection.action_name}) from rejection
        except ActionNotFoundException as missing:
            raise HTTPException(404, {"error": str(missing), "action_name": missing.action_name}) from missing
        return result.model_dump() if result else {}

    return app


async def run(settings: Settings) -> None:
    """Serve until asked to stop."""
    setup_logging(settings.log_level)
    for noisy in ("rasa_sdk", "httpx"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    desk = Desk(settings)
    public = _server(build_app(desk), settings.host, settings.port)
    private = _server(build_actions_app(desk), settings.brain_host, settings.action_port)
    # The second server would otherwise take the first one's signal handlers away.
    private.capture_signals = _no_signals  # type: ignore[method-assign]
    serving = asyncio.create_task(private.serve())
    try:
        await public.serve()
    finally:
        private.should_exit = True
        await serving


def _server(app: FastAPI, host: str, port: int) -> uvicorn.Server:
    # SSE connections stay open for hours; a stop must not wait for them.
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=3,
            server_header=False,
        )
    )


@contextmanager
def _no_signals() -> Iterator[None]:
    yield
