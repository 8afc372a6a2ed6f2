"""Gives waiting conversations to free colleagues, by offers that they may accept or decline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.assignment.matching import match
from bot.assignment.repository import Asked, AssignmentRepository
from bot.assignment.values import OFFER_LASTS, REST, Change, Free, Match, Person, Waiting
from bot.conversations.offers import DECLINED, EXPIRED
from bot.conversations.service import ConversationsService
from bot.conversations.teams import team_table, topic_of
from bot.conversations.transfers import Transfer
from bot.conversations.values import Conversation
from bot.core.clock import Clock
from bot.leases.service import LeasesService
from bot.localisation.languages import spoken
from bot.presence.service import PresenceService
from bot.presence.values import AVAILABLE, AWAY, Presence
from bot.staff.rights import may
from bot.staff.service import StaffService
from bot.staff.values import Staff

LEASE = "assignment"


@dataclass(frozen=True)
class Plan:
    """What should be done now: offers that have ended, and offers to be made."""

    ended: Sequence[tuple[str, str]]
    matches: Sequence[Match]

    def __bool__(self) -> bool:
        return bool(self.ended or self.matches)


class AssignmentService:
    """Works on everything that waits at once. Rounds of several processes follow one another, by a row's lock."""

    def __init__(
        self,
        repository: AssignmentRepository,
        conversations: ConversationsService,
        staff: StaffService,
        presence: PresenceService,
        leases: LeasesService,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._conversations = conversations
        self._staff = staff
        self._presence = presence
        self._leases = leases
        self._clock = clock

    async def due(self) -> bool:
        """Say whether a round would change anything; writes nothing."""
        return bool(await self._plan())

    async def round(self) -> tuple[Change, ...]:
        """End the offers that nobody answered, and make new ones: the first in line first. Give what changed."""
        await self._leases.queue(LEASE)
        changes = []
        for conversation_id, staff_id in (await self._plan()).ended:
            if await self._conversations.let_pass(conversation_id, staff_id):
                changes.append(Change(EXPIRED, conversation_id, staff_id))
        for one in (await self._plan()).matches:
            if await self._offer(one.conversation_id, one.staff_id, one.why):
                changes.append(Change("offered", one.conversation_id, one.staff_id))
        return tuple(changes)

    async def hold_out(self, conversation_id: str, staff_id: str, by: str) -> bool:
        """Offer a waiting conversation to the one whom a colleague has chosen; say whether they take chats now."""
        if not await self._presence.available(staff_id):
            return False
        return await self._offer(conversation_id, staff_id, ("chosen",), by)

    async def board(self) -> tuple[Person, ...]:
        """Give every active colleague, with their presence and what they have in hand."""
        now, presence = self._clock.now(), await self._presence.everybody()
        staff = [one for one in await self._staff.list_all() if one.active]
        held = await self._repository.held([one.id for one in staff], now)
        offered = Counter(one.offered_to for one in await self._conversations.offered() if _open(one, now))
        return tuple(
            Person(
                staff=one,
                presence=presence.get(one.id) or Presence(one.id, AWAY, now, None, None),
                state=presence[one.id].state(now) if one.id in presence else AWAY,
                load=held.get(one.id, 0) + offered[one.id],
            )
            for one in staff
        )

    async def somebody_here(self, team: str) -> bool:
        """Say whether a colleague of a team who may talk to travellers is at the desk, free or busy."""
        return any(
            person.staff.team == team and person.state != AWAY and may(person.staff, "conversations.talk")
            for person in await self.board()
        )

    async def offers_to(self, staff_id: str) -> tuple[Conversation, ...]:
        """Give what is offered to a colleague now."""
        now = self._clock.now()
        offered = await self._conversations.offered()
        return tuple(one for one in offered if one.offered_to == staff_id and _open(one, now))

    async def clear(self, staff: Staff, by: str) -> tuple[str, ...]:
        """Put what a colleague holds, or is offered, back before their team: they have left. Give the chats."""
        team = staff.team if await self._conversations.staffed(staff.team) else team_table().default
        held = await self._conversations.list("mine", staff.id, limit=1000)
        for one in held:
            conversation = one.conversation
            mark = f"left/{staff.id}/{conversation.owner_version}"
            await self._conversations.transfer(conversation.id, by, Transfer(team, mark, anybodys=True))
        offered = [one for one in await self._conversations.offered() if one.offered_to == staff.id]
        for waiting in offered:
            await self._conversations.let_pass(waiting.id, staff.id)
        await self._presence.leave(staff.id)
        return (*(one.conversation.id for one in held), *(one.id for one in offered))

    async def _offer(self, conversation_id: str, staff_id: str, why: Sequence[str], by: str = "system") -> bool:
        until = self._clock.now() + OFFER_LASTS
        offered = await self._conversations.offer(conversation_id, staff_id, until, why, by)
        if offered:
            await self._presence.given(staff_id)
        return offered

    async def _plan(self) -> Plan:
        now = self._clock.now()
        if not await self._conversations.waiting():
            return Plan((), ())
        people = {one.staff.id: one for one in await self.board()}
        offered = await self._conversations.offered()
        standing = {one.id: one.offered_to for one in offered if _stands(one, people, now)}
        ended = [(one.id, one.offered_to or "") for one in offered if one.id not in standing]
        free = [_free(one, one.staff.id in standing.values()) for one in people.values() if _takes(one)]
        waiting = await self._waiting({one.team for one in free}, standing, now) if free else ()
        return Plan(ended, match(waiting, free))

    async def _waiting(self, teams: Collection[str], standing: Collection[str], now: datetime) -> list[Waiting]:
        queued = [one for one in await self._conversations.queued(teams) if one.id not in standing]
        awake = [one for one in queued if one.snoozed_until is None or one.snoozed_until <= now]
        asked = await self._repository.asked([one.id for one in awake]) if awake else {}
        return [_waiting(one, asked.get(one.id, ()), now) for one in awake]


def _takes(person: Person) -> bool:
    return person.state == AVAILABLE and may(person.staff, "conversations.talk")


def _open(conversation: Conversation, now: datetime) -> bool:
    return conversation.offered_until is not None and conversation.offered_until > now


def _stands(conversation: Conversation, people: Mapping[str, Person], now: datetime) -> bool:
    """Say whether an offer is still open, and the one it was made to still there."""
    person = people.get(conversation.offered_to or "")
    return _open(conversation, now) and person is not None and person.state != AWAY


def _free(person: Person, offered: bool) -> Free:
    one: Staff = person.staff
    return Free(
        staff_id=one.id,
        team=one.team,
        languages=one.languages,
        skills=one.skills,
        load=person.load,
        capacity=one.capacity,
        idle_since=person.presence.idle_since,
        offered=offered,
    )


def _waiting(conversation: Conversation, asked: Sequence[Asked], now: datetime) -> Waiting:
    summary = conversation.summary or {}
    let_go = (DECLINED, EXPIRED)
    return Waiting(
        id=conversation.id,
        team=conversation.team,
        language=spoken(conversation.language_choice or conversation.language),
        topic=topic_of(str(summary.get("reason") or ""), summary),
        asked=Counter(staff_id for staff_id, kind, _ in asked if kind == "offered"),
        resting=frozenset(staff_id for staff_id, kind, at in asked if kind in let_go and now - at < REST),
    )
