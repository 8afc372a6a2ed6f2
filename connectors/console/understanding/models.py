"""What the assistant understands, as /api/v1 gives it."""

from __future__ import annotations

from typing import Any, Literal

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


class KnownPhrasing(Model):
    """A sentence that the assistant was taught, in the agent's language; `percent`: how like the message it is."""

    text: str = Field(examples=["我要取消预订"])
    intent: str = Field(examples=["cancel_booking"])
    words: str = Field(description="What it asks, in the agent's language.", examples=["取消预订"])
    percent: int = Field(ge=0, le=100, examples=[47])


class KnownPhrasings(Model):
    """The known phrasings that a message is most like, the best first. Not `ready`: a language is read; ask again."""

    items: list[KnownPhrasing]
    direction: Literal["ltr", "rtl"]
    ready: bool
