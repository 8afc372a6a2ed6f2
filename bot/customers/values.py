"""Customers as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Customer:
    """A person we know: phone in E.164, ISO country, the zone they live in; `marketing` only where they agreed."""

    id: str
    name: str
    latin_name: str | None
    phone: str | None
    email: str | None
    language: str | None
    country: str | None
    zone: str | None
    preferences: Mapping[str, object]
    marketing: bool
    created_at: datetime

    @property
    def display_name(self) -> str:
        """Give the name as the customer writes it."""
        return self.name


@dataclass(frozen=True)
class NewCustomer:
    """A person to be registered."""

    name: str
    latin_name: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str | None = None
    country: str | None = None
    zone: str | None = None
    preferences: Mapping[str, object] = field(default_factory=dict)
    marketing: bool = False


@dataclass(frozen=True)
class Identity:
    """A chat account and the customer behind it, once known.

    `unreachable_since`: they have blocked us; `address`: a caller's number or an e-mail address.
    """

    channel: str
    sender: str
    customer_id: str | None
    display_name: str | None
    language: str | None
    unreachable_since: datetime | None = None
    address: str | None = None
