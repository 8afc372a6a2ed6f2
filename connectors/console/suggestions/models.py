"""Suggested next steps as /api/v1 gives them."""

from __future__ import annotations

from pydantic import Field

from connectors.console.models import Model


class NextStep(Model):
    """A next step: `phrase` is opened, filled from the records; without one it is `open_ticket`, done at once."""

    name: str = Field(examples=["quote_refund"])
    label: str = Field(examples=["Quote the refund"])
    sources: list[str] = Field(description="The records it comes from.", examples=[["Booking TD-7K2M9P"]])
    phrase: str | None = Field(examples=["utter_refund_quote"])


class NextSteps(Model):
    """What the records call for, the most fitting first."""

    items: list[NextStep]


class Opened(Model):
    """The ticket that was opened."""

    ticket: str = Field(examples=["TK-7K2M9P"])
    words: str = Field(examples=["Case TK-7K2M9P is open."])
