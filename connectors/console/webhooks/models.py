"""Webhooks as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from connectors.console.models import Model

Url = Field(min_length=1, max_length=2000, examples=["https://example.com/tripdesk"])
Events = Field(min_length=1, max_length=100, examples=[["message.created", "ticket.opened"]])


class NewHook(Model):
    """A webhook to be entered."""

    url: str = Url
    events: list[str] = Events


class HookChange(Model):
    """What is to be otherwise; what is left out stays."""

    url: str | None = Field(default=None, min_length=1, max_length=2000)
    events: list[str] | None = Field(default=None, min_length=1, max_length=100)
    active: bool | None = None


class Hook(Model):
    """A webhook. `reason` says why it is off: by_hand, gone (it answered 410), failing (nothing arrived for days)."""

    id: str
    url: str
    events: list[str]
    active: bool
    reason: str | None
    failing_since: datetime | None
    waiting: int = Field(description="Calls that it is still owed.")
    created_at: datetime


class HookMade(Hook):
    """A new webhook with the secret that signs its calls: shown this once."""

    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class Hooks(Model):
    """Every webhook, and the events that there are."""

    items: list[Hook]
    events: list[str]


class CallMade(Model):
    """A call, made or owed; `data` is what it tells."""

    id: int
    event: str
    thing: str
    data: dict[str, Any]
    at: datetime
    state: str = Field(examples=["sent"])
    attempts: int
    next_at: datetime
    status: int | None
    error: str | None


class CallsMade(Model):
    """A webhook's calls, the latest first."""

    items: list[CallMade]
