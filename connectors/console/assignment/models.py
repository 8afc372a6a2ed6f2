"""Offers, transfers and teams as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from connectors.console.conversations.models import ClientId
from connectors.console.models import LONGEST_TEXT, Model

TeamName = Annotated[str, Field(max_length=40, examples=["booking"])]


class Offer(Model):
    """A chat that is held out to me. `why`: the reasons, in words; `by` and `note`: of the colleague who chose me."""

    conversation: str
    traveller: str = Field(examples=["Anna Schneider"])
    language: str = Field(examples=["de"])
    language_name: str = Field(examples=["German"])
    channel: str = Field(examples=["widget"])
    priority: Literal["urgent", "high", "normal", "low"]
    topic: str | None = Field(examples=["My booking"])
    why: list[str] = Field(examples=[["You write German."]])
    by: str | None
    note: str | None
    waiting_since: datetime | None
    until: datetime
    seconds: int = Field(description="What is left of the offer.")


class Offers(Model):
    """What is offered to me now, the most pressing first."""

    items: list[Offer]


class Team(Model):
    """A team: how many of its people are here and free, how many chats wait for it."""

    team: TeamName
    name: str = Field(examples=["Booking"])
    mine: bool
    people: int = Field(description="Who may answer travellers.")
    here: int
    available: int
    waiting: int
    oldest: datetime | None = Field(description="Since when the one who waits longest has waited.")


class Teams(Model):
    """Every team."""

    items: list[Team]


class TransferTo(Model):
    """Where a chat goes: to a team's queue, or to a colleague; `version`: only if the owner is still the same."""

    client_id: ClientId
    team: TeamName | None = None
    staff: Annotated[str, Field(max_length=64)] | None = None
    note: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    version: int | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> Self:
        """Want a team or a colleague."""
        if (self.team is None) == (self.staff is None):
            raise ValueError("team or staff")
        return self


class Transferred(Model):
    """Where the chat is now: offered to the colleague, or waiting for the team because nobody was free at once."""

    team: TeamName
    staff: str | None
    offered: bool
    words: str = Field(examples=["Passed on to Kai Mori."])
