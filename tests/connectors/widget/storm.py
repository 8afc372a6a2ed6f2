"""A proxy that treats every request as a bad network would: late, lost on the way there or back, twice, broken off."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random

# What becomes of a request, and how often; the rest arrive.
FATES = {"late": 0.10, "lost_there": 0.08, "lost_back": 0.08, "twice": 0.08, "refused": 0.04, "broken": 0.06}
_REFUSAL = b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 11\r\nconnection: close\r\n\r\n<h1>Oh</h1>"
_LIVES = (0.05, 1.5)  # seconds a live stream lasts before it breaks


@dataclass
class Storm:
    """One request a connection, so that each has a fate of its own; the same seed gives the same fates."""

    port_behind: int
    random: Random
    raging: bool = False
    seen: Counter[str] = field(default_factory=Counter)
    open: dict[asyncio.Task[object], asyncio.StreamWriter] = field(default_factory=dict)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request to its fate."""
        task = asyncio.current_task()
        assert task is not None
        self.open[task] = writer
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
                request = await _request(reader)
                fate = self._fate()
                self.seen[fate] += 1
                await self._meet(fate, request, writer)
        finally:
            writer.close()
            del self.open[task]

    async def close(self) -> None:
        """Break off what is still open, and see it closed."""
        still = dict(self.open)
        for task in still:
            task.cancel()
        await asyncio.gather(*still, return_exceptions=True)
        for writer in still.values():
            with suppress(ConnectionError):
                await writer.wait_closed()

    def _fate(self) -> str:
        if not self.raging:
            return "arrives"
        names = [*FATES, "arrives"]
        return self.random.choices(names, [*FATES.values(), 1 - sum(FATES.values())])[0]

    async def _meet(self, fate: str, request: bytes, writer: asyncio.StreamWriter) -> None:
        if fate == "lost_there":
            return
        if fate == "refused":
            writer.write(_REFUSAL)
            await writer.drain()
            return
        if fate == "late":
            await asyncio.sleep(self.random.uniform(0.01, 0.15))
        live = b" /widget/v1/events " in request.split(b"\r\n", 1)[0]
        if fate in {"lost_back", "twice"} and not live:
            await self._forward(request, None)
        if fate == "lost_back":
            return
        lives = self.random.uniform(*_LIVES) if live and self.raging else None
        with suppress(TimeoutError):
            async with asyncio.timeout(lives):
                await self._forward(request, writer, self.random.randint(0, 300) if fate == "broken" else None)

    async def _forward(self, request: bytes, writer: asyncio.StreamWriter | None, most: int | None = None) -> None:
        """Send a request on; pass the answer back, or no more than `most` bytes of it, or to nobody."""
        answer, onward = await asyncio.open_connection("127.0.0.1", self.port_behind)
        try:
            onward.write(request)
            while chunk := await answer.read(4096 if most is None else most):
                if writer:
                    writer.write(chunk)
                    await writer.drain()
                if most is not None:
                    return
        finally:
            onward.close()


@asynccontextmanager
async def storm(port_behind: int, seed: int) -> AsyncIterator[tuple[Storm, int]]:
    """Stand before a port of loopback; gives the proxy, still calm, and its own port."""
    proxy = Storm(port_behind, Random(seed))
    server = await asyncio.start_server(proxy.serve, "127.0.0.1")
    try:
        yield proxy, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await proxy.close()


async def _request(reader: asyncio.StreamReader) -> bytes:
    """Read one request with its body; the other side is asked to close after it."""
    head = await reader.readuntil(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
    body = await reader.readexactly(length) if length else b""
    return b"\r\n".join([lines[0], b"connection: close", *lines[1:]]) + body
