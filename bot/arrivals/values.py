"""What has arrived, as the other parts see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class NewArrival:
    """An update to be kept: its number, the chat whose order it keeps, and all of it."""

    update_id: int
    chat: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Arrival(NewArrival):
    """A stored update; `attempts` have failed so far; `gap`: the number before it has not been seen."""

    received_at: datetime
    attempts: int
    gap: bool
