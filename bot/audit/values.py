"""What the audit log holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    """One change or look: who, what, at which thing; `hash` seals it together with everything before it.

    `by`: agent:<staff id> or system; `action`: "conversation.taken"; `thing`: an id or reference of the thing.
    """

    number: int
    at: datetime
    by: str
    action: str
    thing: str
    values: Mapping[str, object] | None
    hash: str
