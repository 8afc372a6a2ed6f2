"""Refusals of this area: none; an installation without a company is a DataError."""

from __future__ import annotations

from bot.core.errors import DataError


class NoCompany(DataError):
    """Nobody has said who we are yet."""

    def __init__(self) -> None:
        super().__init__("company", "no company on record: load the demo company or enter your own")
