"""Suggested next steps as the other areas see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.conversations.values import Conversation, Message
from bot.phrases.values import About

OPEN_TICKET = "open_ticket"


@dataclass(frozen=True)
class Source:
    """The record behind a suggestion: booking, due, departs, message, ticket, waiting, closed; "" is not worth telling.

    `values` are tagged, to be worded by `console_suggestion_source_<kind>`.
    """

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A row of `data/suggestions.yml`."""

    name: str
    asks: frozenset[str]
    when: tuple[str, ...]
    say: str | None
    do: str | None


@dataclass(frozen=True)
class Suggestion:
    """A next step: the reply key to open with what is chosen in it, or what to do; `seq` is the message it answers."""

    name: str
    say: str | None
    do: str | None
    sources: tuple[Source, ...]
    seq: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Chat:
    """What suggestions are made of: the conversation, its latest messages in order, and what they are about."""

    conversation: Conversation
    recent: tuple[Message, ...]
    about: About
