"""Who is at the desk, as /api/v1 gives and takes it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from connectors.console.models import Model

State = Literal["available", "busy", "away"]


class Choice(Model):
    """What a colleague chooses to be."""

    state: State


class Skill(Model):
    """A topic that a colleague is good at, in words of the reader's language."""

    topic: str = Field(examples=["ask_price"])
    words: str = Field(examples=["Price"])


class Spoken(Model):
    """A language that a colleague writes."""

    code: str = Field(examples=["de"])
    name: str = Field(examples=["German"])


class Colleague(Model):
    """A colleague on the board. `chosen` is what they chose, `state` what they are: whose page is closed is away.

    `load`: chats that they hold or are offered, of `capacity`; `talks`: whether they may answer travellers at all.
    """

    id: str
    name: str = Field(examples=["Anna Berg"])
    team: str = Field(examples=["customer_service"])
    roles: list[str] = Field(examples=[["agent"]])
    me: bool
    talks: bool
    state: State
    chosen: State
    here: bool
    since: datetime | None
    languages: list[Spoken]
    skills: list[Skill]
    load: int
    capacity: int


class Board(Model):
    """Everybody, team by team."""

    items: list[Colleague]
