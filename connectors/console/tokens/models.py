"""Tokens of programs as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from bot.tokens.service import LONGEST_NAME
from connectors.console.models import Model


class NewToken(Model):
    """A token to be made; without `rights` it may whatever its owner may, without `days` it never ends."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME, pattern=r"\S", examples=["reports"])
    rights: list[str] | None = Field(default=None, max_length=100, examples=[["conversations.read"]])
    days: int | None = Field(default=90, ge=1, le=366)


class Token(Model):
    """A token; what it says when it knocks is not kept."""

    id: str
    name: str
    owner: str = Field(description="The id of the colleague it speaks for.")
    owner_name: str
    rights: list[str] | None
    created: datetime
    used: datetime | None
    until: datetime | None


class Tokens(Model):
    """Tokens that work, the latest first."""

    items: list[Token]


class Issued(Model):
    """A fresh token with its secret, this once."""

    token: Token
    secret: str
