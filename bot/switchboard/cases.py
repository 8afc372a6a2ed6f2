"""Cases in the chat: a remedy offered and whether it is settled asked, with buttons; and what a tap on them does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.conversations.channels import channel_of
from bot.conversations.values import BOT, Conversation, Message, Turn
from bot.localisation.languages import spoken
from bot.replies.tickets import remedy_words
from bot.replies.values import moment
from bot.services import Services
from bot.switchboard.wording import Wording
from bot.tickets.errors import TicketNotFound
from bot.tickets.values import Remedy, Ticket

# What these buttons carry: the case, and which proposal or question of it. The brain never hears them.
_PAYLOAD = re.compile(r"/(remedy|settled)_(yes|no)_(TK-[A-Z2-9]{6})_(\d{1,4})")
_OFFER, _ASK = "utter_remedy_offer", "utter_ticket_settled_ask"


@dataclass(frozen=True)
class Tap:
    """A tap on a button of a case; `about`: remedy or settled."""

    about: str
    yes: bool
    reference: str
    number: int


def read_tap(payload: str) -> Tap | None:
    """Read a payload; None where it is none of these."""
    match = _PAYLOAD.fullmatch(payload)
    return Tap(match[1], match[2] == "yes", match[3], int(match[4])) if match else None


def hears(conversation: Conversation | None) -> bool:
    """Say whether the traveller can be asked in the chat: they read along, and strangers do not."""
    if conversation is None:
        return False
    channel = channel_of(conversation.channel)
    return channel.live and not channel.public


async def offer(services: Services, words: Wording, ticket: Ticket, remedy: Remedy) -> Message | None:
    """Tell the traveller the proposal in their language; None where a colleague has to do it by phone or letter."""
    values = {"ticket": ticket.reference, "remedy": remedy_words(remedy), "note": remedy.note}
    return await _say(services, words, ticket, _OFFER, values, ("remedy", remedy.number))


async def ask_if_settled(services: Services, words: Wording, ticket: Ticket, note: str, by: str) -> Message | None:
    """Ask the traveller whether it is settled; None where they cannot be asked in the chat."""
    if ticket.conversation_id is None or not hears(await services.conversations.get(ticket.conversation_id)):
        return None
    after, number = await services.tickets.ask(ticket.id, by)
    return await _say(services, words, after, _ASK, {"ticket": ticket.reference, "note": note}, ("settled", number))


def offer_buttons(ticket: Ticket, remedy: Remedy) -> list[dict[str, Any]]:
    """Give the two buttons of a proposal."""
    return _buttons("remedy", ticket, remedy.number)


async def tapped(services: Services, turn: Turn, words: Wording, tap: Tap) -> None:
    """Record a tap, end its turn, and say what came of it: as the desk where a person has the talk.

    A message that is put back for another turn finds its answer recorded, and the words said, already.
    """
    key, values = await _record(services, turn, tap)
    language = spoken(turn.language_choice or turn.language)
    await services.conversations.finish_turn(turn, [], {}, language)
    author = "assistant" if turn.owner == BOT and not turn.answered else "system"
    reply = words.reply(key, values, language, turn.seq)
    await services.conversations.announce(turn.conversation_id, reply, author, once=f"tap:{turn.seq}")


async def _record(services: Services, turn: Turn, tap: Tap) -> tuple[str, Mapping[str, Any]]:
    try:
        ticket = await services.tickets.find(tap.reference, turn.conversation_id)
    except TicketNotFound as refusal:
        return refusal.key, {}
    if tap.about == "remedy":
        return await _answer(services, turn, tap, ticket)
    return await _settle(services, turn, tap, ticket)


async def _answer(services: Services, turn: Turn, tap: Tap, ticket: Ticket) -> tuple[str, Mapping[str, Any]]:
    answered = await services.tickets.answer(ticket.id, tap.number, tap.yes, "traveller", "chat", turn.seq)
    values: dict[str, Any] = {"ticket": ticket.reference}
    if answered.remedy is not None:
        values["remedy"] = remedy_words(answered.remedy)
    if answered.outcome in ("accepted", "refused"):
        await services.conversations.happened(turn.conversation_id, f"remedy_{answered.outcome}", "traveller")
    return f"utter_remedy_{answered.outcome}", values


async def _settle(services: Services, turn: Turn, tap: Tap, ticket: Ticket) -> tuple[str, Mapping[str, Any]]:
    if tap.yes:
        after = await services.tickets.confirm(ticket.id, "traveller", "chat", tap.number)
        key = "utter_ticket_settled_thanks"
    else:
        after = await services.tickets.reopen(ticket.id, "traveller", question=tap.number)
        key = "utter_ticket_not_settled"
    if after is None:
        return "utter_ticket_settled_old", {"ticket": ticket.reference}
    await services.conversations.happened(turn.conversation_id, f"case_{after.standing.last_kind}", "traveller")
    zone = (await services.company.get()).zone if await services.company.exists() else "UTC"
    return key, {"ticket": ticket.reference, "deadline": moment(after.deadline, zone)}


async def _say(
    services: Services, words: Wording, ticket: Ticket, key: str, values: Mapping[str, Any], about: tuple[str, int]
) -> Message | None:
    if ticket.conversation_id is None:
        return None
    conversation = await services.conversations.get(ticket.conversation_id)
    if not hears(conversation):
        return None
    kind, number = about
    buttons = _buttons(kind, ticket, number)
    language = spoken(conversation.language_choice or conversation.language)
    reply = words.reply(key, values, language, buttons=buttons)
    once = f"case:{ticket.reference}:{kind}:{number}"
    return await services.conversations.announce(conversation.id, reply, once=once)


def _buttons(about: str, ticket: Ticket, number: int) -> list[dict[str, Any]]:
    """Give yes and no; at most 64 bytes each, for Telegram."""
    return [
        {"title": f"button_{about}_{answer}", "payload": f"/{about}_{answer}_{ticket.reference}_{number}"}
        for answer in ("yes", "no")
    ]
