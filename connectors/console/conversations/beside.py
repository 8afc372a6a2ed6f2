"""What is known of messages besides their words, read once for many: files, mentions, how their delivery stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.attachments.values import Attachment
from bot.conversations.values import Conversation, Owed
from bot.conversations.values import Message as Stored
from bot.mentions.values import Mention
from bot.services import Services


@dataclass(frozen=True)
class Beside:
    """What belongs to one message. `mine`: the caller holds the chat."""

    carried: Sequence[Attachment] = ()
    mentions: Sequence[Mention] = ()
    owed: Owed | None = None
    mine: bool = False


NOTHING = Beside()


async def beside(
    services: Services, conversation: Conversation, messages: Sequence[Stored], staff_id: str
) -> Mapping[int, Beside]:
    """Give what belongs to messages of one chat, by their numbers."""
    if not messages:
        return {}
    chat, first, last = conversation.id, messages[0].seq, messages[-1].seq
    ours = any(one.author != "traveller" for one in messages)
    carried = await services.attachments.of_messages(chat, first, last) if any(m.attached for m in messages) else {}
    owed = await services.conversations.owed(chat, first, last) if ours else {}
    noted = any(one.audience == "staff" for one in messages)
    mentions = await services.mentions.of_messages(chat, first, last) if noted else {}
    mine = conversation.staff_id == staff_id
    return {
        one.seq: Beside(carried.get(one.seq, ()), mentions.get(one.seq, ()), owed.get(one.seq), mine)
        for one in messages
    }
