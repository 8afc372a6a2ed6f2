"""How alike two cases are, and what settled the ones that are most alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.money import Money
from bot.tickets.values import Ticket

# Of a likeness between 0 and 1: what was told counts most, then the same booking, tour, cause and category.
TOLD, BOOKING, TOUR, CAUSE, CATEGORY = 0.4, 0.2, 0.1, 0.15, 0.15
LEAST = 0.15
_WORDLESS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Similar:
    """Another case, and how alike it is."""

    ticket: Ticket
    likeness: float


@dataclass(frozen=True)
class Outcome:
    """What became of one kind of remedy in similar cases; amounts of the accepted, where they share a currency."""

    kind: str
    offered: int
    accepted: int
    least: Money | None
    most: Money | None


def trigrams(text: str) -> frozenset[str]:
    """Cut a text into pieces of three characters: likeness without knowing the language, also where no spaces are."""
    bare = f" {_WORDLESS.sub(' ', text.casefold()).strip()} "
    return frozenset(bare[at : at + 3] for at in range(len(bare) - 2))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """Give the share of pieces that two texts have in common."""
    return len(one & other) / len(one | other) if one and other else 0.0


def rank(ticket: Ticket, others: Iterable[Ticket], tours: Mapping[str, str], count: int) -> tuple[Similar, ...]:
    """Give the cases most like this one, the most alike first."""
    told = trigrams(" ".join(ticket.told))
    scored = [Similar(one, round(_likeness(ticket, told, one, tours), 3)) for one in others]
    enough = [one for one in scored if one.likeness >= LEAST]
    return tuple(sorted(enough, key=lambda one: (-one.likeness, one.ticket.reference))[:count])


def outcomes(similar: Sequence[Similar]) -> tuple[Outcome, ...]:
    """Sum up which remedies were answered how, the most accepted first."""
    answered: dict[str, list[tuple[bool, Money | None]]] = {}
    for one in similar:
        for remedy in one.ticket.remedies:
            if remedy.state in ("accepted", "refused"):
                answered.setdefault(remedy.kind, []).append((remedy.state == "accepted", remedy.amount))
    found = [_outcome(kind, answers) for kind, answers in answered.items()]
    return tuple(sorted(found, key=lambda one: (-one.accepted, -one.offered, one.kind)))


def _likeness(ticket: Ticket, told: frozenset[str], other: Ticket, tours: Mapping[str, str]) -> float:
    def tour(of: Ticket) -> str | None:
        return tours.get(of.booking_id) if of.booking_id else None

    same = (
        (CATEGORY, ticket.kind == other.kind and ticket.category == other.category),
        (CAUSE, ticket.standing.cause is not None and ticket.standing.cause == other.standing.cause),
        (BOOKING, ticket.booking_id is not None and ticket.booking_id == other.booking_id),
        (TOUR, tour(ticket) is not None and tour(ticket) == tour(other)),
    )
    shared = sum(weight for weight, holds in same if holds)
    return shared + TOLD * jaccard(told, trigrams(" ".join(other.told)))


def _outcome(kind: str, answers: Sequence[tuple[bool, Money | None]]) -> Outcome:
    amounts = [amount for accepted, amount in answers if accepted and amount]
    shared = len({amount.currency for amount in amounts}) == 1
    accepted = sum(one for one, _ in answers)
    return Outcome(
        kind=kind,
        offered=len(answers),
        accepted=accepted,
        least=min(amounts, key=lambda one: one.amount) if shared else None,
        most=max(amounts, key=lambda one: one.amount) if shared else None,
    )
