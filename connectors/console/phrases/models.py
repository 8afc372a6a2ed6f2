"""Phrases as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from connectors.console.conversations.models import ClientId
from connectors.console.models import Model

LONGEST_PHRASE = 1000
Direction = Literal["ltr", "rtl"]
Team = Literal["customer_service", "itinerary_design", "booking", "marketing", "management"]
Typed = Annotated[str, Field(max_length=400)]


class Amount(Model):
    """An amount of money as it is typed."""

    amount: str = Field(max_length=20, examples=["120.00"])
    currency: str = Field(max_length=3, examples=["EUR"])


class Choice(Model):
    """Something to choose."""

    value: str
    name: str = Field(description="In the agent's language.")


class OpenField(Model):
    """What a phrase leaves open. `options`: one of these; without any it is typed, as `kind` says."""

    name: str = Field(examples=["departure"])
    label: str = Field(examples=["Departure"])
    kind: str = Field(examples=["date"])
    value: str | None = Field(description="What was chosen, or typed as it reads; none: missing.")
    missing: bool
    options: list[Choice]


class ChatPhrase(Model):
    """A phrase for a chat: `twin` is it in the agent's language, `text` what the traveller will get."""

    id: str = Field(examples=["utter_refund_quote"])
    own: bool = Field(description="One of the company's own.")
    group: str = Field(examples=["Cancelling"])
    title: str = Field(examples=["What cancelling costs now"])
    shortcut: str | None
    twin: str
    twin_direction: Direction
    twin_borrowed: list[str] = Field(description="Languages lent where nobody has written it in the agent's.")
    text: str
    direction: Direction
    language_name: str = Field(examples=["Turkish"])
    borrowed: list[str] = Field(description="Languages lent where nobody has written it in the traveller's.")
    buttons: list[str]
    fields: list[OpenField]
    ready: bool = Field(description="Nothing is missing.")


class ChatPhrases(Model):
    """The phrases that match, the best first."""

    items: list[ChatPhrase]


class Chosen(Model):
    """A phrase (a reply key, or the id of one of the company's own) and what was typed and chosen for it."""

    phrase: str = Field(min_length=1, max_length=120, examples=["utter_refund_quote"])
    values: dict[Annotated[str, Field(max_length=40)], Typed | int | Amount] = Field(
        default_factory=dict, max_length=40, examples=[{"departure": "2026-05-17"}]
    )


class SentPhrase(Chosen):
    """A phrase to be sent."""

    client_id: ClientId = Field(examples=["3f1c9a2e7b6d4c58"])


class OwnPhraseIn(Model):
    """A phrase of the company's own as it is kept; `team`: for that team only."""

    shortcut: str = Field(pattern=r"^[\w-]{1,40}$", examples=["late-driver"])
    team: Team | None = None
    texts: dict[Annotated[str, Field(max_length=10)], Annotated[str, Field(max_length=LONGEST_PHRASE)]] = Field(
        max_length=40, examples=[{"en": "Your driver for {tour} is on the way."}]
    )


class OwnPhraseChange(OwnPhraseIn):
    """A changed phrase; `version` is the one that was read."""

    version: int = Field(ge=1, le=2**31 - 1)


class OwnPhrase(OwnPhraseIn):
    """A phrase of the company's own. `missing` are the languages nobody has written it in."""

    id: str
    missing: list[str]
    changed_by: str = Field(examples=["Anna Berg"])
    changed_at: datetime
    version: int


class Placeholder(Model):
    """What a phrase may leave open, as {name}."""

    name: str = Field(examples=["departure"])
    label: str = Field(examples=["Departure"])
    filled: bool = Field(description="The records may say it; else it is asked for.")


class PhraseLanguage(Model):
    """A language that phrases are written in."""

    code: str
    name: str
    direction: Direction


class OwnPhrases(Model):
    """The company's own phrases, and what one needs to write them."""

    items: list[OwnPhrase]
    languages: list[PhraseLanguage]
    placeholders: list[Placeholder]
