"""Letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Mailbox:
    """An address, and the name shown with it."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter; `media` is its MIME type."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """An e-mail in plain text.

    `id` names the letter for good (letters, digits, dots and hyphens): a retry bears the same Message-ID. `thread`
    groups letters of one conversation in the traveller's mailbox.
    """

    id: str
    thread: str
    sender: Mailbox
    to: Mailbox
    subject: str
    text: str
    language: str
    at: datetime
    enclosures: Sequence[Enclosure] = ()
