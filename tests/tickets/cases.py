"""Tickets as the tests open them."""

from __future__ import annotations

from bot.core.money import Money
from bot.services import Desk
from bot.tickets.values import NewRemedy, NewTicket, Ticket

AGENT, LEAD = ("agent",), ("lead",)
ADA, BO = "agent:ada", "agent:bo"


def yuan(amount: int) -> Money:
    """An amount in the company's money."""
    return Money.of(amount, "CNY")


def refund(amount: int) -> NewRemedy:
    """A partial refund."""
    return NewRemedy("partial_refund", yuan(amount))


async def a_case(desk: Desk, told: str = "The room was dirty", category: str = "hotel", sender: str = "anna") -> Ticket:
    """Open a complaint in a traveller's chat."""
    async with desk.open_services() as services:
        chat = await services.conversations.open("widget", sender)
        new = NewTicket("complaint", category, conversation_id=chat.id, facts={"told": [told]})
        return await services.tickets.open(new)
