"""Customers as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Customer:
    """A person we know: phone in E.164, ISO country, the zone they live in; `marketing` only where they agreed.

    `version` counts changes. `merged_into`: the record that counts instead; `erased_at`: nothing is known any more.
    """

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
    version: int = 1
    merged_into: str | None = None
    erased_at: datetime | None = None

    @property
    def display_name(self) -> str:
        """Give the name as the customer writes it."""
        return self.name


# What can be changed of a person.
FIELDS = ("name", "latin_name", "phone", "email", "language", "country", "zone", "preferences", "marketing")


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
    id: int = 0


@dataclass(frozen=True)
class CustomerEvent:
    """created, changed, noted, linked, unlinked, merged, moved, unmerged or erased; `fields` names what changed.

    `told` is sealed at rest: what the fields held before, or `text` of a note.
    """

    kind: str
    by: str
    at: datetime
    fields: tuple[str, ...] = ()
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Merge:
    """The journal of one merge: ids that moved, by kind, and the survivor's fields `before` and `after`."""

    id: str
    number: int
    survivor_id: str
    merged_id: str
    moved: Mapping[str, tuple[str, ...]]
    before: Mapping[str, object]
    after: Mapping[str, object]
    by: str
    at: datetime
    undone_at: datetime | None = None
    undone_by: str | None = None
