"""Offers, line by line."""

from __future__ import annotations

from bot.core.money import Money
from bot.products.values import Promotion
from bot.replies.values import Value, line, listing, name, percent, word


def promotion_line(one: Promotion) -> Value:
    """A line of `utter_promotions`."""
    value: object = percent(one.percent) if one.percent is not None else one.amount
    conditions = listing(_condition(kind, asked) for kind, asked in one.conditions.items() if asked is not False)
    shared = {"name": name(one.names), "value": value, "conditions": conditions, "until": one.valid_to}
    if one.code:
        return line("line_promotion_code", code=one.code, **shared)
    return line("line_promotion", **shared)


def _condition(kind: str, asked: bool | int | Money) -> Value:
    if isinstance(asked, bool):
        return word(f"word_condition_{kind}")
    return word(f"word_condition_{kind}", **({"amount": asked} if isinstance(asked, Money) else {"n": asked}))
