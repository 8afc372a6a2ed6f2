"""What can be wrong with a search."""

from __future__ import annotations

from bot.core.errors import Refusal


class SearchTooLong(Refusal):
    """More was asked for than a search is for."""

    def __init__(self, longest: int) -> None:
        super().__init__("console_search_too_long", n=longest)


class NothingToLookFor(Refusal):
    """There is no letter and no digit in it."""

    def __init__(self) -> None:
        super().__init__("console_search_no_words")
