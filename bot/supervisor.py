"""Starts the brain and the desk, restarts what crashes, stops both together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.core.settings import Settings
from bot.trainer.models import ROOT, brain_environment

# A part that dies sooner than this is waited for a little longer each time.
STEADY_SECONDS = 30.0
LONGEST_PAUSE = 30.0


@dataclass
class Part:
    """One child process and how often it has failed."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    resume_at: float = field(default=0.0)

    def start(self) -> None:
        """Launch in a process group of its own, so that Ctrl-C reaches only the supervisor."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started = time.monotonic()

    def tend(self) -> None:
        """Restart when dead, after a pause that grows while it keeps dying."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.failures = 0 if now - self.started > STEADY_SECONDS else self.failures + 1
            self.resume_at = now + min(LONGEST_PAUSE, 2.0**self.failures - 1)
            print(
                f"tripdesk: the {self.name} stopped (see {self.log}); starting it again",
                file=sys.stderr,
                flush=True,
            )
            self.process = None
        if self.process is None and now >= self.resume_at:
            self.start()

    def stop(self, grace: float = 10.0) -> None:
        """Ask to end, then insist."""
        if self.process is None or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(grace)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def brain_part(settings: Settings, model: Path) -> Part:
    """Rasa's own server on loopback, with our channel, reply generator and tracker store."""
    run = settings.home.absolute() / "run"
    run.mkdir(parents=True, exist_ok=True)
    endpoints = run / "endpoints.yml"
    endpoints.write_text(yaml.safe_dump(_endpoints(settings)), encoding="utf-8")
    endpoints.chmod(0o600)
    command = [
        str(ROOT / ".venv-brain/bin/rasa"),
        "run",
        "-m",
        str(model),
        "-i",
        settings.brain_host,
        "-p",
        str(settings.brain_port),
        "--endpoints",
        str(endpoints),
        "--credentials",
        str(ROOT / "credentials.yml"),
    ]
    environment = {**brain_environment(), "TRIPDESK_BRAIN_TOKEN": settings.brain_token.get_secret_value()}
    return Part("brain", command, environment, settings.home.absolute() / "logs/brain.log")


def desk_part(settings: Settings) -> Part:
    """The desk, by this interpreter."""
    environment = {**os.environ, "TRIPDESK_HOME": str(settings.home.absolute())}
    return Part(
        "desk",
        [sys.executable, "-m", "bot", "serve"],
        environment,
        settings.home.absolute() / "logs/desk.log",
    )


def _endpoints(settings: Settings) -> dict[str, dict[str, str | bool]]:
    database = settings.brain_database
    return {
        "nlg": {"type": "bot.brain.replies.ReplyGenerator"},
        "action_endpoint": {
            "url": f"http://{settings.brain_host}:{settings.action_port}/webhook",
            "token": settings.brain_token.get_secret_value(),
            "enable_selective_domain": True,
        },
        "tracker_store": {"type": "bot.brain.trackers.FoldedTrackerStore", "url": database},
    }


def port_taken(host: str, port: int) -> bool:
    """Whether somebody already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def supervise(parts: list[Part]) -> None:
    """Tend the parts until interrupted, then stop them in reverse order."""
    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: stopping.append(received))
    try:
        while not stopping:
            for part in parts:
                part.tend()
            time.sleep(0.5)
    finally:
        for part in reversed(parts):
            part.stop()
