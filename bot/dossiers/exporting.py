"""Everything we hold of somebody, to be handed to them: one document that people and programs can read."""

from __future__ import annotations

from typing import Any

from bot.conversations.service import ConversationsService
from bot.core.shapes import write
from bot.customers.values import FIELDS
from bot.dossiers.service import DossiersService
from bot.dossiers.values import Dossier


class ExportingService:
    """Writes a person's file out whole, with every word of their chats; what only colleagues say stays inside."""

    def __init__(self, dossiers: DossiersService, conversations: ConversationsService) -> None:
        self._dossiers = dossiers
        self._conversations = conversations

    async def export(self, customer_id: str) -> dict[str, Any]:
        """Give the document. Raises UnknownCustomer, Erased."""
        file = await self._dossiers.of(customer_id)
        said = {one.id: await self._conversations.history(one.id) for one in file.conversations}
        return {
            "person": {name: write(file.customer)[name] for name in ("id", *FIELDS, "created_at")},
            "accounts": [write(one) for one in file.accounts],
            "bookings": [write(one) for one in file.bookings],
            "tickets": [_for_them(write(one)) for one in file.tickets],
            "ratings": [write(one) for one in file.surveys],
            "chats": [
                {
                    "id": chat,
                    "messages": [
                        {"at": one.at.isoformat(), "author": one.author, "text": one.text, "earlier": list(one.edits)}
                        for one in messages
                    ],
                }
                for chat, messages in said.items()
            ],
            "history": _history(file),
        }


def _for_them(ticket: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is written for colleagues."""
    return {**ticket, "events": [one for one in ticket["events"] if one["audience"] == "all"]}


def _history(file: Dossier) -> list[dict[str, Any]]:
    return [write(one) for one in file.events if one.kind != "noted"]
