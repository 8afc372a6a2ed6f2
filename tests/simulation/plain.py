"""A plain model of the desk: who waits in which order, when each clock runs out, and who is offered what.

Written from the rules (`data/clocks.yml` and the guides), not from the code: whole minutes are stepped through, lists
are sorted afresh each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.company.values import Calendar
from tests.simulation.minutes import minutes_between, moment_after

MINUTE = timedelta(minutes=1)
FAR = timedelta(days=9)
LIMITS = {  # minutes: first answer, later answers, resolution; and whether opening hours count
    "urgent": (5, 5, 240, False),
    "normal": (60, 60, 1440, True),
}
ANSWERED_WITHIN = timedelta(hours=24)
OFFER, REST = timedelta(seconds=45), timedelta(seconds=60)


class Hours:
    """When people are here; what has been counted once is not counted again."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._after: dict[tuple[datetime, int], datetime] = {}
        self._between: dict[tuple[datetime, datetime], int] = {}

    def after(self, start: datetime, minutes: int) -> datetime:
        """Give the end of so many open minutes."""
        if (start, minutes) not in self._after:
            found = moment_after(self._calendar, start, minutes, start + FAR)
            assert found is not None
            self._after[start, minutes] = found
        return self._after[start, minutes]

    def between(self, start: datetime, end: datetime) -> int:
        """Count open minutes."""
        if (start, end) not in self._between:
            self._between[start, end] = minutes_between(self._calendar, start, end)
        return self._between[start, end]


class Always:
    """Round the clock."""

    def after(self, start: datetime, minutes: int) -> datetime:
        """Give the end of so many minutes."""
        return start + minutes * MINUTE

    def between(self, start: datetime, end: datetime) -> int:
        """Count minutes."""
        return int((end - start) / MINUTE)


ALWAYS = Always()


@dataclass
class Agent:
    """One of the twelve."""

    id: str
    team: str
    languages: tuple[str, ...]
    skills: tuple[str, ...]
    capacity: int
    here: bool = False
    idle_since: datetime | None = None


@dataclass
class Chat:
    """One of the three hundred. `owner`: bot, queue, or an agent's id."""

    id: str
    number: int
    team: str
    language: str
    topic: str
    priority: str
    departs: datetime | None = None
    owner: str = "bot"
    waiting_since: datetime | None = None
    asked_at: datetime | None = None  # the first thing that nobody has answered
    answered: bool = False  # by a person, in this wait
    ran: list[tuple[datetime, datetime]] = field(default_factory=list)  # on the way to the resolution
    offered_to: str | None = None
    offered_until: datetime | None = None
    offers: dict[str, int] = field(default_factory=dict)
    let_go: dict[str, datetime] = field(default_factory=dict)

    def response_due(self, hours: Hours) -> datetime | None:
        """Give when the answer must have come; None while the traveller is the one who is waited for."""
        if self.asked_at is None:
            return None
        first, later, _, in_hours = LIMITS[self.priority]
        policy = (hours if in_hours else ALWAYS).after(self.asked_at, later if self.answered else first)
        found = [policy, self.asked_at + ANSWERED_WITHIN]
        if self.departs is not None and self.departs + timedelta(minutes=120) > self.asked_at:
            half = self.asked_at + (self.departs - self.asked_at) / 2
            found.append(max(self.asked_at, min(half, self.departs - timedelta(minutes=15))))
        return min(found)

    def resolution_due(self, hours: Hours) -> datetime | None:
        """Give when it must be done; the clock stands still while the traveller is waited for."""
        if self.asked_at is None:
            return None
        *_, limit, in_hours = LIMITS[self.priority]
        counted = hours if in_hours else ALWAYS
        used = sum(counted.between(begun, ended) for begun, ended in self.ran)
        return counted.after(self.asked_at, max(0, limit - used))

    def due(self, hours: Hours) -> datetime | None:
        """Give the earlier of the two."""
        found = [at for at in (self.response_due(hours), self.resolution_due(hours)) if at]
        return min(found) if found else None

    def rank(self, now: datetime) -> int:
        """Emergencies, then those about to leave, then the rest."""
        if self.priority == "urgent":
            return 0
        hour = timedelta(minutes=60)
        leaving = self.departs is not None and self.asked_at is not None and self.departs - hour <= now
        still = self.departs is not None and self.asked_at is not None and self.departs + 2 * hour > self.asked_at
        return 1 if leaving and still else 2


def queue(chats: list[Chat], now: datetime, hours: Hours) -> list[Chat]:
    """Give who waits, in the order in which they are served."""
    waiting = [one for one in chats if one.owner == "queue"]
    return sorted(waiting, key=lambda one: (one.rank(now), one.due(hours), one.waiting_since, one.id))


def load(agent: Agent, chats: list[Chat], now: datetime) -> int:
    """Count what an agent holds, and what is being offered to them."""
    held = sum(one.owner == agent.id for one in chats)
    return held + sum(one.owner == "queue" and one.offered_to == agent.id and stands(one, now) for one in chats)


def stands(chat: Chat, now: datetime) -> bool:
    """Say whether an offer is still open."""
    return chat.offered_until is not None and chat.offered_until > now


def offers(chats: list[Chat], agents: list[Agent], now: datetime, hours: Hours) -> list[tuple[str, str]]:
    """Give who should be offered which chat now: the first in line first, each to the best who is free."""
    made: list[tuple[str, str]] = []
    busy = {one.offered_to for one in chats if one.owner == "queue" and stands(one, now)}
    for chat in queue(chats, now, hours):
        if stands(chat, now):
            continue
        free = [
            one
            for one in agents
            if one.here and one.team == chat.team and one.id not in busy and load(one, chats, now) < one.capacity
            and not (one.id in chat.let_go and now - chat.let_go[one.id] < REST)
        ]  # fmt: skip
        if free:
            best = min(free, key=lambda one: _preference(chat, one, load(one, chats, now)))
            made.append((chat.id, best.id))
            busy.add(best.id)
    return made


def _preference(chat: Chat, agent: Agent, busy: int) -> tuple[object, ...]:
    fit = (
        agent.languages.index(chat.language)
        if chat.language in agent.languages
        else 100
        if "en" in agent.languages
        else 200
    )
    return chat.offers.get(agent.id, 0), fit, chat.topic not in agent.skills, busy, agent.idle_since, agent.id
