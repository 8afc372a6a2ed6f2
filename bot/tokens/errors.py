"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class UnknownToken(Refusal):
    """There is no such token, or it has ended."""

    def __init__(self) -> None:
        super().__init__("console_token_unknown")


class TooMuch(Refusal):
    """A token was asked for with a right that its owner does not have."""

    def __init__(self, right: str) -> None:
        super().__init__("console_token_right", right=right)


class TooMany(Refusal):
    """The colleague has as many tokens as one may have."""

    def __init__(self, most: int) -> None:
        super().__init__("console_token_many", most=most)
