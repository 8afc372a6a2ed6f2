"""Refusals of this area."""

from __future__ import annotations

from datetime import datetime

from bot.core.errors import Refusal


class WrongLogin(Refusal):
    """E-mail and password do not belong together; the same for an unknown e-mail."""

    remembered = True

    def __init__(self, tries_left: int) -> None:
        super().__init__("console_login_wrong", tries_left=tries_left)


class LoginLocked(Refusal):
    """Too many wrong tries; `until` is a moment in UTC."""

    remembered = True

    def __init__(self, until: datetime) -> None:
        super().__init__("console_login_locked", until=until)


class StillLocked(LoginLocked):
    """Tried while the door was locked already: not counted, and not told whether it was right."""


class NotLoggedIn(Refusal):
    """The token is none, or no longer."""

    def __init__(self) -> None:
        super().__init__("console_not_logged_in")


class StaffRefused(Refusal):
    """The colleague cannot be entered like that; `reason`: email, role, team, known, language, skill, name or last.

    `last`: nobody would be left who may enter colleagues.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"console_staff_refused_{reason}")
        self.reason = reason
