"""Colleagues as the other areas see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

ROLES = ("agent", "designer", "booker", "marketer", "manager", "trainer", "administrator")


@dataclass(frozen=True)
class Staff:
    """One colleague; never the password. `role` is the first of `roles`."""

    id: str
    name: str
    latin_name: str | None
    email: str
    role: str
    also: tuple[str, ...]
    team: str | None
    languages: tuple[str, ...]
    active: bool

    @property
    def roles(self) -> frozenset[str]:
        """Give every role the colleague has."""
        return frozenset((self.role, *self.also))

    @property
    def owner(self) -> str:
        """Give the name under which this colleague owns a conversation."""
        return f"agent:{self.id}"


@dataclass(frozen=True)
class NewStaff:
    """A colleague to be entered; without a password they cannot log in yet, without an id they get one."""

    name: str
    email: str
    role: str = "agent"
    also: tuple[str, ...] = ()
    team: str | None = None
    latin_name: str | None = None
    id: str | None = None
    languages: tuple[str, ...] = ()
    password: str | None = None


@dataclass(frozen=True)
class Session:
    """A log-in: the token is shown this once and never again."""

    token: str
    staff: Staff
    expires_at: datetime


@dataclass(frozen=True)
class FirstLogin:
    """The administrator of a fresh installation, with the password to print once."""

    staff: Staff
    password: str


@dataclass(frozen=True)
class Token:
    """A token for programs: shown this once and never again."""

    id: str
    name: str
    token: str
