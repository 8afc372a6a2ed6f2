"""Phrases as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.shapes import Texts

# What a message made from a phrase of the company's own is stored under; its one value carries the texts themselves.
OWN_KEY = "utter_phrase"


@dataclass(frozen=True)
class Phrase:
    """A phrase of the company's own: `texts` by language; `team` None for all; `version` counts its changes."""

    id: str
    shortcut: str
    texts: Texts
    team: str | None
    changed_by: str
    changed_at: datetime
    version: int


@dataclass(frozen=True)
class NewPhrase:
    """A phrase to be kept."""

    shortcut: str
    texts: Texts
    team: str | None = None


@dataclass(frozen=True)
class Option:
    """Something to choose; `name` is a tagged value."""

    value: str
    name: object


@dataclass(frozen=True)
class Field:
    """What a phrase leaves open: a choice among `options`, or something typed.

    kind: booking, tour, destination, ticket, need or month (choices), else text, date, time, datetime, money, number.
    `value` is what was chosen or typed; without one it is missing.
    """

    name: str
    kind: str
    value: object = None
    options: tuple[Option, ...] = ()

    @property
    def missing(self) -> bool:
        """Say whether the phrase cannot go without it."""
        return self.value is None


@dataclass(frozen=True)
class Filled:
    """A phrase's values out of the records, and what is still open."""

    values: Mapping[str, object]
    fields: tuple[Field, ...] = ()

    @property
    def ready(self) -> bool:
        """Say whether it can go."""
        return not any(one.missing for one in self.fields)


@dataclass(frozen=True)
class About:
    """Whom and what a chat is about; `mentioned` are the latest entities of each kind that the traveller named.

    `language` is the traveller's, `agent` the colleague's name in it.
    """

    conversation_id: str
    language: str
    customer_id: str | None
    agent: str
    mentioned: Mapping[str, object] = field(default_factory=dict)
