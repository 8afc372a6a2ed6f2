"""What messages carry besides words, read once for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.attachments.values import Attachment
from bot.conversations.values import Message as Stored
from bot.services import Services


async def carried_by(services: Services, messages: Sequence[Stored]) -> Mapping[int, Sequence[Attachment]]:
    """Give what messages of one chat carry, by their numbers; most carry nothing."""
    carrying = [message.seq for message in messages if message.attached]
    if not carrying:
        return {}
    return await services.attachments.of_messages(messages[0].conversation_id, carrying[0], carrying[-1])
