"""The audit log as /api/v1 gives it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from connectors.console.models import Model


class Entry(Model):
    """One change or look. `by`: agent:<id>, system or visitor."""

    number: int
    at: datetime
    by: str = Field(examples=["agent:6f1c…"])
    by_name: str | None = Field(description="The colleague's name, where it is one.")
    action: str = Field(examples=["conversation.taken"])
    thing: str
    values: dict[str, Any] | None
    hash: str
    seal: str


class Entries(Model):
    """A page of the log, the latest first; `before` asks for the next page, None is the end."""

    items: list[Entry]
    before: int | None


class Verdict(Model):
    """What a check found: entries up to `verified` are as they were written."""

    verified: int
    hash: str
    seal: str
    broken: int | None = Field(description="The first entry that is not as it was written.")
    fault: Literal["missing", "changed", "unsealed"] | None
