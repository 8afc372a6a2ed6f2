"""Tagged values for replies (docs/architecture.md, "Values in replies")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bot.core.money import Money

Value = dict[str, Any]


def tagged(value: Any) -> Any:
    """Tag what has a type of its own (money, days, clock times); leave the rest as it is."""
    if isinstance(value, Money):
        return {"t": "money", "amount": str(value.amount), "currency": value.currency}
    if isinstance(value, datetime):
        return moment(value, "UTC")
    if isinstance(value, date):
        return {"t": "date", "iso": value.isoformat()}
    if isinstance(value, time):
        return {"t": "time", "iso": value.isoformat("minutes")}
    if isinstance(value, Decimal):
        return {"t": "number", "value": str(value)}
    return value


def moment(at: datetime, zone: str) -> Value:
    """Tag an instant with the zone it is to be told in."""
    return {"t": "datetime", "iso": at.isoformat(), "tz": zone}


def name(texts: Mapping[str, str]) -> Value:
    """Tag a record's proper name."""
    return {"t": "name", "texts": dict(texts)}


def free_text(texts: Mapping[str, str]) -> Value:
    """Tag a record's free text; the reply says so where it falls back to another language."""
    return {"t": "text", "texts": dict(texts)}


def word(key: str, **values: Any) -> Value:
    """Tag a catalogue fragment."""
    return {"t": "word", "key": key, "values": {k: tagged(v) for k, v in values.items()}}


def words(vocabulary: str, items: Iterable[str]) -> Value:
    """Tag a list of fragments of one vocabulary."""
    return listing(word(f"word_{vocabulary}_{item}") for item in items)


def count(key: str, n: int) -> Value:
    """Tag a counted noun, for instance `count_days`."""
    return {"t": "count", "key": key, "n": n}


def change(value: Decimal) -> Value:
    """Tag a percentage that is added or taken off: +25 %, −10 %."""
    return {"t": "percent", "value": f"{value:+}"}


def percent(value: Decimal | int) -> Value:
    """Tag a percentage; 30 is 30 %."""
    return {"t": "percent", "value": str(value)}


def listing(items: Iterable[Any]) -> Value:
    """Tag an enumeration: "a, b and c"."""
    return {"t": "list", "items": [tagged(item) for item in items]}


def line(key: str, **values: Any) -> Value:
    """One line of `lines`."""
    return {"key": key, "values": {k: tagged(v) for k, v in values.items()}}


def clauses(items: Iterable[Any]) -> Value:
    """Tag half-sentences to be strung together: "a; b; c"."""
    return {"t": "clauses", "items": [tagged(item) for item in items]}


def nights(n: int) -> Value:
    """Tag the nights of a tour; a day trip says so instead of "0 nights"."""
    return count("count_nights", n) if n else word("word_no_nights")


def lines(items: Iterable[Value]) -> Value:
    """Tag lines, each a catalogue key with values of its own."""
    return {"t": "lines", "items": list(items)}


def button(title: str | Value, intent: str, **entities: str) -> Value:
    """A button that speaks for the traveller; the payload stays within Telegram's 64 bytes."""
    pairs = ",".join(f'"{key}":"{value}"' for key, value in entities.items())
    return {"title": title, "payload": f"/{intent}{{{pairs}}}" if pairs else f"/{intent}"}
