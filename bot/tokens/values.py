"""Tokens of programs as the other areas see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.staff.values import Staff

# How exact "last used" is: a read need not become a write each time.
TOUCHED = timedelta(minutes=5)


@dataclass(frozen=True)
class NewToken:
    """A token to be made: `rights` None is all of its owner's, also later ones; without `lasts` it never ends."""

    name: str
    rights: frozenset[str] | None = None
    lasts: timedelta | None = None


@dataclass(frozen=True)
class Token:
    """A token on record."""

    id: str
    staff_id: str
    name: str
    rights: frozenset[str] | None
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True)
class Issued:
    """A fresh token: `secret` is shown this once and never again."""

    token: Token
    secret: str

    @property
    def id(self) -> str:
        """Give the token's id."""
        return self.token.id


@dataclass(frozen=True)
class Bearer:
    """Who a token speaks for, and which token it is; `stale`: its use has not been written down lately."""

    staff: Staff
    token: Token
    stale: bool
