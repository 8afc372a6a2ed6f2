"""Names for a list of chats, read once: colleagues, travellers, tours and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.conversations.channels import channel_of
from bot.conversations.values import Conversation
from bot.core.errors import Refusal
from bot.services import Services
from bot.staff.names import name_for


@dataclass(frozen=True)
class Names:
    """Colleagues by staff id, travellers by conversation id, tours and destinations by (kind, id).

    `written`: every name of a colleague, by staff id.
    """

    staff: Mapping[str, str]
    travellers: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


async def read_names(
    services: Services,
    language: str,
    conversations: Iterable[Conversation],
    things: Iterable[tuple[str, str]] = (),
) -> Names:
    """Read every name that these chats and things need, for a reader of `language`."""
    colleagues = await services.staff.list_all()
    staff = {one.id: name_for(one, language) for one in colleagues}
    written = {one.id: tuple(name for name in (one.name, one.latin_name) if name) for one in colleagues}
    travellers = await _travellers(services, list(conversations))
    found = {thing: await _texts(services, *thing) for thing in things}
    return Names(staff, travellers, {thing: texts for thing, texts in found.items() if texts}, written)


async def _travellers(services: Services, conversations: Sequence[Conversation]) -> Mapping[str, str]:
    """Give customers' names, and those that callers gave, by conversation."""
    customers = await services.customers.of_ids([one.customer_id for one in conversations if one.customer_id])
    known = {customer_id: customer.display_name for customer_id, customer in customers.items()}
    named = {one.id: known.get(one.customer_id or "") or await _caller(services, one) for one in conversations}
    return {conversation_id: name for conversation_id, name in named.items() if name}


async def _caller(services: Services, conversation: Conversation) -> str | None:
    if channel_of(conversation.channel).live:
        return None
    account = await services.customers.identity(conversation.channel, conversation.sender)
    return account.display_name if account else None


async def _texts(services: Services, kind: str, thing_id: str) -> Mapping[str, str]:
    """Give a tour's or destination's names; none where it is no longer offered."""
    try:
        if kind == "tour":
            return (await services.products.get_tour(thing_id)).names
        return (await services.destinations.get(thing_id)).names
    except Refusal:
        return {}
