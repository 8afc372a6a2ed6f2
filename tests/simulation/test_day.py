"""A day at the desk: 300 travellers, 12 colleagues, a clock that is moved; the product beside a plain model of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import demo
from bot.conversations.values import NORMAL, URGENT, Handoff
from bot.core.clock import FixedClock
from bot.core.database import build_database
from bot.core.settings import Settings
from bot.records import migrate
from bot.services import Desk, Services
from bot.staff.values import NewStaff
from tests.simulation.plain import OFFER, Agent, Chat, Hours, load, offers, queue, stands

SHANGHAI = ZoneInfo("Asia/Shanghai")
BEGINS = datetime(2026, 3, 10, 11, 0, tzinfo=SHANGHAI).astimezone(UTC)  # a Tuesday; the desk closes at 21:00
TICK, HOURS, CHATS = timedelta(seconds=30), 12, 300
# A party that departs on this day: its meeting point is asked for in the last hours.
LEAVING, LEAVING_IN_DAYS, MEETS = "TD-4HX8QW", 10, time(13)
TEAMS = {"customer_service": 7, "booking": 3, "itinerary_design": 2}
TOPICS = {"customer_service": "ask_price", "booking": "cancel_booking", "itinerary_design": "plan_trip"}
LANGUAGES = ("zh", "en", "de", "ja", "es", "ar", "ru")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(BEGINS)


@pytest.fixture
async def desk(settings: Settings, clock: FixedClock, tmp_path: Path) -> AsyncIterator[Desk]:
    desk = Desk(settings, build_database(f"sqlite+aiosqlite:///{tmp_path}/day.db", settings.ciphers()), clock)
    await migrate.upgrade(desk.database)
    async with desk.open_services() as services:
        await demo.load(services, (BEGINS - timedelta(days=LEAVING_IN_DAYS)).astimezone(SHANGHAI).date())
    yield desk
    await desk.close()


class Day:
    """Drives both the product and the model with the same events, and compares what they make of them."""

    def __init__(self, desk: Desk, clock: FixedClock, hours: Hours, departs: datetime) -> None:
        self.desk, self.clock, self.hours, self.departs = desk, clock, hours, departs
        self.chance = random.Random(20260310)
        self.agents: list[Agent] = []
        self.chats: list[Chat] = []
        self.arrivals = sorted(self.chance.randrange(0, (HOURS - 2) * 60) for _ in range(CHATS))
        self.to_accept: dict[str, datetime] = {}  # chat: when the one it is offered to presses a button
        self.to_write: dict[str, datetime] = {}  # chat: when the colleague answers
        self.to_say: dict[str, datetime] = {}  # chat: when the traveller writes again
        self.to_close: dict[str, datetime] = {}
        self.seen: Counter[str] = Counter()

    def at(self, minutes: float) -> datetime:
        """Give a whole minute from now."""
        return self.clock.now().replace(second=0) + timedelta(minutes=round(minutes))

    async def enter(self) -> None:
        """Let twelve colleagues be known."""
        async with self.desk.open_services() as services:
            for number, team in enumerate(team for team, count in TEAMS.items() for _ in range(count)):
                languages = tuple(self.chance.sample(LANGUAGES, 3))
                skills = (TOPICS[team],) if number % 2 else ()
                new = NewStaff(f"Agent {number}", f"a{number}@example.com", team=team, languages=languages,
                               skills=skills, capacity=1 + number % 3)  # fmt: skip
                one = await services.staff.create(new)
                self.agents.append(Agent(one.id, team, languages, skills, one.capacity))

    async def tick(self) -> None:
        """Let everything happen that is due, do a round, and compare."""
        now = self.clock.now()
        if now.second == 0:
            async with self.desk.open_services() as services:
                await self._come_and_go(services, now)
        for what in (self._arrive, self._say, self._write, self._close, self._answer_offers):
            await what(now)
        await self._round(now)
        if now.second == 0:
            await self._compare(now)

    async def _come_and_go(self, services: Services, now: datetime) -> None:
        for number, one in enumerate(self.agents):
            minute = (now - BEGINS) / timedelta(minutes=1)
            here = number * 3 <= minute and not 180 + number * 10 <= minute < 210 + number * 10
            if here and not one.here:
                await services.presence.seen(one.id)
                await services.presence.choose(one.id, "available")
                one.here, one.idle_since = True, max(now, one.idle_since or now)
            elif not here and one.here:
                await services.presence.choose(one.id, "away")
                one.here, one.idle_since = False, now
            if here:
                await services.presence.seen(one.id)

    async def _arrive(self, now: datetime) -> None:
        minute = int((now - BEGINS) / timedelta(minutes=1))
        while now.second == 0 and self.arrivals and self.arrivals[0] <= minute:
            self.arrivals.pop(0)
            team = self.chance.choices(list(TEAMS), weights=[7, 3, 2])[0]
            language, urgent = self.chance.choice(LANGUAGES), self.chance.random() < 0.05
            leaving = not urgent and self.chance.random() < 0.1
            await self._begin(len(self.chats), team, language, urgent, leaving, now)

    async def _begin(self, number: int, team: str, language: str, urgent: bool, leaving: bool, now: datetime) -> None:
        summary: dict[str, object] = {"topic": TOPICS[team], **({"booking": LEAVING} if leaving else {})}
        async with self.desk.open_services() as services:
            sender = f"traveller-{number}"
            accepted = await services.conversations.receive("widget", sender, f"{sender}/0", "help", language=language)
            turn = await services.conversations.begin_turn(accepted.conversation_id, "day")
            assert turn is not None
            handoff = Handoff("asked", URGENT if urgent else NORMAL, summary)
            await services.conversations.finish_turn(turn, (), None, language, handoff)
        chat = Chat(accepted.conversation_id, number, team, language, TOPICS[team], "urgent" if urgent else "normal")
        chat.departs = self.departs if leaving and self.departs + timedelta(minutes=120) > now else None
        chat.owner, chat.waiting_since, chat.asked_at = "queue", now, now
        self.chats.append(chat)

    async def _say(self, now: datetime) -> None:
        for chat in self._due(self.to_say, now):
            async with self.desk.open_services() as services:
                client = f"traveller-{chat.number}/{now.isoformat()}"
                await services.conversations.receive("widget", f"traveller-{chat.number}", client, "and then?")
                turn = await services.conversations.begin_turn(chat.id, "day")
                assert turn is not None
                await services.conversations.finish_turn(turn)
            if chat.asked_at is None:
                chat.asked_at = now
                self.to_write[chat.id] = self.at(self.chance.randint(1, 6))
            self.to_close.pop(chat.id, None)

    async def _write(self, now: datetime) -> None:
        for chat in self._due(self.to_write, now):
            async with self.desk.open_services() as services:
                client = f"answer-{chat.number}-{now:%H%M}"
                await services.conversations.agent_reply(chat.id, chat.owner, client, "Here you are.")
            if chat.asked_at is not None:
                chat.ran.append((chat.asked_at, now))
            chat.asked_at, chat.answered = None, True
            if self.chance.random() < 0.5:
                self.to_say[chat.id] = self.at(self.chance.randint(1, 20))
            else:
                self.to_close[chat.id] = self.at(self.chance.randint(1, 4))

    async def _close(self, now: datetime) -> None:
        for chat in self._due(self.to_close, now):
            async with self.desk.open_services() as services:
                await services.conversations.resolve(chat.id, chat.owner)
            chat.owner = "bot"
            self.seen["resolved"] += 1

    async def _answer_offers(self, now: datetime) -> None:
        for chat in self._due(self.to_accept, now):
            agent = chat.offered_to
            if chat.owner != "queue" or agent is None or not stands(chat, now):
                continue
            declines = self.chance.random() < 0.1
            async with self.desk.open_services() as services:
                if declines:
                    await services.conversations.decline(chat.id, agent)
                else:
                    await services.conversations.take(chat.id, agent)
            if declines:
                chat.let_go[agent] = now
                self.seen["declined"] += 1
            else:
                chat.owner, chat.waiting_since = agent, None
                self.to_write[chat.id] = self.at(self.chance.randint(2, 8))
                self.seen["taken"] += 1
            chat.offered_to = chat.offered_until = None

    async def _round(self, now: datetime) -> None:
        """Let the model say what is to be offered, and see that the product offers just that."""
        here = {one.id for one in self.agents if one.here}
        for chat in self.chats:
            if chat.owner == "queue" and chat.offered_to and (not stands(chat, now) or chat.offered_to not in here):
                chat.let_go[chat.offered_to] = now
                chat.offered_to = chat.offered_until = None
                self.seen["let pass"] += 1
        expected = offers(self.chats, self.agents, now, self.hours)
        async with self.desk.open_services() as services:
            changes = await services.assignment.round()
        made = [(one.conversation_id, one.staff_id) for one in changes if one.kind == "offered"]
        assert made == expected, f"at {now}"
        for chat_id, staff_id in made:
            self._offered(next(one for one in self.chats if one.id == chat_id), staff_id, now)

    def _offered(self, chat: Chat, staff_id: str, now: datetime) -> None:
        chat.offered_to, chat.offered_until = staff_id, now + OFFER
        chat.offers[staff_id] = chat.offers.get(staff_id, 0) + 1
        agent = next(one for one in self.agents if one.id == staff_id)
        agent.idle_since = max(agent.idle_since or now, now)
        # One in ten looks elsewhere and lets it pass.
        if self.chance.random() > 0.1:
            self.to_accept[chat.id] = now + TICK
        self.seen["offered"] += 1

    async def _compare(self, now: datetime) -> None:
        """See that queue, owners, deadlines and loads are those of the model."""
        async with self.desk.open_services(write=False) as services:
            queued = [one.id for one in await services.conversations.queued(list(TEAMS))]
            assert queued == [one.id for one in queue(self.chats, now, self.hours)], f"the line at {now}"
            for chat in self.chats:
                if chat.owner != "bot":
                    stored = await services.conversations.get(chat.id)
                    assert stored.owner == ("queue" if chat.owner == "queue" else f"agent:{chat.owner}")
                    assert stored.due_at == chat.due(self.hours), f"{chat} at {now}"
        self.seen["open after closing"] += now.astimezone(SHANGHAI).hour >= 21 and any(
            one.asked_at for one in self.chats if one.owner != "bot"
        )
        assert all(load(one, self.chats, now) <= one.capacity for one in self.agents)

    def _due(self, planned: dict[str, datetime], now: datetime) -> list[Chat]:
        ready = [chat_id for chat_id, at in planned.items() if at <= now]
        for chat_id in ready:
            del planned[chat_id]
        return [chat for chat in self.chats if chat.id in ready]


@pytest.mark.timeout(900)
async def test_a_day_of_three_hundred_chats_goes_as_the_plain_model_says(desk: Desk, clock: FixedClock) -> None:
    async with desk.open_services(write=False) as services:
        company = await services.company.get()
        calendar = (await services.clocks.setting()).company
    assert calendar is not None and calendar.hours == company.hours
    departs = datetime.combine(BEGINS.astimezone(SHANGHAI), MEETS, SHANGHAI)
    day = Day(desk, clock, Hours(calendar), departs.astimezone(UTC))
    await day.enter()
    while clock.now() < BEGINS + timedelta(hours=HOURS):
        await day.tick()
        clock.advance(TICK)
    assert len(day.chats) == CHATS
    assert day.seen["resolved"] == CHATS
    assert day.seen["declined"] > 10 and day.seen["let pass"] > 10
    assert any(one.departs for one in day.chats)
    assert day.seen["open after closing"] > 0
