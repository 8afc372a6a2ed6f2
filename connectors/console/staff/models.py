"""Colleagues' records as /api/v1 gives and takes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.staff.values import LARGEST_CAPACITY
from connectors.console.models import Model
from connectors.console.presence.models import Skill, Spoken

Name = Annotated[str, Field(min_length=1, max_length=120, examples=["Anna Berg"])]
Code = Annotated[str, Field(max_length=40)]
Codes = Annotated[list[Code], Field(max_length=40)]
Capacity = Annotated[int, Field(ge=0, le=LARGEST_CAPACITY, examples=[4])]


class Record(Model):
    """A colleague's record. `roles`: the first is the main one; `login`: has a password to log in with."""

    id: str
    name: str = Field(examples=["林悦"])
    latin_name: str | None = Field(examples=["Lin Yue"])
    email: str | None = Field(description="For those who may change it.")
    roles: list[str] = Field(examples=[["agent", "trainer"]])
    team: str = Field(examples=["customer_service"])
    languages: list[str] = Field(examples=[["zh", "en"]])
    skills: list[str] = Field(examples=[["ask_price"]])
    capacity: int
    active: bool


class Records(Model):
    """Every colleague, and what may be chosen from."""

    items: list[Record]
    roles: list[str]
    teams: list[str]
    topics: list[Skill]
    languages: list[Spoken]


class NewRecord(Model):
    """A colleague to be entered."""

    name: Name
    email: Annotated[str, Field(max_length=254, examples=["anna.berg@example.com"])]
    latin_name: Annotated[str, Field(max_length=120)] | None = None
    roles: Annotated[list[Code], Field(min_length=1, max_length=4)] = Field(default_factory=lambda: ["agent"])
    team: Code = "customer_service"
    languages: Codes = Field(default_factory=list)
    skills: Codes = Field(default_factory=list)
    capacity: Capacity = 4


class ChangedRecord(Model):
    """What is to be different; what is left out stays."""

    name: Name | None = None
    latin_name: Annotated[str, Field(max_length=120)] | None = None
    roles: Annotated[list[Code], Field(min_length=1, max_length=4)] | None = None
    team: Code | None = None
    languages: Codes | None = None
    skills: Codes | None = None
    capacity: Capacity | None = None
    active: bool | None = None
