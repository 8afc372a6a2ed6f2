"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class WeakPassword(Refusal):
    """The new password is too short, or one that is tried first: `reason` is short or common."""

    def __init__(self, reason: str, shortest: int) -> None:
        super().__init__(f"console_password_{reason}", shortest=shortest)


class WrongPassword(Refusal):
    """The colleague's own password, asked for again, is another one."""

    remembered = True

    def __init__(self, tries_left: int) -> None:
        super().__init__("console_password_wrong", tries_left=tries_left)


class UnknownSession(Refusal):
    """The colleague has no such session, or it has ended."""

    def __init__(self) -> None:
        super().__init__("console_session_unknown")
