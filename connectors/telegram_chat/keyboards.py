"""Inline keyboards: a button carries where it stands, `<message number>.<place>`, and the record says what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.conversations.values import Json

CHOSEN = "chosen"
_MARK = "✓ "
# Signs that fit beside another button on a narrow phone.
_HALF, _THIRD = 16, 10


@dataclass(frozen=True)
class Pressed:
    """Which button of which message."""

    seq: int
    index: int


def keyboard(seq: int, buttons: Sequence[Json]) -> InlineKeyboardMarkup | None:
    """Give the keyboard of a message's buttons."""
    made = [
        InlineKeyboardButton(str(button["title"]), callback_data=f"{seq}.{index}")
        for index, button in enumerate(buttons)
    ]
    width = max((len(button.text) for button in made), default=0)
    a_row = 3 if width <= _THIRD and len(made) > 4 else 2 if width <= _HALF else 1
    return InlineKeyboardMarkup([made[at : at + a_row] for at in range(0, len(made), a_row)]) if made else None


def chosen(title: str) -> InlineKeyboardMarkup:
    """Give the keyboard of a choice that was made: it shows it, and does nothing."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"{_MARK}{title}", callback_data=CHOSEN)]])


def link(title: str, address: str) -> InlineKeyboardMarkup:
    """Give a keyboard that opens an address."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(title, url=address)]])


def read(data: str | None) -> Pressed | None:
    """Read what a pressed button carries; None for what no keyboard of ours does."""
    seq, dot, index = (data or "").partition(".")
    fits = dot and all(part.isascii() and part.isdigit() and len(part) < 10 for part in (seq, index))
    return Pressed(int(seq), int(index)) if fits else None
