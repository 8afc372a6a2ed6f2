"""Where a page of the list ends, written so that it fits into an address."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from bot.dossiers.values import Place
from connectors.console.problems import Problem


def written(place: Place | None) -> str | None:
    """Write a place; None at the end of the list."""
    if place is None:
        return None
    return base64.urlsafe_b64encode(f"{place.created_at.isoformat()}|{place.id}".encode()).decode()


def read(text: str | None) -> Place | None:
    """Read a place. Raises Problem 422 for what is none."""
    if not text:
        return None
    try:
        at, _, customer_id = base64.urlsafe_b64decode(text.encode()).decode().partition("|")
        place = Place(datetime.fromisoformat(at), customer_id)
    except (binascii.Error, ValueError) as error:
        raise Problem(422, "input", field="after") from error
    if place.created_at.tzinfo is None:
        raise Problem(422, "input", field="after")
    return place
