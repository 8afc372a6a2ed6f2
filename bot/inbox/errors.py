"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class NoSuchPage(Refusal):
    """The mark that says where a list continues is none of ours."""

    def __init__(self) -> None:
        super().__init__("console_page_unknown")
