"""Suggested next steps: what the records and the traveller's open questions call for, and nothing else."""

from __future__ import annotations

from bot.conversations.reading import intent_of, read_payload
from bot.conversations.values import Message
from bot.core.clock import Clock
from bot.phrases.filling import Filling
from bot.suggestions.conditions import CONDITIONS, Facts, unanswered
from bot.suggestions.table import rules
from bot.suggestions.values import OPEN_TICKET, Chat, Rule, Source, Suggestion
from bot.tickets.service import TicketsService
from bot.tickets.values import NewTicket, Ticket

_TOLD = 10


class SuggestionsService:
    """Suggests, and does what a suggestion does."""

    def __init__(self, filling: Filling, tickets: TicketsService, clock: Clock) -> None:
        self._filling = filling
        self._tickets = tickets
        self._clock = clock

    async def for_chat(self, chat: Chat) -> tuple[Suggestion, ...]:
        """Give the steps whose rule holds, in the order of the table."""
        facts = Facts(chat, self._filling.reader(chat.about, {}), self._clock.now())
        asked = {intent: message for message in unanswered(chat.recent) if (intent := _intent(message))}
        found: dict[str, Suggestion] = {}
        for rule in rules():
            if rule.name in found:
                continue
            message = next((asked[intent] for intent in asked if intent in rule.asks), None)
            if (rule.asks and message is None) or _said(rule, chat, message):
                continue
            if (sources := await _sources(rule, facts, message)) is not None:
                found[rule.name] = Suggestion(rule.name, rule.say, rule.do, sources, message.seq if message else None)
        return tuple(found.values())

    async def open_ticket(self, chat: Chat, by: str) -> Ticket | None:
        """Open the complaint that is suggested, with what the traveller has said; None where it is no longer."""
        suggested = next((one for one in await self.for_chat(chat) if one.do == OPEN_TICKET), None)
        if suggested is None or suggested.seq is None:
            return None
        booking = await self._filling.reader(chat.about, {}).booking()
        told = [one.text for one in chat.recent if one.author == "traveller" and one.text][-_TOLD:]
        category = chat.about.mentioned.get("complaint_category")
        new = NewTicket(
            kind="complaint",
            category=str(category) if category else None,
            conversation_id=chat.conversation.id,
            booking_id=booking.id if booking else None,
            customer_id=chat.conversation.customer_id,
            facts={"told": told},
            once=f"{chat.conversation.id}/{suggested.seq}/suggested",
        )
        return await self._tickets.open(new, by)


async def _sources(rule: Rule, facts: Facts, message: Message | None) -> tuple[Source, ...] | None:
    """Give the records behind a rule: the message first, then each condition's; None where one does not hold."""
    told: list[Source] = []
    if message is not None:
        told.append(Source("message", {"seq": message.seq, "intent": _intent(message)}))
    for name in rule.when:
        source = await CONDITIONS[name](facts)
        if source is None:
            return None
        if source.kind:
            told.append(source)
    return tuple(told)


def _said(rule: Rule, chat: Chat, message: Message | None) -> bool:
    """Say whether a rule's key was said since the message it answers; without one, lately at all."""
    after = message.seq if message else 0
    return rule.say is not None and any(one.key == rule.say and one.seq > after for one in chat.recent)


def _intent(message: Message) -> str:
    return intent_of(message.reading)[0] or read_payload(message.payload).intent
