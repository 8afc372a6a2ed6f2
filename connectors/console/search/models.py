"""Searching as /api/v1 gives it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from connectors.console.models import Model

Kind = Literal["messages", "people", "bookings", "tickets", "chats"]


class Part(Model):
    """A piece of a text; `hit`: it is what was looked for."""

    text: str = Field(examples=["Fahrer"])
    hit: bool


class Found(Model):
    """Something that was found. `to`: the parts of its address in the console, `#/chats/<id>/<number>`."""

    kind: Kind
    title: str = Field(examples=["Anna Schneider"])
    about: str = Field(description="What tells it from others, in the caller's language.", examples=["Traveller"])
    parts: list[Part] = Field(description="The text around the first hit; empty where the title says everything.")
    language: str | None = Field(examples=["de"])
    note: bool = Field(description="A note of a colleague's.")
    at: datetime | None
    to: list[str] = Field(examples=[["chats", "0b0f2f0e-6f0b-4f6e-9a63-0c3f7c1c2f11", "12"]])


class Facet(Model):
    """How many there are of a kind; `more`: at least so many."""

    kind: Kind
    count: int
    more: bool


class Results(Model):
    """A page of results, the best first. `cursor` gives the next page of messages; facets come with the first."""

    items: list[Found]
    facets: list[Facet]
    cursor: str | None
