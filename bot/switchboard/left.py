"""Messages for a person while nobody is there: each is owed an answer in time, by a ticket that says so."""

from __future__ import annotations

from dataclasses import dataclass

from bot.company.errors import NoCompany
from bot.conversations.values import Accepted, Handoff, Reply, Turn
from bot.core.contacts import readable_phone
from bot.core.errors import Unavailable
from bot.services import Services
from bot.switchboard.wording import Wording
from bot.tickets.values import NewTicket
from bot.waiting import outlook

_REASON = "message_left"
_HOURS = 24  # until the company says otherwise


@dataclass(frozen=True)
class LeftMessage:
    """What a traveller leaves: clean `text`, and a normalised e-mail address or number as `contact`."""

    channel: str
    sender: str
    client_id: str
    language: str
    text: str
    name: str
    contact: str


async def leave(services: Services, wording: Wording, left: LeftMessage) -> tuple[Accepted, str]:
    """Store it and give the reference of its ticket; the same client id twice is one message.

    Raises Unavailable while the assistant still thinks about an earlier message.
    """
    conversation = await services.conversations.open(left.channel, left.sender, left.language)
    accepted = await services.conversations.receive(left.channel, left.sender, left.client_id, left.text)
    ticket = await services.tickets.open(
        NewTicket(
            kind="callback",
            conversation_id=conversation.id,
            facts={"told": [left.text], "name": left.name, "contact": left.contact},
            once=f"left:{conversation.id}:{accepted.seq}",
        ),
        by="traveller",
    )
    if not accepted.duplicate:
        await _queue(services, accepted, await _thanks(services, wording, left, ticket.reference), left)
    return accepted, ticket.reference


async def owe_answer(services: Services, turn: Turn, handoff: Handoff) -> None:
    """Put a chat that was handed over while nobody is there under a ticket, unless it has one of its own already."""
    state, _ = await outlook(services, turn.conversation_id)
    if state == "open" or handoff.summary.get("ticket"):
        return
    await services.tickets.open(
        NewTicket(
            kind="callback",
            conversation_id=turn.conversation_id,
            customer_id=turn.customer_id,
            priority=handoff.priority,
            facts={"told": [turn.message.text]},
            once=f"away:{turn.conversation_id}:{turn.seq}",
        )
    )


async def _queue(services: Services, accepted: Accepted, reply: Reply, left: LeftMessage) -> None:
    """Hand the message to people in a turn of its own: the assistant never hears it."""
    turn = await services.conversations.begin_turn(accepted.conversation_id, f"left/{accepted.seq}")
    if turn is None or turn.seq != accepted.seq:
        raise Unavailable("turn")
    handoff = Handoff(_REASON, summary={"name": left.name, "contact": left.contact})
    finished = await services.conversations.finish_turn(turn, [reply], {}, left.language, handoff)
    if not finished.messages:  # a person has the talk already, or it waits for one
        await services.conversations.announce(accepted.conversation_id, reply)


async def _thanks(services: Services, wording: Wording, left: LeftMessage, reference: str) -> Reply:
    try:
        hours = (await services.company.get()).callback_hours
    except NoCompany:
        hours = _HOURS
    values = {
        "ticket": reference,
        "contact": readable_phone(left.contact),
        "span": {"t": "count", "key": "count_hours", "n": hours},
    }
    return wording.reply("utter_message_left", values, left.language)
