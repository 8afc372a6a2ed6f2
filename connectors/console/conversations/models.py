"""Chats and messages as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from connectors.console.models import LONGEST_TEXT, Model

ClientId = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_-]{8,64}$", description="Made by the sender; the same one twice is one message."),
]
ListName = Literal["mine", "queue", "mentions", "snoozed", "resolved", "all"]
PriorityName = Literal["urgent", "high", "normal", "low"]
Mood = Literal["upset", "pleased", "neutral"]


class Last(Model):
    """The last message of a chat, and what it means in the agent's language when that differs."""

    author: str = Field(examples=["traveller"])
    text: str = Field(examples=["Wo ist mein Fahrer?"])
    meaning: str | None = Field(examples=["My booking"])


class Row(Model):
    """A chat in a list. `position` counts from 1 in the queue; `unread` counts unanswered messages.

    `status` is pending while the assistant holds it; `version` counts its changes of hands: whoever changes the chat
    may send it back, and is refused where somebody was faster. `mentioned`: the note that called the caller.
    """

    id: str
    channel: str = Field(examples=["widget"])
    traveller: str = Field(examples=["Anna Schneider"])
    customer: str | None = Field(description="The id of their file.")
    language: str = Field(examples=["de"])
    language_name: str = Field(examples=["German"])
    status: Literal["open", "pending", "snoozed", "resolved"]
    owner: Literal["bot", "queue", "agent"]
    owner_name: str | None
    mine: bool
    version: int
    team: str = Field(examples=["customer_service"])
    priority: PriorityName
    snoozed_until: datetime | None
    mentioned: int | None = None
    called: bool = Field(False, description="Mentioned, and not looked at since.")
    position: int | None
    waiting_since: datetime | None
    unread: int
    last_seq: int
    updated_at: datetime
    last: Last | None
    offered_to: str | None = Field(description="The colleague who is asked to take it.")
    offered_to_me: bool
    offered_until: datetime | None
    due_at: datetime | None = Field(description="When the clock that runs out first does.")
    due_kind: str | None = Field(examples=["first_response", "next_response", "resolution", "departure"])
    warn_at: datetime | None = Field(description="From when on that is near.")
    departs_at: datetime | None = Field(description="The departure that the question is about.")
    overdue: bool
    warning: bool = Field(description="It runs out soon.")
    why: str = Field(examples=["Departure in 20 min"], description="Why the chat is where it is in the list.")


class Counts(Model):
    """How many chats are mine, wait, sleep for me, or call me; counted up to a thousand."""

    mine: int
    queue: int
    snoozed: int
    mentions: int


class Rows(Model):
    """A page of a list; `next` is the `after` of the next one."""

    name: ListName
    items: list[Row]
    counts: Counts
    next: str | None


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


class Delivered(Model):
    """How the delivery of one of our messages stands; `reason`: the channel's own words for why not."""

    seq: int
    state: Literal["pending", "sent", "failed"]
    reason: str | None
    tries: int
    retry: bool = Field(description="The caller may have it tried again.")


class Called(Model):
    """A colleague named in a note."""

    id: str
    name: str = Field(examples=["Lin Yue"])
    names: list[str] = Field(description="Every way to write it.", examples=[["林悦", "Lin Yue"]])
    seen: bool


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
    mood: Mood | None = Field(None, description="Of a traveller's message, from its reading and its words.")
    mood_words: str | None = Field(None, examples=["Upset: “unacceptable”"])
    delivery: Delivered | None = None
    mentions: list[Called] = Field(default_factory=list)
    withdrawn: bool = Field(False, description="A note whose writer has taken it back.")
    editable_until: datetime | None = Field(None, description="Until when the caller may change or withdraw it.")
    origin: Literal["phrase", "written"] | None = Field(
        None, description="A colleague's message: said with a phrase, or as they wrote it."
    )


class Event(Model):
    """Something that happened to a chat, in words; `text` is what somebody wrote to it, `until` when it ends."""

    id: str = Field(examples=["c17"])
    kind: str = Field(examples=["taken"])
    words: str = Field(examples=["Taken by Anna Berg"])
    at: datetime
    text: str | None = None
    until: datetime | None = None


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
    snooze: bool = False
    prioritise: bool = False
    undo: datetime | None = Field(None, description="Until when the caller may take back their snooze or resolve.")


class Detail(Model):
    """A chat: a page of messages (`earlier`, `later`: there are more), what happened, the summary.

    `headline` says in two sentences why the chat is here; `seen` is the last number that the caller has seen.
    """

    conversation: Row
    headline: list[str]
    seen: int
    messages: list[Message]
    earlier: bool
    later: bool = False
    events: list[Event]
    summary: list[Fact]
    ratings: list[Rating]
    can: Can


class Written(Model):
    """A reply or a note."""

    client_id: ClientId = Field(examples=["3f1c9a2e7b6d4c58"])
    text: str = Field(max_length=LONGEST_TEXT, examples=["Your driver is at gate 4."])


class WrittenNote(Written):
    """A note; colleagues are called by `@` and their name, or by id where names are not enough."""

    mentions: list[Annotated[str, Field(max_length=36)]] = Field([], max_length=20)


class ChangedNote(Model):
    """A note as it should read."""

    text: str = Field(max_length=LONGEST_TEXT)
    mentions: list[Annotated[str, Field(max_length=36)]] = Field([], max_length=20)


class Typing(Model):
    """Whether the agent is writing, and what."""

    on: bool
    kind: Literal["reply", "note"] = "reply"


class Changing(Model):
    """A change of a chat: `version` is the one that the page shows."""

    version: int | None = Field(None, ge=0, le=2**31 - 1)


class Snoozing(Changing):
    """Until when a chat is put off; without a time, until the traveller writes."""

    until: AwareDatetime | None = Field(None, examples=["2026-03-11T09:00:00+01:00"])


class Prioritising(Changing):
    """How urgent a chat is."""

    priority: PriorityName


class Reached(Model):
    """Up to which message the caller has seen a chat."""

    seq: int = Field(ge=0, le=2**31 - 1)


class Colleague(Model):
    """Somebody who can be called with an `@`."""

    id: str
    name: str = Field(examples=["林悦"])
    latin_name: str | None = Field(examples=["Lin Yue"])
    team: str


class Colleagues(Model):
    """Everybody who works here."""

    items: list[Colleague]
