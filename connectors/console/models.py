"""What goes in and out of /api/v1, with examples: the page of `/openapi.json` is made from this."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

LONGEST_TEXT = 4000

ClientId = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", description="Made by the sender; the same one twice is one message."),
]
ListName = Literal["mine", "queue", "all"]


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


class Texts(Model):
    """The console's words in one language."""

    language: str
    direction: Literal["ltr", "rtl"]
    texts: dict[str, str]


class Last(Model):
    """The last message of a chat, and what it means in the agent's language when that differs."""

    author: str = Field(examples=["traveller"])
    text: str = Field(examples=["Wo ist mein Fahrer?"])
    meaning: str | None = Field(examples=["My booking"])


class Row(Model):
    """A chat in a list. `position` counts from 1 in the queue; `unread` counts unanswered messages."""

    id: str
    channel: str = Field(examples=["widget"])
    traveller: str = Field(examples=["Anna Schneider"])
    language: str = Field(examples=["de"])
    language_name: str = Field(examples=["German"])
    status: Literal["open", "resolved"]
    owner: Literal["bot", "queue", "agent"]
    owner_name: str | None
    mine: bool
    priority: Literal["urgent", "high", "normal", "low"]
    position: int | None
    waiting_since: datetime | None
    unread: int
    last_seq: int
    updated_at: datetime
    last: Last | None


class Counts(Model):
    """How many chats are mine, and how many wait."""

    mine: int
    queue: int


class Rows(Model):
    """A list of chats."""

    name: ListName
    items: list[Row]
    counts: Counts


class GlossedEntity(Model):
    """A detail found in a message."""

    label: str = Field(examples=["booking"])
    value: str = Field(examples=["TD-7K2M9P"])


class Gloss(Model):
    """How the assistant read a traveller's message, in the agent's language."""

    intent: str = Field(examples=["check_booking"])
    words: str = Field(examples=["My booking"])
    confidence: float = Field(examples=[0.97])
    sure: bool
    entities: list[GlossedEntity]


class Message(Model):
    """One message. `text` is what the traveller sees; `translation` the same in the agent's language."""

    seq: int
    author: Literal["traveller", "assistant", "agent", "system"]
    name: str | None = Field(description="The colleague who wrote it.")
    audience: Literal["all", "staff"] = Field(description="A note is for `staff`.")
    text: str
    language: str
    direction: Literal["ltr", "rtl"]
    translation: str | None
    gloss: Gloss | None
    buttons: list[str]
    pressed: bool
    truncated: bool
    at: datetime
    client_id: str | None


class Event(Model):
    """Something that happened to a chat, in words."""

    kind: str = Field(examples=["taken"])
    words: str = Field(examples=["Taken by Anna Berg"])
    at: datetime


class Fact(Model):
    """A line of the summary."""

    label: str = Field(examples=["Reason"])
    value: str = Field(examples=["asked for a person"])


class Can(Model):
    """What the caller may do with a chat now."""

    take: bool
    reply: bool
    note: bool
    hand_back: bool
    resolve: bool


class Detail(Model):
    """A chat: a page of messages (`earlier`: there are older ones), what happened, the summary."""

    conversation: Row
    messages: list[Message]
    earlier: bool
    events: list[Event]
    summary: list[Fact]
    can: Can


class Written(Model):
    """A reply or a note."""

    client_id: ClientId = Field(examples=["3f1c9a2e7b6d4c58"])
    text: str = Field(max_length=LONGEST_TEXT, examples=["Your driver is at gate 4."])


class Typing(Model):
    """Whether the agent is writing."""

    on: bool


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
