"""What the records say of customers, folded to the facts that segments ask for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from bot.bookings.values import State
from bot.dossiers.values import Facts

_GOING = frozenset({State.CONFIRMED, State.PAID, State.CHANGED, State.TRAVELLING})


@dataclass(frozen=True)
class Journey:
    """One booking, as far as facts go: local days at the destination."""

    state: str
    leaves: date
    ends: date
    currency: str
    needs: tuple[str, ...] = ()


@dataclass
class Material:
    """What was read of one customer."""

    created_at: datetime
    needs: set[str] = field(default_factory=set)
    journeys: list[Journey] = field(default_factory=list)
    paid: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    children: int = 0
    birth_years: set[int] = field(default_factory=set)
    complaints: int = 0


def facts_of(material: Material, now: datetime, today: date, currency: str) -> Facts:
    """Work the facts out; `today` is the company's day."""
    made = [one for one in material.journeys if _made(one, today)]
    ahead = [one for one in material.journeys if one.state in _GOING and one.leaves >= today]
    last, following = max((one.ends for one in made), default=None), min((one.leaves for one in ahead), default=None)
    return Facts(
        known_days=max((now - material.created_at).days, 0),
        trips=len(made),
        days_since_trip=None if last is None else (today - last).days,
        days_to_departure=None if following is None else (following - today).days,
        underway=int(any(one.state in _GOING and one.leaves <= today <= one.ends for one in material.journeys)),
        paid=material.paid.get(currency, Decimal(0)),
        children=material.children,
        oldest=max((today.year - year for year in material.birth_years), default=None),
        complaints=material.complaints,
        needs=frozenset(material.needs).union(*(one.needs for one in material.journeys)),
        next_departure=following,
    )


def needs_in(preferences: Mapping[str, object]) -> Iterable[str]:
    """Give the needs among a person's preferences."""
    needs = preferences.get("needs")
    return [str(one) for one in needs] if isinstance(needs, (list, tuple)) else []


def _made(journey: Journey, today: date) -> bool:
    return journey.state == State.COMPLETED or (journey.state in _GOING and journey.ends < today)
