"""What a message says, as the model read it or as the button that was pressed carries it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Pressed:
    """What a button says for the traveller."""

    payload: str
    intent: str
    entities: Mapping[str, Any] = field(default_factory=dict)


def read_payload(payload: str | None) -> Pressed:
    """Read what a button carries, "/ask_price{"tour":"great-wall"}"; no intent where there is none."""
    payload = payload or ""
    intent, brace, rest = payload.removeprefix("/").partition("{")
    try:
        named = json.loads(brace + rest) if brace else {}
    except ValueError:
        named = {}
    return Pressed(payload, intent.strip(), named if isinstance(named, dict) else {})


def intent_of(reading: Mapping[str, Any] | None) -> tuple[str, float]:
    """Give the intent of a reading and how certain it is; no name where nothing was read."""
    intent = (reading or {}).get("intent")
    intent = intent if isinstance(intent, dict) else {}
    return str(intent.get("name") or ""), float(intent.get("confidence") or 0)
