"""Tickets as /api/v1 gives and takes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from connectors.console.conversations.models import Attached, ClientId
from connectors.console.models import Model

LONGEST_WORDS = 2000
State = Literal["open", "in_progress", "awaiting_answer", "resolved", "closed"]
Waits = Literal["approval", "answer", "confirmation"]
Kind = Literal["complaint", "request", "emergency", "callback"]
Text = Annotated[str, Field(max_length=LONGEST_WORDS)]
Code = Annotated[str, Field(max_length=40, pattern=r"^[a-z_]+$")]


class Person(Model):
    """A colleague."""

    id: str
    name: str = Field(examples=["Anna Berg"])


class TicketRow(Model):
    """A ticket in a list. `waits`: for approval, the traveller's answer, or their word that it is settled."""

    reference: str = Field(examples=["TK-7K2M9P"])
    kind: str = Field(examples=["complaint"])
    category: str | None
    state: str = Field(examples=["open"])
    severity: str
    opened_at: datetime
    deadline: datetime
    priority: int = Field(description="0 urgent … 3 low")
    overdue: bool
    team: str = Field(examples=["customer_service"])
    owner: Person | None
    mine: bool
    cause: str | None
    waits: Waits | None
    follow_up: date | None
    reopened: int
    reopened_within_72h: int
    last_at: datetime
    last: str = Field(description="The last event, in words.", examples=["The traveller accepted the proposal"])
    by_traveller: bool = Field(description="The last event was the traveller's.")
    told: str = Field(description="The beginning of what the traveller told.")
    conversation: str | None


class Tickets(Model):
    """A page of tickets; `after` fetches the next one."""

    items: list[TicketRow]
    after: str | None = None


class Column(Model):
    """One state of the board."""

    state: str = Field(examples=["open"])
    count: int
    items: list[TicketRow]


class Board(Model):
    """The tickets that are not closed, by state: the most urgent first."""

    columns: list[Column]


class Money(Model):
    """An exact amount."""

    amount: str = Field(max_length=20, pattern=r"^\d{1,14}(\.\d{1,4})?$", examples=["300.00"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["CNY"])


class Happened(Model):
    """An event. `number` grows: the last one is what a change is to name as `expect`."""

    number: int
    kind: str = Field(examples=["proposed"])
    words: str
    by: str = Field(examples=["Anna Berg"])
    text: str = Field(description="What was written with it.")
    audience: Literal["all", "staff"]
    at: datetime


class Remedy(Model):
    """A proposal; state: approval, declined, open, accepted, refused or withdrawn."""

    number: int
    kind: str = Field(examples=["partial_refund"])
    words: str = Field(examples=["a partial refund of CN¥300.00"])
    amount: Money | None
    note: str
    state: str
    by: str
    approved_by: str | None
    reason: str
    at: datetime


class Order(Model):
    """A work order; `can`: what the caller may do with it now."""

    number: int
    team: str
    person: Person | None
    what: str
    due: datetime | None
    overdue: bool
    state: str = Field(examples=["accepted"])
    by: str
    said: str
    last_at: datetime
    can: list[str]


class Similar(Model):
    """Another case like this one. `reference` is empty where the caller may not see it."""

    reference: str
    likeness: float = Field(examples=[0.62])
    state: str
    told: str
    settled: str = Field(description="What settled it, in words.")


class Booking(Model):
    """The booking that a ticket is about."""

    reference: str = Field(examples=["TD-7K2M9P"])
    tour: str
    departure: date
    currency: str = Field(examples=["CNY"])


class Detail(Model):
    """A ticket with everything about it."""

    ticket: TicketRow
    told: list[str]
    wish: str
    traveller: str
    booking: Booking | None
    live: bool = Field(description="The traveller can be asked in the chat.")
    files: list[Attached]
    events: list[Happened]
    remedies: list[Remedy]
    orders: list[Order]
    paid: list[str]
    similar: list[Similar]
    lessons: list[str] = Field(examples=[["3 of 4 accepted a partial refund (CN¥200.00–CN¥350.00)"]])
    can: list[str] = Field(description="What the caller may do now.", examples=[["assign", "propose"]])
    last: int


class Named(Model):
    """A choice and its words."""

    code: str
    name: str


class RemedyKind(Named):
    """A kind of remedy; money: pays (ours), charges (the traveller's), none."""

    money: Literal["pays", "charges", "none"]


class TeamChoice(Named):
    """A team and who is in it."""

    people: list[Person]


class Options(Model):
    """Everything that the forms offer. `limits`: how much the caller may promise alone; missing: none."""

    categories: dict[str, list[Named]]
    severities: list[Named]
    causes: list[Named]
    remedies: list[RemedyKind]
    teams: list[TeamChoice]
    currencies: list[str]
    limits: dict[str, str] | None


class NewCase(Model):
    """A ticket to open, from a chat or a call."""

    client_id: ClientId = Field(examples=["3f1c9a2e7b6d4c58"])
    kind: Kind = "complaint"
    category: Code = "other"
    severity: Code = "normal"
    urgent: bool = False
    conversation: str | None = Field(default=None, max_length=64)
    booking: str = Field(default="", max_length=40, examples=["TD-7K2M9P"])
    text: str = Field(min_length=1, max_length=4000, examples=["The room was not cleaned for two days."])
    wish: Text = ""


class Change(Model):
    """A change; `expect` is the number of the last event that the caller saw: after a later one it is refused."""

    expect: int | None = Field(default=None, ge=0, le=2**31 - 1)


class Assign(Change):
    """To a colleague (`staff`), or to a team that decides itself."""

    staff: str | None = Field(default=None, max_length=64)
    team: Code | None = None
    note: Text = ""


class Note(Change):
    """A note for colleagues."""

    text: str = Field(min_length=1, max_length=LONGEST_WORDS)


class Sort(Change):
    """What it is about, how grave it is, what caused it; what is missing stays as it is."""

    category: Code | None = None
    severity: Code | None = None
    cause: Code | None = None


class Propose(Change):
    """A remedy; `note` is said to the traveller as it is written."""

    kind: Code = Field(examples=["partial_refund"])
    money: Money | None = None
    note: Text = ""


class Decide(Change):
    """An approval, or its refusal with a reason."""

    reason: Text = ""


class Answer(Change):
    """What the traveller said by phone or letter to the proposal that is open."""

    accepts: bool


class Paid(Change):
    """What was paid."""

    money: Money
    method: Code = Field(examples=["bank_transfer"])
    reference: str = Field(default="", max_length=80)


class Resolve(Change):
    """Why it happened and what was done; `ask`: ask the traveller in the chat, with `note`, whether it is settled."""

    cause: Code | None = None
    text: str = Field(min_length=1, max_length=LONGEST_WORDS)
    ask: bool = True
    note: Text = ""


class Why(Change):
    """A change with a reason."""

    text: Text = ""


class FollowUp(Change):
    """The day on which it comes back, or none."""

    on: date | None = None


class Link(Change):
    """Another case that is like this one."""

    reference: str = Field(max_length=20, examples=["TK-7K2M9P"])


class NewOrder(Change):
    """Work for another team."""

    team: Code
    staff: str | None = Field(default=None, max_length=64)
    what: str = Field(min_length=1, max_length=LONGEST_WORDS)
    due: datetime | None = None
