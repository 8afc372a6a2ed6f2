"""Whatever happens in whatever order: never two speakers, no message lost or doubled, order kept."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as configured
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import delete

from bot.assignment.values import OFFER_LASTS
from bot.conversations.errors import NothingToUndo, OwnedByAnother
from bot.conversations.service import ConversationsService
from bot.conversations.transfers import Transfer
from bot.conversations.undoing import FAREWELL_WITHIN, UNDO_WITHIN
from bot.conversations.values import BOT, QUEUE, RESOLVED, SNOOZED, Conversation
from bot.core.clock import FixedClock
from bot.core.database import build_database
from bot.core.settings import Settings
from bot.localisation.render import Renderer
from bot.records.conversations import ConversationRecord
from bot.services import Desk
from bot.staff.values import TEAMS, NewStaff
from bot.switchboard import BACK_TO_ASSISTANT
from tests.conftest import NOW
from tests.switchboard import audit
from tests.switchboard.fakes import EMERGENCY, PERSON
from tests.switchboard.kernel import AGENTS, Kernel
from tests.switchboard.process import Process

T = TypeVar("T")
Act = Callable[[ConversationsService], Awaitable[Any]]
PROCESSES = st.sampled_from((0, 1))
STAFF = st.sampled_from(AGENTS)
# Most acts are the owner's: those of others are refused, and that is soon seen.
OWNER = "owner"
WAYS_OUT = ("hand_back", "hand_back", "release", "resolve")
BUTTONS = (("Price", "/ask_price"), ("Back", BACK_TO_ASSISTANT), ("Back", BACK_TO_ASSISTANT))
MESSAGES = (("hello", None), ("hello", None), (PERSON, None), (EMERGENCY, None), *BUTTONS)
EDITED = ("hello again", "hello once more", PERSON)
OWNER_OR_STAFF = st.sampled_from((OWNER, OWNER, OWNER, *AGENTS))
EXAMPLES = {"fast": {"sqlite": 15, "postgresql": 5}, "thorough": {"sqlite": 60, "postgresql": 20}}
SETTLED_AFTER = 20


@dataclass(frozen=True)
class Undo:
    """What a colleague did last and may take back: the conversation before, its state and version after, until when."""

    who: str
    before: Conversation
    status: str
    version: int
    until: datetime


class KernelMachine(RuleBasedStateMachine):
    """One traveller, two colleagues, two processes, and a brain of moods."""

    def __init__(self, url: str, settings: Settings, renderer: Renderer) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        clock = FixedClock(NOW)
        self.kernel = Kernel(Desk(settings, build_database(url, settings.ciphers()), clock), clock, renderer)
        self.accepted: dict[str, tuple[int, str, str | None]] = {}
        self.owner = BOT
        self.said: dict[tuple[str, int], int] = {}
        self.transferred = 0
        self.undo: Undo | None = None

    @initialize()
    def begin(self) -> None:
        """Two processes stand ready; nothing has been said."""
        self.run(self._empty())
        self.run(self.kernel.open())
        self.seen = self.run(self.kernel.look())

    # The traveller

    @precondition(lambda self: self.up)
    @rule(at=PROCESSES, what=st.sampled_from(MESSAGES), steps=st.integers(0, 4))
    def sends(self, at: int, what: tuple[str, str | None], steps: int) -> None:
        """A new message, typed or pressed; the worker gets some way with it."""
        self._send(at, f"m{len(self.accepted)}", *what)
        self._work(_one_of(self.up, at), steps)

    @precondition(lambda self: self.up and self.accepted)
    @rule(at=PROCESSES, which=st.integers(0, 50))
    def repeats(self, at: int, which: int) -> None:
        """The channel did not hear that a message was accepted."""
        client_id = list(self.accepted)[which % len(self.accepted)]
        _, text, payload = self.accepted[client_id]
        self._send(at, client_id, text, payload)

    @precondition(lambda self: self.up and self.accepted)
    @rule(at=PROCESSES, which=st.integers(0, 50), text=st.sampled_from(EDITED), steps=st.integers(0, 4))
    def edits(self, at: int, which: int, text: str, steps: int) -> None:
        """The traveller changes a message, most often the last one, whatever has become of it."""
        client_id = list(self.accepted)[-1 - which % min(2, len(self.accepted))]
        process = _one_of(self.up, at)
        self._step(lambda: self.kernel.edit(process, client_id, text))
        self._work(process, steps)

    # The machines

    @precondition(lambda self: self.busy)
    @rule(at=PROCESSES, steps=st.integers(1, 5))
    def works_on(self, at: int, steps: int) -> None:
        """A worker does some steps."""
        self._work(_one_of(self.busy, at), steps)

    @precondition(lambda self: self.busy)
    @rule(at=PROCESSES, in_transaction=st.booleans(), stays_away=st.booleans())
    def crashes(self, at: int, in_transaction: bool, stays_away: bool) -> None:
        """A process dies wherever it is."""
        process = _one_of(self.busy, at)
        self._step(lambda: process.crash(in_transaction))
        if not stays_away:
            process.start()

    @precondition(lambda self: not self.up)
    @rule()
    def starts_again(self) -> None:
        """Every process that died comes back."""
        for process in self.kernel.processes:
            if not process.up:
                process.start()

    @precondition(lambda self: self.up and self.unhandled)
    @rule(at=PROCESSES, after_lease=st.booleans())
    def looks_round(self, at: int, after_lease: bool) -> None:
        """A process sweeps, perhaps after the others' leases ran out."""
        if after_lease:
            self.kernel.pass_lease()
        process = _one_of(self.up, at)
        self._step(lambda: self.kernel.sweep(process))

    @rule(times=st.integers(1, 5), loses_answers=st.booleans())
    def brain_fails(self, times: int, loses_answers: bool) -> None:
        """The brain will not answer that often, or answer and not be heard."""
        self.kernel.brain.failures, self.kernel.brain.loses_answers = times, loses_answers

    # The colleagues

    @rule(who=STAFF, stale=st.sampled_from((False, False, True)))
    def takes(self, who: str, stale: bool) -> None:
        """A colleague presses "take" on a page that is up to date, or is not."""
        version = self.seen.conversation.owner_version - stale
        allowed = self.owner == _agent(who) or (self.owner in (BOT, QUEUE) and not stale)
        self._act(lambda service: service.take(self.kernel.id, who, version), allowed, _agent(who))

    @precondition(lambda self: self.unhandled)
    @rule(who=STAFF, speaks=st.booleans(), how=st.sampled_from(WAYS_OUT))
    def passes_by(self, who: str, speaks: bool, how: str) -> None:
        """A colleague comes and goes between two steps of a worker, with a word or without."""
        self.takes(who, stale=False)
        if speaks:
            self.replies(who, len(self.said))
        else:
            self._act(lambda service: service.note(self.kernel.id, who, "a note"), True, self.owner)
        self.lets_go(who, how)

    @rule(who=OWNER_OR_STAFF, number=st.integers(0, 5))
    def replies(self, who: str, number: int) -> None:
        """A colleague speaks; a number used before is the same reply sent again."""
        who = self._who(who)
        known = self.said.get((who, number))
        reply = self._act(
            lambda service: service.agent_reply(self.kernel.id, who, f"r{number}", f"reply {number}"),
            known is not None or self.owner == _agent(who),
            self.owner,
        )
        if reply is not None:
            assert known in (None, reply.seq)
            self.said[who, number] = reply.seq

    @precondition(lambda self: self.seen.conversation.owner_version)
    @rule(who=OWNER_OR_STAFF, how=st.sampled_from(WAYS_OUT))
    def lets_go(self, who: str, how: str) -> None:
        """A colleague gives the conversation away."""
        who, to = self._who(who), QUEUE if how == "release" else BOT
        before = self.seen.conversation
        done = self._act(lambda service: getattr(service, how)(self.kernel.id, who), self.owner == _agent(who), to)
        if done is not None and how == "resolve":
            self._may_undo(who, before)

    @precondition(lambda self: self.seen.conversation.staff_id)
    @rule(who=OWNER_OR_STAFF, minutes=st.sampled_from((None, 1, 60)))
    def snoozes(self, who: str, minutes: int | None) -> None:
        """The owner puts the conversation off."""
        who, before = self._who(who), self.seen.conversation
        until = self.kernel.clock.now() + timedelta(minutes=minutes) if minutes else None
        done = self._act(
            lambda service: service.snooze(self.kernel.id, who, until), self.owner == _agent(who), self.owner
        )
        if done is not None:
            self._may_undo(who, before)

    @precondition(lambda self: self.undo)
    @rule(who=STAFF, wrong=st.sampled_from((False, False, True)))
    def undoes(self, who: str, wrong: bool) -> None:
        """A colleague takes back what they did last; where anything has happened since, they cannot."""
        assert self.undo is not None
        who = who if wrong else self.undo.who
        allowed = who == self.undo.who and self._stands() and self.kernel.clock.now() <= self.undo.until
        try:
            self._step(lambda: self.kernel.act(lambda service: service.undo(self.kernel.id, who)))
        except NothingToUndo:
            assert not allowed
            return
        assert allowed and _put_aside(self.seen.conversation) == _put_aside(self.undo.before)
        self.undo = None

    @rule(later=st.sampled_from((timedelta(0), UNDO_WITHIN, timedelta(hours=1))))
    def alarms_ring(self, later: timedelta) -> None:
        """Time passes, snoozes end, and a talk that stayed resolved gets its last words, once."""
        self.kernel.clock.advance(later)
        asleep, until = self.seen.conversation.status == SNOOZED, self.seen.conversation.snoozed_until
        due = asleep and until is not None and until <= self.kernel.clock.now()
        woken = self._step(lambda: self.kernel.act(lambda service: service.wake_up(self.kernel.id)))
        assert (woken is not None) == due
        over = self.undo is not None and self.undo.until <= self.kernel.clock.now()
        fresh = over and self.undo is not None and self.kernel.clock.now() - self.undo.until <= FAREWELL_WITHIN
        owed = fresh and self._stands() and self.seen.conversation.status == RESOLVED
        said = self._step(lambda: self.kernel.act(lambda service: service.farewell(self.kernel.id)))
        assert (said is not None) == owed
        self.undo = None if over else self.undo

    @rule(
        who=OWNER_OR_STAFF,
        team=st.sampled_from(TEAMS),
        leads=st.booleans(),
        stale=st.sampled_from((False, False, True)),
    )
    def transfers(self, who: str, team: str, leads: bool, stale: bool) -> None:
        """The owner gives the conversation on to a team, or a lead takes it from whoever has it."""
        who, version = self._who(who), self.seen.conversation.owner_version - stale
        given = Transfer(team, f"t{self.transferred}", anybodys=leads, version=version)
        self.transferred += 1
        allowed = not stale and (leads or self.owner == _agent(who))
        self._act(lambda service: service.transfer(self.kernel.id, who, given), allowed, QUEUE)

    @precondition(lambda self: self.owner == QUEUE)
    @rule(who=STAFF, answer=st.sampled_from(("takes", "decline", "let_pass", None)))
    def is_offered(self, who: str, answer: str | None) -> None:
        """The conversation is held out to a colleague, who accepts, declines, lets it pass, or has not answered yet."""
        until = self.kernel.clock.now() + OFFER_LASTS
        self._act(lambda service: service.offer(self.kernel.id, who, until), True, QUEUE)
        if answer == "takes":
            self.takes(who, stale=False)
        elif answer:
            self._act(lambda service: getattr(service, answer)(self.kernel.id, who), True, QUEUE)

    def teardown(self) -> None:
        """Let everything come to rest, and count."""
        try:
            if self.kernel.id:
                self._settle()
                audit.check_end(self.seen, list(self.accepted))
        finally:
            self.run(self._close())
            self._loop.close()

    @property
    def unhandled(self) -> bool:
        """Whether a message waits for its turn."""
        return not all(message.handled for message in self.seen.messages)

    @property
    def up(self) -> list[Process]:
        """The processes that run."""
        return [process for process in self.kernel.processes if process.up]

    @property
    def busy(self) -> list[Process]:
        """The processes that are at work on something."""
        return [process for process in self.up if process.busy]

    def run(self, work: Awaitable[T]) -> T:
        """Run something to its end on the machine's loop."""
        return self._loop.run_until_complete(_awaited(work))

    def _may_undo(self, who: str, before: Conversation) -> None:
        after = self.seen.conversation
        until = self.kernel.clock.now() + UNDO_WITHIN
        self.undo = Undo(who, before, after.status, after.owner_version, until)

    def _stands(self) -> bool:
        """Whether nothing has happened since the last snooze or resolve."""
        now = self.seen.conversation
        return self.undo is not None and (now.status, now.owner_version) == (self.undo.status, self.undo.version)

    def _send(self, at: int, client_id: str, text: str, payload: str | None) -> None:
        process = _one_of(self.up, at)
        seq = self._step(lambda: self.kernel.send(process, client_id, text, payload))
        assert self.accepted.setdefault(client_id, (seq, text, payload))[0] == seq

    def _act(self, act: Act, allowed: bool, owner: str) -> Any:
        """Let a colleague do something; check that it is refused exactly when it must be."""
        try:
            result = self._step(lambda: self.kernel.act(act))
        except OwnedByAnother as refused:
            assert not allowed and refused.owner == self.owner
            return None
        assert allowed and self.owner == owner
        return result

    def _step(self, work: Callable[[], Awaitable[T]]) -> T:
        before = self.seen
        result = self.run(work())
        self.seen = self.run(self.kernel.look())
        audit.check(before, self.seen, self.kernel.turns)
        self.owner = self.seen.conversation.owner
        return result

    def _work(self, process: Process, steps: int) -> None:
        for _ in range(steps):
            if process.busy:
                self._step(process.step)

    def _who(self, who: str) -> str:
        return self.seen.conversation.staff_id or AGENTS[0] if who == OWNER else who

    def _settle(self) -> None:
        self.starts_again()
        self.kernel.brain.failures = 0
        for _ in range(SETTLED_AFTER):
            self.kernel.pass_lease()
            for process in self.kernel.processes:
                self._step(lambda process=process: self.kernel.sweep(process))  # type: ignore[misc]
                self._work(process, SETTLED_AFTER)
            if not self.unhandled:
                return

    async def _empty(self) -> None:
        async with self.kernel.desk.database.unit_of_work() as session:
            await session.execute(delete(ConversationRecord))

    async def _close(self) -> None:
        for process in self.kernel.processes if self.kernel.id else ():
            await process.crash(in_transaction=False)
        await self.kernel.desk.close()


async def _awaited(work: Awaitable[T]) -> T:
    return await work


def _one_of(processes: list[Process], at: int) -> Process:
    return processes[at % len(processes)]


def _put_aside(one: Conversation) -> tuple[object, ...]:
    """Give what an undo must put back exactly."""
    return (one.owner, one.status, one.priority, one.summary, one.waiting_since, one.snoozed_until)


def _agent(who: str) -> str:
    return f"agent:{who}"


@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_or_said_by_two(
    kind: str, database_url: str, settings: Settings, renderer: Renderer
) -> None:
    asyncio.run(_hire(database_url, settings))
    profile = EXAMPLES[os.environ.get("HYPOTHESIS_PROFILE", "fast")]
    run_state_machine_as_test(
        cast("type[KernelMachine]", lambda: KernelMachine(database_url, settings, renderer)),
        settings=configured(
            max_examples=profile[kind],
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


async def _hire(url: str, settings: Settings) -> None:
    desk = Desk(settings, build_database(url, settings.ciphers()), FixedClock(NOW))
    async with desk.open_services() as services:
        for name in AGENTS:
            await services.staff.create(NewStaff(name=name, email=f"{name}@example.com", id=name))
    await desk.close()
