"""Remedies: proposed by a colleague, agreed to above a limit, accepted or refused by the traveller."""

from __future__ import annotations

from collections.abc import Collection

from bot.core.money import Money
from bot.tickets.casework import Casework, words
from bot.tickets.choices import CHARGES, NONE, PAYS
from bot.tickets.errors import NotAChoice, NotNow
from bot.tickets.values import Answered, NewRemedy, Remedy, Ticket

PENDING, OFFERED, ACCEPTED, REFUSED = "approval", "open", "accepted", "refused"


class Remedying(Casework):
    """One proposal is open at a time; a new one takes the place of the one before."""

    async def propose(
        self, ticket_id: str, by: str, roles: Collection[str], new: NewRemedy, expect: int | None = None
    ) -> Ticket:
        """Propose a remedy, or ask for approval where it is more than these roles may promise alone.

        Raises NotAChoice (no such remedy; an amount that is missing, not needed or not above nothing).
        """
        ticket = await self._held(ticket_id, expect)
        self._check(new)
        values: dict[str, object] = {"remedy": len(ticket.remedies) + 1, "kind": new.kind, "note": words(new.note)}
        if new.amount is not None:
            values["amount"] = new.amount.to_json()
        if self._over_limit(ticket, new, roles):
            return await self._record(ticket, "approval_asked", by, values, "staff")
        return await self._record(ticket, "proposed", by, values)

    async def approve(self, ticket_id: str, by: str, reason: str = "", expect: int | None = None) -> Ticket:
        """Agree to what waits for approval, which proposes it. Raises NotNow for one's own proposal: four eyes."""
        ticket = await self._held(ticket_id, expect)
        remedy = _pending(ticket, by)
        values = {"remedy": remedy.number, "reason": words(reason)}
        ticket = await self._record(ticket, "approved", by, values, "staff")
        return await self._record(ticket, "proposed", remedy.by, _again(remedy))

    async def decline(self, ticket_id: str, by: str, reason: str, expect: int | None = None) -> Ticket:
        """Do not agree to what waits for approval; the traveller never hears of it. Raises NotNow."""
        ticket = await self._held(ticket_id, expect)
        remedy = _pending(ticket, by)
        return await self._record(ticket, "declined", by, {"remedy": remedy.number, "reason": words(reason)}, "staff")

    async def withdraw(self, ticket_id: str, by: str, expect: int | None = None) -> Ticket:
        """Take back what is proposed, or waits for approval. Raises NotNow."""
        ticket = await self._held(ticket_id, expect)
        remedy = current(ticket)
        if remedy is None or remedy.state not in (PENDING, OFFERED):
            raise NotNow("proposal")
        audience = "all" if remedy.state == OFFERED else "staff"
        return await self._record(ticket, "withdrawn", by, {"remedy": remedy.number}, audience)

    async def answer(
        self,
        ticket_id: str,
        number: int,
        accepts: bool,
        by: str,
        via: str,
        seq: int | None = None,
        expect: int | None = None,
    ) -> Answered:
        """Record the traveller's answer once; a tap that comes twice, or too late, changes nothing and says so.

        `seq` is the message that carries it: the same message again is the same answer.
        """
        ticket = await self._held(ticket_id, expect)
        remedy = next((one for one in ticket.remedies if one.number == number), None)
        if remedy is None or remedy.state not in (OFFERED, ACCEPTED, REFUSED):
            return Answered("outdated", ticket, remedy)
        if remedy.state in (ACCEPTED, REFUSED):
            first = seq is not None and seq == _answered_by(ticket, number)
            return Answered(remedy.state if first else f"already_{remedy.state}", ticket, remedy)
        values: dict[str, object] = {"remedy": number, "via": via}
        if seq is not None:
            values["seq"] = seq
        ticket = await self._record(ticket, ACCEPTED if accepts else REFUSED, by, values)
        return Answered(ACCEPTED if accepts else REFUSED, ticket, ticket.remedies[number - 1])

    async def pay(
        self, ticket_id: str, by: str, amount: Money, method: str, reference: str = "", expect: int | None = None
    ) -> Ticket:
        """Write down what was paid to settle the case. Raises NotAChoice for nothing, or less."""
        ticket = await self._held(ticket_id, expect)
        if not amount > Money.zero(amount.currency):
            raise NotAChoice("amount")
        values = {"amount": amount.to_json(), "method": method, "reference": words(reference)}
        return await self._record(ticket, "paid", by, values)

    def _check(self, new: NewRemedy) -> None:
        known = self._choices.remedies.get(new.kind)
        if known is None:
            raise NotAChoice("kind")
        if (known.money == NONE) != (new.amount is None):
            raise NotAChoice("amount")
        if new.amount is not None and not new.amount > Money.zero(new.amount.currency):
            raise NotAChoice("amount")
        if new.amount is not None and new.amount != new.amount.rounded():
            raise NotAChoice("amount")

    def _over_limit(self, ticket: Ticket, new: NewRemedy, roles: Collection[str]) -> bool:
        """Count what was accepted before too: a promise cut into small ones is still one promise."""
        if new.amount is None or self._choices.remedies[new.kind].money == CHARGES:
            return False
        limit = self._choices.limit(roles, new.amount.currency)
        if limit is None:
            return False
        promised = [one.amount for one in ticket.remedies if one.state == ACCEPTED and self._pays(one) and one.amount]
        if any(amount.currency != limit.currency for amount in promised):
            return True
        return Money.total([*promised, new.amount], limit.currency) > limit

    def _pays(self, remedy: Remedy) -> bool:
        known = self._choices.remedies.get(remedy.kind)
        return known is not None and known.money == PAYS


def current(ticket: Ticket) -> Remedy | None:
    """Give the latest proposal."""
    return ticket.remedies[-1] if ticket.remedies else None


def _pending(ticket: Ticket, by: str) -> Remedy:
    remedy = current(ticket)
    if remedy is None or remedy.state != PENDING:
        raise NotNow("approval")
    if remedy.by == by:
        raise NotNow("own")
    return remedy


def _again(remedy: Remedy) -> dict[str, object]:
    values: dict[str, object] = {"remedy": remedy.number, "kind": remedy.kind, "note": remedy.note}
    return {**values, "amount": remedy.amount.to_json()} if remedy.amount else values


def _answered_by(ticket: Ticket, number: int) -> object:
    answers = (event.values or {} for event in ticket.events if event.kind in (ACCEPTED, REFUSED))
    return next((values.get("seq") for values in answers if values.get("remedy") == number), None)
