"""What can go wrong with a letter.

MailUnavailable   the server is out of reach, or says "later": try again
MailRefused       this letter will never go: a wrong address, a refusal for good
"""

from __future__ import annotations

from bot.core.errors import DeskError, Unavailable


class MailUnavailable(Unavailable):
    """The letter may go later; `why` for the log."""

    def __init__(self, why: str) -> None:
        super().__init__("mail")
        self.why = why

    def __str__(self) -> str:
        return self.why


class MailRefused(DeskError):
    """The letter will never go as it is."""
