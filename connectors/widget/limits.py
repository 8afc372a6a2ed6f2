"""The limits of the widget's door."""

from __future__ import annotations

from bot.core.limits import Limit


class Limits:
    """A whole hotel shares one address, so that may knock more often. `scale` widens them all."""

    def __init__(self, scale: float) -> None:
        self.sessions = Limit(20 * scale)
        self.messages = Limit(30 * scale)
        self.messages_of_address = Limit(240 * scale)
        self.files = Limit(20 * scale)
        self.files_of_address = Limit(120 * scale)
        self.reads = Limit(120 * scale)
