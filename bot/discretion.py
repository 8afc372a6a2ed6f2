"""What is not said where strangers read along: bookings, tickets and personal data, in a group chat."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from bot.conversations.reading import intent_of, read_payload
from bot.localisation.languages import DATA

_AREAS = frozenset({"bookings", "tickets", "customers"})
_ENTITIES = frozenset({"booking_reference", "ticket_reference", "phone", "email"})


def personal(reading: Mapping[str, Any], payload: str | None = None) -> bool:
    """Say whether a message, by its reading or by the button pressed, is about the traveller's own affairs."""
    intent = read_payload(payload).intent or intent_of(reading)[0]
    named = {str(entity.get("entity")) for entity in reading.get("entities") or []}
    return intent in _intents() or bool(named & _ENTITIES)


@cache
def _intents() -> frozenset[str]:
    contract = yaml.safe_load((DATA / "intents.yml").read_text(encoding="utf-8"))["intents"]
    return frozenset(name for name, intent in contract.items() if intent["area"] in _AREAS)
