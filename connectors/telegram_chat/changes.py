"""What changes outside a message: an edited text, a bot that was blocked or let in again."""

from __future__ import annotations

from telegram import ChatMember, Update

from bot.arrivals.values import Arrival
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.messages import client_id, spoken
from connectors.telegram_chat.places import place_of

_OUT = (ChatMember.BANNED, ChatMember.LEFT)


async def on_edit(door: Door, arrival: Arrival, update: Update) -> None:
    """Let a message say something else; one that was never accepted (in a group, say) is left alone."""
    message = update.edited_message
    text = spoken(door, message) if message else ""
    # A live position also comes as an edit, and a link's preview as one that changes nothing.
    if message is None or not text:
        return
    place = place_of(message.chat, message)
    await door.desk.switchboard.edit(place.channel, place.sender, client_id(message), text, message.edit_date)


async def on_membership(door: Door, arrival: Arrival, update: Update) -> None:
    """Note who has blocked the bot, or let it in again, where there is a conversation."""
    change = update.my_chat_member
    if change is None:
        return
    place = place_of(change.chat)
    can_be = change.new_chat_member.status not in _OUT
    conversation = await door.find(place)
    if conversation is None:
        return
    async with door.desk.services() as services:
        if await services.customers.reachable(place.channel, place.sender, can_be):
            await services.conversations.happened(conversation.id, "reachable" if can_be else "unreachable")
    await door.told(conversation.id)
