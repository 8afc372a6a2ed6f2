"""Logging in, as the other areas see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.staff.values import Staff

SESSION_LASTS = timedelta(hours=12)
# How long one may look for one's authenticator.
STEP_LASTS = timedelta(minutes=5)
# How exact "last used" is: a read need not become a write each time.
TOUCHED = timedelta(minutes=5)


@dataclass(frozen=True)
class Policy:
    """What this installation asks of log-ins: how long a session may lie idle, and whose need a second factor."""

    idle: timedelta = timedelta(hours=2)
    factor_for: frozenset[str] = frozenset()

    def wants_factor(self, staff: Staff) -> bool:
        """Say whether a colleague has to have a second factor."""
        return bool(staff.roles & self.factor_for)


@dataclass(frozen=True)
class Device:
    """Where somebody logs in from: a summary ("Firefox · Linux") and a shortened address ("203.0.113.0/24")."""

    agent: str = ""
    network: str = ""
    address: str = ""


@dataclass(frozen=True)
class Asked:
    """Who wants to log in, looked up; `password_hash` is None for nobody, and for whom has no password yet."""

    email: str
    staff: Staff | None
    password_hash: str | None


@dataclass(frozen=True)
class Session:
    """A log-in: the token is shown this once and never again. `pending`: it only opens the second step."""

    id: str
    token: str
    staff: Staff
    expires_at: datetime
    pending: bool = False


@dataclass(frozen=True)
class Login:
    """Somebody who is logged in; `limited` until they have the second factor that they need."""

    staff: Staff
    session_id: str
    stale: bool
    limited: bool


@dataclass(frozen=True)
class Place:
    """A session on a colleague's list."""

    id: str
    agent: str
    network: str
    created_at: datetime
    used_at: datetime
    expires_at: datetime
