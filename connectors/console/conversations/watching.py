"""Who else has a chat open, and what they are writing: kept by each open page for itself, and told over the bus.

Nothing of it is stored. Every page says that it is there when it comes, when another comes, and at each heartbeat;
one that has not been heard for a while is taken for gone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.bus import Bus, Wake, watching
from bot.core.ids import new_id

HERE, GONE, DOING, DELIVERY = "here", "gone", "doing", "delivery"


@dataclass
class Watch:
    """One open page of a chat, and the other pages it has heard of: by mark, whose, and when last."""

    conversation_id: str
    staff_id: str
    lasts: timedelta
    mark: str = field(default_factory=new_id)
    others: dict[str, tuple[str, datetime]] = field(default_factory=dict)

    @property
    def colleagues(self) -> list[str]:
        """Give the staff ids of those who have it open besides me, in the order they came."""
        return list(dict.fromkeys(staff_id for staff_id, _ in self.others.values() if staff_id != self.staff_id))

    async def say_here(self, bus: Bus, ask: bool = False) -> None:
        """Tell the other pages; with `ask` they tell of themselves."""
        await self._tell(bus, HERE, {"by": self.staff_id, "ask": ask})

    async def say_gone(self, bus: Bus) -> None:
        """Tell the other pages that this one is closed."""
        await self._tell(bus, GONE, {})

    def hear(self, wake: Wake, now: datetime) -> bool:
        """Take note of another page; say whether it asks."""
        mark = str(wake.data.get("mark") or "")
        if mark == self.mark:
            return False
        if wake.kind == GONE:
            self.others.pop(mark, None)
        elif wake.kind == HERE:
            self.others[mark] = (str(wake.data.get("by") or ""), now)
        return wake.kind == HERE and bool(wake.data.get("ask"))

    def forget_silent(self, now: datetime) -> None:
        """Drop those not heard for a while."""
        self.others = {mark: one for mark, one in self.others.items() if now - one[1] <= self.lasts}

    async def _tell(self, bus: Bus, kind: str, data: dict[str, Any]) -> None:
        await bus.publish(watching(self.conversation_id), kind, {**data, "mark": self.mark})
