"""What the assistant understands, as /api/v1 gives it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from connectors.console.models import LONGEST_TEXT, Model


class Sentence(Model):
    """A text to be read; without a language it is detected."""

    text: str = Field(min_length=1, max_length=LONGEST_TEXT, examples=["Wie viel kostet die Japan-Reise?"])
    language: str | None = Field(default=None, max_length=10, examples=["de"])


class Ranked(Model):
    """An intent and how sure the model is of it."""

    name: str = Field(examples=["ask_price"])
    confidence: float = Field(examples=[0.98])


class Reading(Model):
    """What the assistant understands of a text."""

    language: str | None = Field(examples=["de"])
    intent: Ranked
    ranking: list[Ranked]
    entities: list[dict[str, Any]] = Field(
        examples=[[{"entity": "destination", "value": "japan", "start": 16, "end": 21}]]
    )
