"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class UnknownDestination(Refusal):
    """We do not go there."""

    def __init__(self, destination: str) -> None:
        super().__init__("utter_destination_unknown", destination=destination)
