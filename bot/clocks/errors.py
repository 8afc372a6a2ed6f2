"""Refusals and conflicts of this area."""

from __future__ import annotations

from bot.core.errors import Conflict, Refusal


class BadRules(Refusal):
    """Something that makes no sense was entered: a zone that does not exist, shifts that overlap …"""

    def __init__(self, field: str) -> None:
        super().__init__("console_clocks_bad", field=field)


class RulesChanged(Conflict):
    """Somebody saved other rules meanwhile."""

    def __init__(self, version: int) -> None:
        super().__init__("rules", version=version)
