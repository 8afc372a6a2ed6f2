"""What travels between the script and the door, as JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Owner = Literal["bot", "queue", "agent"]
Author = Literal["traveller", "assistant", "agent", "system"]


class Asked(BaseModel):
    """A request's body: wrong types are refused, not bent into shape."""

    model_config = ConfigDict(strict=True, extra="ignore")


class SiteUser(Asked):
    """A user of the site, and the site's word for it: the hexadecimal HMAC-SHA256 of the id under the widget secret."""

    id: str = Field(min_length=1, max_length=200, examples=["customer-4711"])
    hmac: str = Field(max_length=128)


class SessionRequest(Asked):
    """The browser's locale and the page's; `user` where the site knows who it is."""

    locale: str | None = Field(None, max_length=64, examples=["de-AT"])
    page_locale: str | None = Field(None, max_length=64, examples=["de"])
    user: SiteUser | None = None


class MessageRequest(Asked):
    """A text, files, or the payload of a button that was offered; the same `client_id` twice is one message."""

    client_id: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$", examples=["9f2c61e0b7a84d35"])
    text: str | None = Field(None, examples=["What does the Kyoto tour cost?"])
    payload: str | None = Field(None, max_length=512, examples=["/ask_price"])
    attachments: list[str] = Field([], max_length=10, description="Ids that POST files gave.")


class LanguageRequest(Asked):
    """One of our language codes."""

    language: str = Field(max_length=16, examples=["zh-TW"])


class Button(BaseModel):
    """A choice the traveller can press."""

    title: str
    payload: str


class AttachmentAnswer(BaseModel):
    """A file (GET files/id has its bytes), or what has none: a place, a contact, a sticker, told by `facts`."""

    id: str
    kind: str
    name: str
    size: int
    media: str
    shown: bool = False
    facts: dict[str, str | float] = {}


class FileRules(BaseModel):
    """What a file may be."""

    largest: int
    extensions: list[str]


class CardButton(Button):
    """A button whose `label` says briefly, beside the card's title, what its `title` says alone."""

    label: str


class Card(BaseModel):
    """A tour to look at: `picture` is a path below the desk's address."""

    title: str
    detail: str
    price: str
    reasons: str = ""
    picture: str
    buttons: list[CardButton]


class TravellerMessage(BaseModel):
    """One message as a traveller sees it."""

    seq: int
    author: Author
    name: str | None = None
    text: str
    language: str | None = None
    direction: str = "ltr"
    buttons: list[Button] = []
    attachments: list[AttachmentAnswer] = []
    cards: list[Card] = []
    lead: str | None = Field(None, description="The part of the text before the list that the cards show instead.")
    tail: str | None = Field(None, description="The part after it.")
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


class OutlookAnswer(BaseModel):
    """Whether people are at the desk; when they are back; place and wait for a person as things stand."""

    open: bool
    opens: str | None = None
    position: int | None = None
    wait: str | None = None


class LeaveRequest(Asked):
    """A message for people who are away; the same `client_id` twice is one message."""

    client_id: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")
    text: str = Field(min_length=1)
    contact: str = Field(max_length=200, examples=["+49 151 12345678", "anna@example.com"])
    name: str = Field("", max_length=120)


class LeaveAnswer(BaseModel):
    """The ticket that the message became."""

    ticket: str
    seq: int
    duplicate: bool = False


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
    files: FileRules


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
