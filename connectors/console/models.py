"""What goes in and out of /api/v1, with examples: the page of `/openapi.json` is made from this."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_TEXT = 4000


class Model(BaseModel):
    """Base: nothing unknown is let in."""

    model_config = ConfigDict(extra="forbid")


class Failure(Model):
    """Every answer that is no: a code for programs, a sentence for people."""

    error: str = Field(examples=["taken"])
    message: str = Field(examples=["Anna Berg has already taken this chat."])


class Login(Model):
    """E-mail and password."""

    email: str = Field(max_length=254, examples=["anna.berg@example.com"])
    password: str = Field(max_length=200, examples=["correct horse battery staple"])


class LanguageChoice(Model):
    """The language the console is shown in."""

    language: str = Field(max_length=10, examples=["zh"])


class LanguageName(Model):
    """A language in its own name."""

    code: str = Field(examples=["zh"])
    name: str = Field(examples=["简体中文"])


class Me(Model):
    """Who is logged in."""

    id: str
    name: str = Field(examples=["Anna Berg"])
    role: str = Field(examples=["agent"])
    team: str | None = Field(examples=["customer_service"])
    language: str = Field(examples=["en"])
    languages: list[LanguageName]
    talks: bool = Field(description="May hold chats.")


class Texts(Model):
    """The console's words in one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    texts: dict[str, str]


class TicketRow(Model):
    """A ticket of a chat."""

    reference: str = Field(examples=["TK-7K2M9P"])
    kind: str = Field(examples=["complaint"])
    category: str | None
    state: str = Field(examples=["open"])
    severity: str
    opened_at: datetime
    deadline: datetime


class Tickets(Model):
    """The tickets of a chat."""

    items: list[TicketRow]


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
