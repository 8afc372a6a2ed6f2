"""Customers as /api/v1 gives and takes them. What is sensitive is covered; `reveal` gives it, one field at a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from connectors.console.conversations.models import ClientId
from connectors.console.models import LONGEST_TEXT, Model

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,64}$")]
Name = Annotated[str, Field(max_length=120)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["DE"])]
Field_ = Literal["name", "latin_name", "phone", "email", "language", "country", "zone", "preferences"]
Reason = Literal["call", "identity", "journey", "refund", "emergency", "other"]


class Named(Model):
    """A code, and what it reads in the colleague's language."""

    code: str
    name: str


class Hidden(Model):
    """Something covered: how it is shown, and the `field` to reveal it by."""

    field: str = Field(examples=["phone"])
    shown: str = Field(examples=["+49 151 ••••678"])


class CustomerRow(Model):
    """A customer in the list."""

    id: str
    name: str = Field(examples=["王小明"])
    latin_name: str | None = Field(examples=["Wang Xiaoming"])
    language: Named | None
    country: str | None = Field(examples=["Germany"])
    phone: str | None = Field(examples=["+49 151 ••••678"])
    email: str | None = Field(examples=["a•••@example.com"])
    segments: list[Named]
    trips: int
    next_departure: date | None
    since: datetime


class CustomerRows(Model):
    """A page of the list. `next`: give it as `after` for the next page; a page may be short before the end."""

    items: list[CustomerRow]
    next: str | None


class Preferences(Model):
    """What somebody likes and needs; codes of `/customers/options`."""

    needs: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=40)
    interests: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=40)


class NewPerson(Model):
    """A customer to be entered."""

    client_id: ClientId
    name: Name
    latin_name: Name | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    language: Annotated[str, Field(max_length=10)] | None = None
    country: Country | None = None
    zone: Annotated[str, Field(max_length=40)] | None = None
    preferences: Preferences = Field(default_factory=Preferences)
    marketing: bool = False


class Changed(Model):
    """Fields to be set; those left out stay. `version` is the one that was read."""

    version: int
    name: Name | None = None
    latin_name: Name | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    language: Annotated[str, Field(max_length=10)] | None = None
    country: Country | None = None
    zone: Annotated[str, Field(max_length=40)] | None = None
    preferences: Preferences | None = None
    marketing: bool | None = None


class Account(Model):
    """A chat account; `address` only where calls and e-mails come from."""

    id: int
    channel: str = Field(examples=["Telegram"])
    name: str | None
    reachable: bool
    address: Hidden | None


class Person(Model):
    """One traveller of a booking."""

    name: str
    kind: str = Field(examples=["adult"])
    nationality: str | None
    needs: list[str]
    passport: Hidden | None
    born: Hidden | None


class BookingCard(Model):
    """A booking in words of the colleague's language; `payments` are covered."""

    reference: str = Field(examples=["TD-7K2M9P"])
    tour: str
    state: str
    departure: date
    ends: date
    ahead: bool
    people: int
    total: str
    paid: str
    balance: str | None
    travellers: list[Person]
    payments: Hidden | None


class ChatCard(Model):
    """A chat that the colleague may open."""

    id: str
    channel: str
    status: str
    owner: str
    updated_at: datetime


class TicketCard(Model):
    """A ticket."""

    reference: str = Field(examples=["TK-7K2M9P"])
    kind: str
    state: str
    open: bool
    opened_at: datetime


class SurveyCard(Model):
    """A rating."""

    score: int | None
    comment: str | None
    at: datetime


class NoteCard(Model):
    """A note for colleagues."""

    by: str
    text: str
    at: datetime


class MergeCard(Model):
    """A merge into this person that can be undone; only the `last` one at first."""

    id: str
    name: str
    by: str
    at: datetime
    last: bool


class Moment(Model):
    """Something in the life of a customer, in words; `link` is where on the console it is."""

    at: datetime
    kind: str = Field(examples=["booking"])
    words: str
    link: str | None = Field(default=None, examples=["chats/…"])


class Can(Model):
    """What the colleague may do with this file."""

    write: bool
    reveal: bool
    merge: bool
    erase: bool
    export: bool
    audit: bool


class CustomerFile(Model):
    """Everything the desk knows of one person. `id` is the survivor's where the id asked for was merged."""

    id: str
    version: int
    name: str
    latin_name: str | None
    phone: Hidden | None
    email: Hidden | None
    language: Named | None
    country: Named | None
    zone: str | None
    local_time: str | None = Field(examples=["14:05"])
    needs: list[Named]
    interests: list[Named]
    marketing: bool
    since: datetime
    trips: int
    paid: str | None
    segments: list[Named]
    accounts: list[Account]
    bookings: list[BookingCard]
    chats: list[ChatCard]
    tickets: list[TicketCard]
    surveys: list[SurveyCard]
    notes: list[NoteCard]
    merges: list[MergeCard]
    alike: list[CustomerRow]
    timeline: list[Moment]
    can: Can


class CustomerCard(Model):
    """The file in a few lines, beside a chat."""

    id: str
    name: str
    latin_name: str | None
    segments: list[Named]
    phone: str | None
    email: str | None
    needs: list[Named]
    trips: int
    next_booking: str | None
    open_tickets: int


class Ask(Model):
    """Which field to show, and why somebody looks (kept in the audit log)."""

    field: str = Field(pattern=r"^[a-z]{1,20}(:[A-Za-z0-9-]{1,20}){0,2}$", examples=["phone"])
    reason: Reason | None = None


class Revealed(Model):
    """What was covered, for this look."""

    field: str
    value: str


class Written(Model):
    """A note for colleagues."""

    client_id: ClientId
    text: str = Field(max_length=LONGEST_TEXT)


class Linked(Model):
    """The chat whose account is this customer's."""

    conversation: Id


class Side(Model):
    """One of two records, field by field as it is shown in the comparison."""

    id: str
    version: int
    values: dict[str, str]


class MergePreview(Model):
    """What a merge would bring: both sides, which side each field would come from, how much moves."""

    survivor: Side
    other: Side
    result: dict[str, str]
    moving: dict[str, int]


class MergeWanted(Model):
    """The record to be taken in, the versions that were compared, and whose fields win."""

    other: Id
    version: int
    other_version: int
    choices: dict[Field_, Literal["survivor", "other"]] = Field(default_factory=dict)


class EraseWanted(Model):
    """The version that was read."""

    version: int


class Look(Model):
    """Who looked, and at what."""

    by: str
    words: str
    at: datetime


class Looks(Model):
    """Who looked at a customer, the latest first."""

    items: list[Look]


class Options(Model):
    """What can be chosen when a customer is written down."""

    segments: list[Named]
    languages: list[Named]
    countries: list[Named]
    zones: list[str]
    needs: list[Named]
    interests: list[Named]
