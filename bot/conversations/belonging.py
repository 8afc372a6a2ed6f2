"""Whose conversations are whose."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.belonging_repository import BelongingRepository
from bot.conversations.values import Conversation


class BelongingService:
    """Answers for the conversations of one customer."""

    def __init__(self, repository: BelongingRepository) -> None:
        self._repository = repository

    async def of_customer(self, customer_id: str) -> tuple[Conversation, ...]:
        """Give a customer's conversations, the latest first."""
        return await self._repository.of_customer(customer_id)

    async def reassign(self, holder: str, to: str | None, only: Sequence[str] | None = None) -> tuple[str, ...]:
        """Give a customer's conversations, or only these, to another one or to nobody; say which have moved."""
        return await self._repository.reassign(holder, to, only)

    async def blank(self, conversation_ids: Sequence[str]) -> None:
        """Take every word out of conversations, and whose they were; nothing brings them back."""
        if conversation_ids:
            await self._repository.blank(conversation_ids)
