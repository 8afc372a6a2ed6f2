"""Second factors as the other areas see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

STEP = timedelta(seconds=30)
RECOVERY_CODES = 10


@dataclass(frozen=True)
class Factor:
    """Where a colleague's second factor stands; `since` is None while it is off."""

    since: datetime | None
    codes_left: int

    @property
    def on(self) -> bool:
        """Say whether logging in asks for it."""
        return self.since is not None


@dataclass(frozen=True)
class Enrolment:
    """What an authenticator has to be told, once: the secret, and the address that holds it for a camera."""

    secret: str
    address: str


@dataclass(frozen=True)
class Held:
    """An authenticator on record: `step` is the last time step whose code was taken."""

    secret: str
    step: int
    confirmed_at: datetime | None
