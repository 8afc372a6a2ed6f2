"""Clocks of conversations: set again with whatever changes them, told before they run out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clocks.checks import check
from bot.clocks.deadlines import alarms_at, by_trip, first_due, kept, spent, standing_of
from bot.clocks.errors import RulesChanged
from bot.clocks.history import clocks_of
from bot.clocks.repository import ClocksRepository
from bot.clocks.standards import Standards, standards_of
from bot.clocks.values import FIRST_RESPONSE, RESOLUTION, RESPONSES, Alarm, Chat, Clocks, Rules, Run, Setting, Standing
from bot.conversations.touched import ANSWERED, OWNER, TRIP, Touched
from bot.conversations.values import BOT, NORMAL, Conversation
from bot.core.clock import Clock

_LATEST = 2  # an answer, and the resolution with it


class ClocksService:
    """Keeps the deadlines of conversations in step with what happens to them."""

    def __init__(self, repository: ClocksRepository, touched: Touched, clock: Clock) -> None:
        self._repository = repository
        self._touched = touched
        self._clock = clock

    async def settle(self) -> None:
        """Set the clocks of every conversation that this unit of work has touched; the last thing before its end."""
        setting = None
        for customer_id in self._touched.drain_customers():
            for conversation_id in await self._repository.chats_of(customer_id):
                self._touched.add(conversation_id, TRIP)
        for conversation_id, why in self._touched.drain():
            # Whoever changes a conversation has its row; a proof of a booking changes none.
            chat = await self._repository.chat(conversation_id, lock=why == {TRIP})
            if chat is None or (chat.owner == BOT and OWNER not in why):
                continue
            setting = setting or await self._repository.setting()
            await self._settle(chat, setting, why)

    async def if_queued(self, conversation: Conversation | None, team: str) -> tuple[int, datetime | None]:
        """Give the rank and the deadline that a conversation would have, were it queued now."""
        now, setting = self._clock.now(), await self._repository.setting()
        chat = Chat("", "", "open", NORMAL, team, None, None, None, None, Standing())
        departs_at = None
        if conversation is not None:
            found = await self._repository.chat(conversation.id)
            chat = replace(found, team=team, snoozed_until=None) if found else chat
            departs_at = await self._departure(chat, setting, now)
        clocks = Clocks((Run(FIRST_RESPONSE, now, ((now, None),)),))
        standing = standing_of(chat, clocks, setting, departs_at, now)
        return standing.rank, standing.due_at

    async def to_look_at(self, limit: int = 100) -> tuple[str, ...]:
        """Give the conversations whose clocks have something to tell by now."""
        return await self._repository.to_look_at(self._clock.now(), limit)

    async def look(self, conversation_id: str) -> list[Alarm]:
        """Set a conversation's clocks again, and tell once of each that runs out soon or has run out."""
        chat, now = await self._repository.chat(conversation_id, lock=True), self._clock.now()
        if chat is None or chat.standing.look_at is None or chat.standing.look_at > now:
            return []
        if chat.owner == BOT or chat.status != "open":
            await self._repository.put(chat, Standing())
            return []
        setting, departs_at = await self._repository.setting(), chat.standing.departs_at
        clocks = await self._clocks(chat)
        told = alarms_at(chat, clocks, setting, departs_at, now)
        for stage, due in told:
            note = {"clock": due.run.kind, "since": due.run.since.isoformat(), "due_at": due.at.isoformat()}
            await self._repository.tell(chat.id, f"clock_{stage}", now, note)
        await self._settle(chat, setting, frozenset({TRIP}))
        return [Alarm(chat.id, stage, due.kind, due.at, chat.owner, chat.team) for stage, due in told]

    async def setting(self) -> Setting:
        """Give the rules, their version, and the company's calendar."""
        return await self._repository.setting()

    async def change(self, rules: Rules, version: int) -> Setting:
        """Set other rules instead of those of `version`; open clocks follow. Raises BadCalendar, RulesChanged."""
        before = await self._repository.setting()
        if before.version != version:
            raise RulesChanged(before.version)
        check(rules)
        await self._repository.save(rules, version + 1)
        await self._repository.reset(self._clock.now())
        return replace(before, rules=rules, version=version + 1)

    async def standards(self, days: int) -> Standards:
        """Give how well the standards were kept in the latest days."""
        now = self._clock.now()
        since, setting = now - timedelta(days=days), await self._repository.setting()
        runs = [*await self._repository.runs(since), *await self._repository.late(now)]
        return standards_of(runs, await self._repository.ratings(since), setting.rules.answered_within_hours)

    async def deadline(
        self, priority: int, team: str, opened_at: datetime, departs_at: datetime | None = None, kind: str = RESOLUTION
    ) -> datetime | None:
        """Give when something begun at `opened_at` must be done: by policy, in the team's time, or for the trip."""
        setting = await self._repository.setting()
        due = first_due(priority, team, [Run(kind, opened_at, ((opened_at, None),))], setting, None)
        hurried = by_trip(setting.rules.trip, opened_at, departs_at) if departs_at else None
        return min((at for at in (due and due.at, hurried) if at), default=None)

    async def _settle(self, chat: Chat, setting: Setting, why: Iterable[str]) -> None:
        now, clocks = self._clock.now(), await self._clocks(chat)
        if ANSWERED in why or OWNER in why:
            await self._keep(chat, clocks, setting)
        if chat.owner == BOT or chat.status != "open":
            await self._repository.put(chat, Standing())
            return
        if OWNER in why:
            await self._reopen(chat, clocks)
        since = next((run.since for run in clocks.open if run.kind in RESPONSES), now)
        departs_at = chat.standing.departs_at
        if {OWNER, TRIP} & set(why) or (departs_at and not _concerns(departs_at, since, setting)):
            departs_at = await self._departure(chat, setting, since)
        await self._repository.put(chat, standing_of(chat, clocks, setting, departs_at, now))

    async def _reopen(self, chat: Chat, clocks: Clocks) -> None:
        for run in clocks.open:
            if run.kind == RESOLUTION:
                await self._repository.forget_resolution(chat.id, run.since)

    async def _clocks(self, chat: Chat) -> Clocks:
        return clocks_of(await self._repository.facts(chat.id), self._clock.now(), chat.snoozed_until)

    async def _departure(self, chat: Chat, setting: Setting, since: datetime) -> datetime | None:
        """Give the first departure that a question of `since` may be about."""
        usual = setting.rules.trip.without_time
        leaving = [trip.leaves(usual) for trip in await self._repository.trips(chat)]
        return min((moment for moment in leaving if _concerns(moment, since, setting)), default=None)

    async def _keep(self, chat: Chat, clocks: Clocks, setting: Setting) -> None:
        departs_at, before = chat.standing.departs_at, self._touched.priority(chat.id)
        priority = chat.priority if before is None else before
        for run in clocks.met[-_LATEST:]:
            in_time, took = kept(run, priority, chat.team, setting, departs_at)
            await self._repository.keep_run(
                conversation_id=chat.id,
                kind=run.kind,
                since=run.since,
                ended_at=run.ended,
                seconds=int(spent(run, None, run.ended or run.since).total_seconds()),
                business_seconds=int(took.total_seconds()),
                kept=in_time,
                priority=priority,
                team=chat.team,
                by=run.by or "",
                language=chat.language,
            )


def _concerns(departs_at: datetime, since: datetime, setting: Setting) -> bool:
    return departs_at + timedelta(minutes=setting.rules.trip.still_minutes) > since
