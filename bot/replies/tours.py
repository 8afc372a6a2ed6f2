"""Tours in one line, and the needs that they can take care of."""

from __future__ import annotations

from collections.abc import Iterable

from bot.products.values import Tour
from bot.replies.values import Value, count, line, lines, name, word


def in_short(tour: Tour) -> Value:
    """A line of `utter_plan_trip_ask`."""
    return line("line_tour_plain", tour=name(tour.names), days=count("count_days", tour.days), price=tour.adult_price)


def need_lines(tour: Tour, needs: Iterable[str]) -> Value:
    """The lines of `utter_special_needs`."""
    levels = tour.needs or {}
    return lines(line("line_need", need=need_words(need), level=level_words(levels[need])) for need in needs)


def need_words(need: str) -> Value:
    """A need."""
    return word(f"word_need_{need}")


def level_words(level: str) -> Value:
    """How far a need can be met."""
    return word(f"word_level_{level}")
