"""One message a second in each chat."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict

APART = 1.02
REMEMBERED = 5_000


class Pace:
    """Remembers when each chat may be written to again."""

    def __init__(self, apart: float = APART) -> None:
        self._apart = apart
        self._free: OrderedDict[int, float] = OrderedDict()

    async def wait(self, chat_id: int) -> None:
        """Wait for a chat's turn, and take it."""
        now = time.monotonic()
        turn = max(now, self._free.pop(chat_id, now))
        self._free[chat_id] = turn + self._apart
        if len(self._free) > REMEMBERED:
            self._free.popitem(last=False)
        await asyncio.sleep(turn - now)

    def sent(self, chat_id: int) -> None:
        """Count from now on: what has been answered has arrived, and what is on its way may be overtaken."""
        self.hold(chat_id, self._apart)

    def hold(self, chat_id: int, seconds: float) -> None:
        """Leave a chat alone for so long."""
        self._free[chat_id] = max(self._free.get(chat_id, 0), time.monotonic() + seconds)
