"""The clocks of a conversation, out of what was said and what happened: one pass, no side effects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.clocks.values import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, Clocks, Fact, Run

BOT, QUEUE = "bot", "queue"
# Ways out that say the work is done; others (the traveller went back to the assistant) just end the wait.
_DONE = ("resolved", "handed_back")
_SNOOZED, _WOKEN = "snoozed", "woken"
_UNDONE, _UNDOABLE = "undone", ("resolved", "snoozed")
# A snooze without an end lasts until the traveller writes.
_FOREVER = datetime.max.replace(tzinfo=UTC)


def clocks_of(facts: Iterable[Fact], now: datetime, snoozed_until: datetime | None = None) -> Clocks:
    """Give the clocks as they stand `now`; `facts` in order, from before a person was asked for.

    First response: since the hand-over. Next response: since the first message that nobody answered. Resolution: both
    of these times together. All stop while we spoke last, while the chat is snoozed, and when the assistant has it.
    """
    walk = _Walk()
    for fact in _standing(facts):
        walk.step(fact)
    walk.settle(now, snoozed_until)
    still = [one.run() for one in (walk.response, walk.resolution) if one is not None]
    return Clocks(tuple(still), tuple(walk.met))


def _standing(facts: Iterable[Fact]) -> list[Fact]:
    """Leave out what was taken back: a snooze or an end, and the undoing of it, have never been."""
    kept: list[Fact] = []
    for fact in facts:
        undoes = fact.kind == _UNDONE and any(one.kind in _UNDOABLE for one in kept)
        if undoes:
            last = max(place for place, one in enumerate(kept) if one.kind in _UNDOABLE)
            del kept[last]
        else:
            kept.append(fact)
    return kept


@dataclass
class _Watch:
    """A clock that is being started and stopped."""

    kind: str
    since: datetime
    stretches: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def start(self, at: datetime) -> None:
        if not self.stretches or self.stretches[-1][1] is not None:
            self.stretches.append((at, None))

    def stop(self, at: datetime) -> None:
        if self.stretches and self.stretches[-1][1] is None:
            self.stretches[-1] = (self.stretches[-1][0], at)

    def run(self, ended: datetime | None = None, by: str | None = None) -> Run:
        return Run(self.kind, self.since, tuple(self.stretches), ended, by, frozenset(self.told))


class _Walk:
    """Where a conversation is after so many facts."""

    def __init__(self) -> None:
        self.owner = BOT
        self.asked: datetime | None = None  # the traveller's first message that nobody answered
        self.answered = False  # by a person, in this wait
        self.snoozed: datetime | None = None
        self.response: _Watch | None = None
        self.resolution: _Watch | None = None
        self.met: list[Run] = []

    def step(self, fact: Fact) -> None:
        """Take in one fact."""
        if self.snoozed is not None and self.snoozed <= fact.at:
            self._wake(self.snoozed)
        if fact.kind == "traveller":
            self._hear(fact.at)
        elif fact.kind == "assistant" and self.owner == BOT:
            self.asked = None
        elif fact.kind == "agent":
            self._answer(fact.at)
        elif fact.clock is not None:
            self._tell(fact)
        elif fact.kind == _SNOOZED:
            self._snooze(fact.at, fact.until or _FOREVER)
        elif fact.kind == _WOKEN:
            self._wake(fact.at)
        if fact.from_owner is not None and fact.to_owner is not None:
            self._pass(fact, fact.to_owner)

    def settle(self, now: datetime, snoozed_until: datetime | None) -> None:
        """Let the time since the last fact pass; whether it is snoozed now is the conversation's to say."""
        if self.snoozed is not None and (snoozed_until is None or self.snoozed <= now):
            self._wake(min(self.snoozed, now))
        if snoozed_until is not None and snoozed_until > now and self.snoozed is None:
            self._snooze(now, snoozed_until)

    def _pass(self, fact: Fact, to: str) -> None:
        before, self.owner = self.owner, to
        if to == BOT:
            self._end(fact)
        elif before == BOT:
            self._begin(fact.at, handed_over=to == QUEUE)
        elif to == QUEUE:
            # Somebody has to take it up, also where the traveller waits for nothing.
            self._respond(fact.at)

    def _begin(self, at: datetime, handed_over: bool) -> None:
        self.answered, self.met = False, []
        self.resolution = _Watch(RESOLUTION, at)
        if handed_over:
            self._respond(at)
        elif self.asked is not None:
            self._respond(self.asked)

    def _end(self, fact: Fact) -> None:
        if self.resolution is not None and fact.kind in _DONE:
            self.resolution.stop(fact.at)
            self.met.append(self.resolution.run(fact.at, fact.from_owner))
        self.response = self.resolution = self.snoozed = self.asked = None

    def _hear(self, at: datetime) -> None:
        self.asked = self.asked or at
        if self.owner != BOT:
            if self.snoozed is not None:
                self._wake(at)
            self._respond(at)

    def _respond(self, since: datetime) -> None:
        if self.response is None:
            self.response = _Watch(NEXT_RESPONSE if self.answered else FIRST_RESPONSE, since)
        if self.snoozed is None:
            self._run(since)

    def _answer(self, at: datetime) -> None:
        self.answered, self.asked = True, None
        if self.response is not None:
            self.response.stop(at)
            self.met.append(self.response.run(at, self.owner))
            self.response = None
        if self.resolution is not None:
            self.resolution.stop(at)

    def _snooze(self, at: datetime, until: datetime) -> None:
        self.snoozed = until
        for watch in (self.response, self.resolution):
            if watch is not None:
                watch.stop(at)

    def _wake(self, at: datetime) -> None:
        self.snoozed = None
        if self.response is not None:
            self._run(at)

    def _run(self, at: datetime) -> None:
        for watch in (self.response, self.resolution):
            if watch is not None:
                watch.start(max(at, watch.since))

    def _tell(self, fact: Fact) -> None:
        for watch in (self.response, self.resolution):
            if watch is not None and (watch.kind, watch.since) == (fact.clock, fact.since):
                watch.told.add(fact.kind.removeprefix("clock_"))
