"""How an entry is written down, hashed and sealed. docs/audit.md says it too, and a test keeps the two alike."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from bot.audit.values import Entry, Head, NewEntry

BEGINNING = Head(0, "")
_EXACT = 2**53  # beyond it a JSON number means something else to other languages
_CONTROLS = dict.fromkeys((*range(32), 127))


def plain(value: object) -> object:
    """Make of a value what every JSON library writes alike: no floats, no huge integers, no control characters."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < _EXACT):
        return value
    if isinstance(value, Mapping):
        return {str(plain(str(key))): plain(one) for key, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return [plain(one) for one in sorted(value, key=str)]
    if isinstance(value, Collection) and not isinstance(value, (str, bytes)):
        return [plain(one) for one in value]
    written = value.isoformat() if isinstance(value, datetime) else str(value)
    return written.encode(errors="replace").decode().translate(_CONTROLS)


def moment(at: datetime) -> str:
    """Write a moment one way: UTC, six digits of a second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def fields(entry: NewEntry, number: int, before: str) -> dict[str, object]:
    """Give what the hash covers; `before` is the hash of the entry before, empty for the first."""
    return {
        "number": number,
        "at": moment(entry.at),
        "by": entry.by,
        "action": entry.action,
        "thing": entry.thing,
        "values": entry.values,
        "before": before,
    }


def canonical(covered: Mapping[str, object]) -> str:
    """Write JSON as RFC 8785 does: names in order, no spaces, UTF-8."""
    return json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def hashed(entry: NewEntry, number: int, before: str) -> str:
    """Give the hash of an entry in its place: SHA-256 over its canonical text."""
    return hashlib.sha256(canonical(fields(entry, number, before)).encode()).hexdigest()


def head_of(entry: Entry) -> Head:
    """Give the chain's end at an entry."""
    return Head(entry.number, entry.hash)
