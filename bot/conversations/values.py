"""Conversations, messages and deliveries as the other parts see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

Json = Mapping[str, object]

BOT = "bot"
QUEUE = "queue"

OPEN, SNOOZED, RESOLVED = "open", "snoozed", "resolved"
# When a snooze ends that only the traveller ends.
UNTIL_WRITTEN = datetime(9999, 12, 31, tzinfo=UTC)
# The team that serves a conversation until somebody says otherwise.
CUSTOMER_SERVICE = "customer_service"

# Priorities, the first served first.
URGENT, HIGH, NORMAL, LOW = range(4)

# The audience of rows that are shown to nobody.
RECORD = "record"


def agent(staff_id: str) -> str:
    """Give the owner's name of a colleague."""
    return f"agent:{staff_id}"


@dataclass(frozen=True)
class Conversation:
    """One chat account's conversation with us. owner: bot, queue or agent:<staff id>; status: open, snoozed, resolved.

    `offered_to`: a staff id, until `offered_until`; `due_at`: when the clock `due_kind`, begun `due_since`, runs out,
    which is near from `warn_at` on; `departs_at`: the departure that its question is about; `rank`: 0 emergency,
    1 departure at hand, 2 the rest.
    """

    id: str
    channel: str
    sender: str
    customer_id: str | None
    language: str | None
    language_choice: str | None
    owner: str
    owner_version: int
    status: str
    priority: int
    last_seq: int
    summary: Json | None
    waiting_since: datetime | None
    created_at: datetime
    updated_at: datetime
    team: str = CUSTOMER_SERVICE
    snoozed_until: datetime | None = None
    offered_to: str | None = None
    offered_until: datetime | None = None
    due_at: datetime | None = None
    due_kind: str | None = None
    departs_at: datetime | None = None
    rank: int = 2
    due_since: datetime | None = None
    warn_at: datetime | None = None

    @property
    def staff_id(self) -> str | None:
        """Give the colleague who owns it."""
        return self.owner.removeprefix("agent:") if self.owner.startswith("agent:") else None


@dataclass(frozen=True)
class Message:
    """One message. author: traveller, assistant, agent or system; audience: all, staff (a note) or record.

    `attached`: the kinds of the files and places it carries. `edits`: its earlier texts, each with the time it was
    replaced. `edit_of`: shown to nobody, it asks the assistant to answer that message again.
    """

    id: int
    conversation_id: str
    seq: int
    author: str
    staff_id: str | None
    audience: str
    client_id: str | None
    text: str
    payload: str | None
    truncated: bool
    key: str | None
    values: Json | None
    buttons: tuple[Json, ...]
    language: str | None
    reading: Json | None
    handled: bool
    turn_of: int | None
    at: datetime
    attached: tuple[str, ...] = ()
    edits: tuple[Json, ...] = ()
    edit_of: int | None = None


@dataclass(frozen=True)
class Listed:
    """A line of the console's lists: a conversation, its latest message, and its place in the queue's order."""

    conversation: Conversation
    latest: Message | None


@dataclass(frozen=True)
class Event:
    """What happened to a conversation: taken, handed_off, handed_back, released, resolved, reopened, reply_dropped …"""

    id: int
    kind: str
    by: str
    from_owner: str | None
    to_owner: str | None
    note: Json | None
    seq: int | None
    at: datetime


@dataclass(frozen=True)
class Accepted:
    """A traveller's message is stored; `duplicate`: it was already, under this number; `staff_id` holds the chat."""

    conversation_id: str
    seq: int
    duplicate: bool
    staff_id: str | None = None


@dataclass(frozen=True)
class Edited:
    """A traveller's message says something else now; `changed`: it had not said so already."""

    conversation_id: str
    seq: int
    changed: bool


@dataclass(frozen=True)
class Reply:
    """Words for the traveller: rendered `text`, and the key and values it was made from."""

    text: str
    key: str | None = None
    values: Json | None = None
    buttons: tuple[Json, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class Handoff:
    """The assistant asks for a person: why, how urgently (0 first), and what the person should know."""

    reason: str
    priority: int = NORMAL
    summary: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """A traveller's message that this holder alone may answer, and who owned the conversation when it began.

    `answered`: a colleague has spoken since the message; the assistant must not answer it as well.
    `stale`: the message was edited, but its answer is no longer the last thing said.
    """

    conversation_id: str
    holder: str
    message: Message
    owner: str
    owner_version: int
    language: str | None
    language_choice: str | None
    channel: str
    sender: str
    customer_id: str | None
    answered: bool = False
    stale: bool = False

    @property
    def seq(self) -> int:
        """Give the number of the message in turn."""
        return self.message.seq


@dataclass(frozen=True)
class Finished:
    """What came of a turn: the replies stored; `dropped` says why they were not (owner_changed, lease_lost)."""

    messages: tuple[Message, ...]
    dropped: str | None
    owner: str


@dataclass(frozen=True)
class Delivery:
    """A message that a channel is to deliver now; the first `parts` of it have arrived already."""

    id: int
    message: Message
    channel: str
    sender: str
    attempts: int
    parts: int = 0


@dataclass(frozen=True)
class Owed:
    """How the delivery of a message stands: pending, sent or failed (`error` says why)."""

    state: str
    error: str | None
    attempts: int


@dataclass(frozen=True)
class Farewell:
    """A conversation that has stayed resolved: its colleague's last words are due."""

    conversation: Conversation
    staff_id: str
