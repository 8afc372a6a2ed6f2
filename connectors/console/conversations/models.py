"""Chats and messages as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from connectors.console.models import LONGEST_TEXT, Model

ClientId = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", description="Made by the sender; the same one twice is one message."),
]
ListName = Literal["mine", "queue", "all"]


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
    customer: str | None = Field(description="The id of their file.")
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
    team: str = Field(examples=["customer_service"])
    version: int = Field(description="Counts the changes of owner.")
    offered_to: str | None = Field(description="The colleague who is asked to take it.")
    offered_to_me: bool
    offered_until: datetime | None


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


class Attached(Model):
    """A file (`/files/{id}` has its bytes), or what has none; `words` tell what it is, in the agent's language."""

    id: str
    kind: str = Field(examples=["photo"])
    name: str = Field(examples=["room.jpg"])
    size: int
    media: str = Field(examples=["image/jpeg"])
    shown: bool = Field(description="A browser may draw it.")
    words: str = Field(examples=["Picture"])
    link: str | None = Field(description="Where on the map a place is.")


class Earlier(Model):
    """What a message said before it was edited, until when."""

    text: str
    until: datetime


class Rating(Model):
    """A traveller's rating; `by`: whose talk it was. Without a score it is still open."""

    score: int | None = Field(examples=[5])
    comment: str | None
    by: str = Field(examples=["Anna Berg"])
    at: datetime


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
    attachments: list[Attached]
    edits: list[Earlier]


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
    transfer: bool


class Detail(Model):
    """A chat: a page of messages (`earlier`: there are older ones), what happened, the summary."""

    conversation: Row
    messages: list[Message]
    earlier: bool
    events: list[Event]
    summary: list[Fact]
    ratings: list[Rating]
    can: Can


class Written(Model):
    """A reply or a note."""

    client_id: ClientId = Field(examples=["3f1c9a2e7b6d4c58"])
    text: str = Field(max_length=LONGEST_TEXT, examples=["Your driver is at gate 4."])


class Typing(Model):
    """Whether the agent is writing."""

    on: bool
