"""Calls and e-mails that colleagues write up."""

from __future__ import annotations

from dataclasses import dataclass

from bot.conversations.values import Conversation
from bot.tickets.values import Ticket


@dataclass(frozen=True)
class NewContact:
    """What a colleague heard or read: channel `phone` or `email`, the traveller's words as `text`.

    `address` is the phone number (empty where it was withheld) or the e-mail address; `client_id` the colleague's own
    id of the contact: the same one to the same address is one.
    """

    channel: str
    client_id: str
    text: str
    language: str
    address: str = ""
    name: str = ""
    booking: str = ""
    complaint: bool = False


@dataclass(frozen=True)
class Logged:
    """Where the words are now: the conversation, the number of the first of them, and the ticket if one was wanted."""

    conversation: Conversation
    seq: int
    duplicate: bool
    ticket: Ticket | None
