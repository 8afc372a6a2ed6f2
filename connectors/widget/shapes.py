"""What travels between the script and the door, as JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Owner = Literal["bot", "queue", "agent"]
Author = Literal["traveller", "assistant", "agent", "system"]


class Asked(BaseModel):
    """A request's body: wrong types are refused, not bent into shape."""

    model_config = ConfigDict(strict=True, extra="ignore")


class SessionRequest(Asked):
    """The browser's locale and the page's."""

    locale: str | None = Field(None, max_length=64, examples=["de-AT"])
    page_locale: str | None = Field(None, max_length=64, examples=["de"])


class MessageRequest(Asked):
    """A text, or the payload of a button that was offered; the same `client_id` twice is one message."""

    client_id: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$", examples=["9f2c61e0b7a84d35"])
    text: str | None = Field(None, examples=["What does the Kyoto tour cost?"])
    payload: str | None = Field(None, max_length=512, examples=["/ask_price"])


class LanguageRequest(Asked):
    """One of our language codes."""

    language: str = Field(max_length=16, examples=["zh-TW"])


class Button(BaseModel):
    """A choice the traveller can press."""

    title: str
    payload: str


class TravellerMessage(BaseModel):
    """One message as a traveller sees it."""

    seq: int
    author: Author
    name: str | None = None
    text: str
    language: str | None = None
    direction: str = "ltr"
    buttons: list[Button] = []
    at: str | None = None
    client_id: str | None = None
    truncated: bool = False


class OwnerState(BaseModel):
    """Who answers in this conversation."""

    owner: Owner = "bot"
    name: str | None = None


class LanguageName(BaseModel):
    """A language under its own name."""

    code: str
    name: str


class LanguageAnswer(BaseModel):
    """Everything the script shows in a language."""

    language: str
    direction: str
    texts: dict[str, str]
    welcome: TravellerMessage


class SessionAnswer(LanguageAnswer):
    """A token and the words to start with."""

    token: str
    expires_at: str
    languages: list[LanguageName]


class MessageAnswer(BaseModel):
    """Stored under this number; `message` tells the traveller if only a part was."""

    seq: int
    duplicate: bool = False
    truncated: bool = False
    message: str | None = None


class MessagesAnswer(BaseModel):
    """A stretch of the conversation, and who answers now."""

    messages: list[TravellerMessage]
    last_seq: int
    owner: OwnerState


class ProblemAnswer(BaseModel):
    """Why not: a code for the script, words for the traveller."""

    error: str
    message: str
