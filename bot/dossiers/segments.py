"""Kinds of customer, by the rules of `data/segments.yml`: a pure function of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml

from bot.core.errors import DataError
from bot.core.shapes import read
from bot.dossiers.values import Facts
from bot.localisation.languages import DATA


@dataclass(frozen=True)
class Condition:
    """What a fact has to be: within bounds, or hold one of some."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segment:
    """A kind of customer: everything in one of `when` holds, by fact."""

    name: str
    when: tuple[Mapping[str, Condition], ...]


@cache
def segments(data: Path = DATA) -> tuple[Segment, ...]:
    """Read the rules. Raises DataError for a fact that nobody knows."""
    table = yaml.safe_load((data / "segments.yml").read_text(encoding="utf-8"))["segments"]
    found = tuple(read(Segment, one, "segments.yml") for one in table)
    for one in found:
        for when in one.when:
            if unknown := set(when) - set(Facts.__dataclass_fields__):
                raise DataError("segments.yml", f"{one.name} asks for {sorted(unknown)}, which nobody knows")
    return found


def segments_of(facts: Facts, rules: tuple[Segment, ...]) -> tuple[str, ...]:
    """Give the names of the segments that a customer is in, in the order of the rules."""
    return tuple(one.name for one in rules if any(_all_hold(facts, when) for when in one.when))


def _all_hold(facts: Facts, when: Mapping[str, Condition]) -> bool:
    return all(_holds(getattr(facts, fact), condition) for fact, condition in when.items())


def _holds(value: object, condition: Condition) -> bool:
    if isinstance(value, frozenset):
        return bool(value & set(condition.any_of))
    if not isinstance(value, (int, Decimal)):
        return False
    low, high = condition.at_least, condition.at_most
    return (low is None or value >= low) and (high is None or value <= high)
