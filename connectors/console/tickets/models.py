"""Tickets as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from connectors.console.models import Model


class TicketRow(Model):
    """A ticket of a chat."""

    reference: str = Field(examples=["TK-7K2M9P"])
    kind: str = Field(examples=["complaint"])
    category: str | None
    state: str = Field(examples=["open"])
    severity: str
    opened_at: datetime
    deadline: datetime


class Tickets(Model):
    """The tickets of a chat."""

    items: list[TicketRow]
