"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class NothingToRate(Refusal):
    """Nobody asked, or the rating is closed."""

    def __init__(self) -> None:
        super().__init__("utter_survey_closed")
