"""A traveller's message as an action reads it, made by hand."""

from __future__ import annotations

from typing import Any

from actions.turn import Turn
from tests.conftest import NOW


def turn(text: str = "", intent: str = "inform", confidence: float = 1.0, **more: Any) -> Turn:
    """Make a message; `entities` as pairs, `asked` is the slot that an open form asks for."""
    plain: dict[str, Any] = {
        "conversation": "c", "message": "1", "text": text, "intent": intent, "confidence": confidence,
        "pressed": text.startswith("/"), "entities": (), "slots": {}, "ambiguity": {}, "ranking": (), "language": "en",
        "today": NOW.date(), "form": None, "asked": None,
    }  # fmt: skip
    return Turn(**{**plain, **more})
