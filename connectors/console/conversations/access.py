"""Which chats a colleague may see. One that they may not is, to them, one that does not exist."""

from __future__ import annotations

from bot.conversations.errors import UnknownConversation
from bot.conversations.values import Conversation
from bot.services import Services
from connectors.console.identity import Caller


async def seen(services: Services, caller: Caller, conversation_id: str) -> Conversation:
    """Give a chat: of the caller's team, held by or offered to them, one they took part in or were called into.

    Raises UnknownConversation.
    """
    conversation = await services.conversations.get(conversation_id)
    if not await sees(services, caller, conversation):
        raise UnknownConversation(conversation_id)
    return conversation


async def sees(services: Services, caller: Caller, conversation: Conversation) -> bool:
    """Say whether the caller may see a chat."""
    staff = caller.staff
    theirs = staff.id in (conversation.staff_id, conversation.offered_to)
    if theirs or conversation.team == staff.team or caller.may("conversations.all"):
        return True
    if await services.mentions.called(conversation.id, staff.id):
        return True
    return await services.conversations.took_part(conversation.id, staff.id)
