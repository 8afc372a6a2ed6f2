"""What the audit log holds, and what is found when it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# What is wrong with an entry: not there, not what was written, not sealed by this installation.
Fault = Literal["missing", "changed", "unsealed"]


@dataclass(frozen=True)
class NewEntry:
    """One change or look: who, what, at which thing.

    `by`: agent:<staff id>, system, or visitor (nobody is logged in); `action`: "conversation.taken"; `thing`: an id or
    reference; `values`: plain JSON without floats and without personal data.
    """

    at: datetime
    by: str
    action: str
    thing: str
    values: Mapping[str, object] | None


@dataclass(frozen=True)
class Entry(NewEntry):
    """A written entry; `hash` covers it and, through the hash before it, everything before; `seal` is keyed."""

    number: int
    hash: str
    seal: str


@dataclass(frozen=True)
class Head:
    """The end of the chain; the empty log has number 0 and an empty hash."""

    number: int
    hash: str


@dataclass(frozen=True)
class Sought:
    """Which entries are sought: all conditions hold, those that are None always do.

    `action`: a beginning ("conversation." is all of them); `since` and `until`: moments, the latter excluded.
    """

    by: str | None = None
    action: str | None = None
    thing: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What a check found: `verified` is the last entry that is as it was written, `fault` what is wrong after it."""

    verified: Head
    fault: Fault | None = None

    @property
    def broken(self) -> int | None:
        """Give the number of the first entry that is not as it was written."""
        return self.verified.number + 1 if self.fault else None
