"""Calls and e-mails as /api/v1 takes them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.contacts.service import LONGEST_CONTACT, LONGEST_NAME
from connectors.console.conversations.models import ClientId
from connectors.console.models import Model
from connectors.console.sessions.models import LanguageName


class Contact(Model):
    """A call or an e-mail. `address` is the phone number (empty: withheld) or the e-mail address."""

    client_id: ClientId = Field(examples=["3f1c9a2e7b6d4c58"])
    channel: Literal["phone", "email"]
    name: str = Field(default="", max_length=LONGEST_NAME, examples=["Anna Schneider"])
    address: str = Field(default="", max_length=254, examples=["+49 151 12345678"])
    language: str = Field(max_length=10, examples=["de"])
    text: str = Field(max_length=LONGEST_CONTACT, examples=["Wo ist mein Fahrer?"])
    booking: str = Field(default="", max_length=40, examples=["TD-7K2M9P"])
    complaint: bool = Field(default=False, description="Open a complaint ticket with these words.")


class ContactLogged(Model):
    """Where the contact is now; `mine`: I hold the chat, else `owner_name` does. `duplicate`: it was here already."""

    conversation: str
    seq: int
    duplicate: bool
    mine: bool
    owner_name: str | None
    ticket: str | None = Field(examples=["TK-7K2M9P"])


class TravellerLanguages(Model):
    """The languages that travellers are answered in, named in the colleague's language."""

    items: list[LanguageName]
