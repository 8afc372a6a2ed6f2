"""A console with two colleagues and five travellers, served on a port: what the browser tests look at.

Run it alone to look around: `python -m tests.browser.console_server 8123`, log in as anna@example.com.
"""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from bot.app import Desk
from bot.conversations.values import NORMAL, URGENT
from bot.core.clock import SystemClock
from tests.connectors.console.fakes import (
    PASSWORD,
    READING,
    Guest,
    build_console,
    enter_colleagues,
    migrate_file,
    open_desk_in,
    say,
)

T = TypeVar("T")
MARKUP = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"><b>bold</b>"
PRICE = {
    "intent": {"name": "ask_price", "confidence": 0.98},
    "entities": [{"entity": "party", "value": {"adults": 2}}],
}
ROBBED = {
    "intent": {"name": "report_emergency", "confidence": 0.99},
    "entities": [{"entity": "emergency", "value": "theft"}],
}
UNSURE = {
    "intent": {"name": "nlu_fallback", "confidence": 0.4},
    "ranking": [{"name": "ask_documents", "confidence": 0.4}, {"name": "ask_safety", "confidence": 0.35}],
}


class Server:
    """The desk and its web server in a thread of their own."""

    def __init__(self, home: Path, port: int = 0) -> None:
        self._home = home
        self._socket = socket.create_server(("127.0.0.1", port))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self.chats: dict[str, str] = {}
        self.desk: Desk
        self._loop: asyncio.AbstractEventLoop
        self._uvicorn: uvicorn.Server

    def start(self) -> None:
        """Start, and come back when the page can be asked for."""
        self._thread.start()
        if not self._ready.wait(30):
            raise RuntimeError("the console did not start")

    def stop(self) -> None:
        """Stop, cutting live streams off."""
        self._uvicorn.should_exit = True
        self._uvicorn.force_exit = True
        self._thread.join(10)

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the desk's own loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def say(self, guest: Guest, reason: str | None = None) -> str:
        """Let a traveller write."""
        return self.do(say(self.desk, guest, reason))

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        await migrate_file(self._home / "tripdesk.db")
        self.desk = open_desk_in(self._home, SystemClock())
        await enter_colleagues(self.desk)
        self.chats = await _travellers(self.desk)
        config = uvicorn.Config(
            build_console(self.desk), log_level="warning", lifespan="off", timeout_graceful_shutdown=1
        )
        self._uvicorn = uvicorn.Server(config)
        serving = asyncio.ensure_future(self._uvicorn.serve([self._socket]))
        self._ready.set()
        await serving
        await self.desk.records.close()


async def _travellers(desk: Desk) -> dict[str, str]:
    """A German with a booking, a Chinese family, an Arab guest, somebody unkind, and an emergency."""
    await say(desk, Guest("german", "de", "Hallo, was kostet die Japan-Reise für zwei?", PRICE))
    german = await say(desk, Guest("german", "de", "TD-7K2M9P: Wo ist mein Fahrer?", READING), "talk_to_human")
    chinese = await say(desk, Guest("chinese", "zh", "两个大人一个孩子去京都多少钱？", PRICE))
    arab = await say(
        desk, Guest("arab", "ar", "مرحبا، حجزي TD-4HX8QW، هل تم تأكيده؟", READING), "misunderstood", NORMAL
    )
    unkind = await say(desk, Guest("unkind", "en", MARKUP, UNSURE), "talk_to_human", NORMAL)
    robbed = await say(desk, Guest("robbed", "en", "We were robbed at the station", ROBBED), "report_emergency", URGENT)
    return {"german": german, "chinese": chinese, "arab": arab, "unkind": unkind, "robbed": robbed}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder), int(sys.argv[1]))
        server.start()
        print(f"{server.address}/console  password: {PASSWORD}")
        threading.Event().wait()
