"""`make up`: everything between a checkout and a desk that answers, told line by line."""

from __future__ import annotations

import asyncio
import shutil
import sys
import threading
import time

import httpx

from bot.core.errors import DataError, Unavailable
from bot.core.settings import Settings
from bot.demo_visitors import visit
from bot.maintenance import Prepared, prepare
from bot.supervisor import brain_part, desk_part, port_taken, supervise
from bot.trainer import models

READY_SECONDS = 120.0
NEEDED_FREE_MB = 200


def start(settings: Settings) -> None:
    """Check, train, prepare the records, start brain and desk, and say where they are."""
    check_machine(settings)
    model = models.current()
    if not models.usable(model):
        _tell("training the assistant (a few minutes, only when its data changed)")
        models.train(log=settings.home / "logs/train.log", tell=_tell)
    _tell("preparing the records")
    prepared = asyncio.run(prepare(settings))
    _tell("starting brain and desk")
    parts = [brain_part(settings, model), desk_part(settings)]
    threading.Thread(target=_announce_when_ready, args=(settings, prepared), daemon=True).start()
    supervise(parts)
    _tell("stopped")


def check_machine(settings: Settings) -> None:
    """Raise one clear sentence for what would fail later in a hundred lines."""
    if not (models.ROOT / ".venv-brain/bin/rasa").exists():
        raise Unavailable("brain environment (.venv-brain)")
    free = shutil.disk_usage(settings.home).free // 2**20
    if free < NEEDED_FREE_MB:
        raise DataError(
            "disk",
            f"only {free} MB free in TRIPDESK_HOME, {NEEDED_FREE_MB} needed; free some space, or set it elsewhere.",
        )
    asked = {
        "TRIPDESK_PORT": (settings.host, settings.port),
        "TRIPDESK_BRAIN_PORT": (settings.brain_host, settings.brain_port),
        "TRIPDESK_ACTION_PORT": (settings.brain_host, settings.action_port),
    }
    for name, (host, port) in asked.items():
        if port_taken(host, port):
            raise DataError("port", f"{port} is taken; stop what listens there, or set {name} to a free one.")


def wait_until_ready(settings: Settings, seconds: float = READY_SECONDS) -> bool:
    """Wait until a real question is answered."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if (
                httpx.get(
                    f"http://{_reachable(settings)}:{settings.port}/health", timeout=5, trust_env=False
                ).status_code
                == 200
            ):
                return True
        except httpx.HTTPError:
            pass
        time.sleep(0.3)
    return False


def _announce_when_ready(settings: Settings, prepared: Prepared) -> None:
    logs = settings.home.absolute() / "logs"
    if not wait_until_ready(settings):
        print(
            f"tripdesk: no answer after {READY_SECONDS:.0f} s; see {logs}/brain.log and {logs}/desk.log",
            file=sys.stderr,
            flush=True,
        )
        return
    address = settings.public_url or f"http://{_reachable(settings)}:{settings.port}"
    lines = [f"Demo page   {address}/", f"Console     {address}/console"]
    if prepared.first_login:
        login = prepared.first_login
        lines.append(f"First login {login.staff.email} / {login.password}   (shown only now; note it)")
    if settings.telegram_token:
        lines.append(
            f"Telegram    by {'webhook' if settings.telegram_webhook else 'polling'} ('tripdesk doctor' checks it)"
        )
    lines += [
        f"API         {address}/docs",
        f"Logs        {logs}/brain.log, {logs}/desk.log",
        "Stop with Ctrl-C.",
    ]
    print("\n" + "\n".join(f"  {line}" for line in lines) + "\n", flush=True)
    if prepared.visitors_due:
        try:
            visit(f"http://{_reachable(settings)}:{settings.port}")
        except httpx.HTTPError as error:
            _tell(f"the demo's travellers could not write: {error}")


def _reachable(settings: Settings) -> str:
    return "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host


def _tell(what: str) -> None:
    print(f"» {what}", flush=True)
