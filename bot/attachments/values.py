"""What travellers and colleagues send besides words, as the other parts see it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

PHOTO, VOICE, VIDEO, DOCUMENT = "photo", "voice", "video", "document"
LOCATION, CONTACT, STICKER = "location", "contact", "sticker"
KINDS = (PHOTO, VOICE, VIDEO, DOCUMENT, LOCATION, CONTACT, STICKER)
TRAVELLER = "traveller"


@dataclass(frozen=True)
class NewFile:
    """A file as it arrives. `name` as declared; `kind` where the channel knows better (a voice message, a sticker)."""

    name: str
    content: AsyncIterable[bytes]
    kind: str | None = None


@dataclass(frozen=True)
class Location:
    """A place, in degrees."""

    latitude: float
    longitude: float
    title: str = ""


@dataclass(frozen=True)
class Contact:
    """A person's number, as the channel gives it; `own` where the channel vouches that it is the sender's."""

    phone: str
    name: str = ""
    own: bool = False


@dataclass(frozen=True)
class Sticker:
    """A picture that stands for a feeling: its emoji is what we keep."""

    emoji: str


Fact = Location | Contact | Sticker


@dataclass(frozen=True)
class Received:
    """A file on the disk, sealed with `key` and looked at, with no record yet."""

    id: str
    key: bytes = field(repr=False)
    name: str
    kind: str
    media: str
    size: int


@dataclass(frozen=True)
class Attachment:
    """A file, place, contact or sticker; `by` is traveller or agent:<id>; `seq` the message it belongs to, if any yet.

    `facts` hold what has no bytes: latitude, longitude and title; phone and name; emoji.
    """

    id: str
    conversation_id: str | None
    seq: int | None
    by: str
    kind: str
    name: str
    media: str
    size: int
    facts: Mapping[str, object]
    at: datetime
    key: bytes | None = field(default=None, repr=False)
