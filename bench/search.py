"""Search over 100,000 messages in sixteen languages, on SQLite and PostgreSQL: how long an answer takes, and how much
longer a message takes to keep.

The sentences are the training data's own, so that common words are as common as they are.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import yaml
from sqlalchemy import insert

from bot.conversations.sight import Sight
from bot.conversations.values import CUSTOMER_SERVICE, agent
from bot.core.ids import new_id
from bot.customers.values import NewCustomer
from bot.localisation.languages import DATA
from bot.records import migrate
from bot.records.conversations import ConversationEventRecord, ConversationRecord, MessageRecord
from bot.search.values import MESSAGES, Viewer
from bot.services import Desk, open_desk
from bot.tickets.listing import Scope
from bot.tickets.values import NewTicket
from tests.connectors.console.fakes import settings_in
from tests.services import POSTGRES

COUNT = int(os.environ.get("TRIPDESK_BENCH_MESSAGES", "100000"))
EACH, CUSTOMERS, TICKETS, TRIES, SMALL = 10, 1000, 200, 15, "marketing"
NAMES = (
    "Anna",
    "Müller",
    "Schneider",
    "Ivan",
    "Petrova",
    "Yılmaz",
    "Nowak",
    "García",
    "王小明",
    "李娜",
    "佐藤",
    "김민준",
    "สมชาย",
)
QUERIES = {
    "a rare word": "7qzx",
    "a common word": "the",
    "two words": "hotel kyoto",
    "a word being typed": "refu",
    "two letters": "re",
    "one Chinese character": "京",
    "two Chinese characters": "京都",
    "a Chinese phrase": "多少钱",
    "Thai": "ราคาเท่าไหร่",
    "Arabic": "الحجز",
    "a name": "schneider anna",
    "a number": "1234567",
    "a reference": "TD-7K2M9P",
    "nothing": "qqqqqq",
}


def measure() -> dict[str, Any]:
    """Fill both databases and ask them the same."""
    return asyncio.run(_measure())


async def _measure() -> dict[str, Any]:
    results: dict[str, Any] = {"messages": COUNT}
    for kind in ("sqlite", "postgresql"):
        async with _desk(kind) as desk:
            results[kind] = await _of(desk)
    return results


@asynccontextmanager
async def _desk(kind: str) -> AsyncIterator[Desk]:
    """Give a desk on an empty database of a kind."""
    server = os.environ.get("TRIPDESK_TEST_POSTGRES", POSTGRES)
    name = f"tripdesk_bench_{uuid.uuid4().hex[:8]}"
    with tempfile.TemporaryDirectory() as home:
        settings = settings_in(Path(home))
        if kind == "postgresql":
            _order(server, f'CREATE DATABASE "{name}"')
            url = server.rpartition("/")[0].replace("postgresql://", "postgresql+psycopg://")
            settings = settings.model_copy(update={"database_url": f"{url}/{name}"})
        desk = open_desk(settings)
        try:
            await migrate.upgrade(desk.database)
            yield desk
        finally:
            await desk.close()
            if kind == "postgresql":
                _order(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def _order(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())


async def _of(desk: Desk) -> dict[str, Any]:
    one = await _fill(desk)
    began = time.perf_counter()
    after: int | None = 0
    while after is not None:
        async with desk.open_services() as services:
            after, _ = await services.search.fill(after=after)
    async with desk.open_services() as services:
        await services.search.fill_things()
    filled = time.perf_counter() - began
    async with desk.database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql("ANALYZE")  # as PostgreSQL does by itself within a minute
    lead = _viewer(Sight("lead", CUSTOMER_SERVICE, everything=True))
    server = _viewer(Sight(one, CUSTOMER_SERVICE))
    few = _viewer(Sight(one, SMALL))
    spent: list[float] = []
    found = {}
    for what, text in QUERIES.items():
        found[what], seconds = await _asked(desk, text, lead)
        spent += seconds
    return {
        "seconds to index everything": round(filled, 1),
        "as a lead": found,
        "as an agent, a common word": (await _asked(desk, "the", server))[0],
        "as an agent of a small team, a common word": (await _asked(desk, "the", few))[0],
        "as an agent of a small team, one Chinese character": (await _asked(desk, "的", few))[0],
        "all queries of a lead": _spread(spent),
        "ms to keep a message": await _kept(desk),
    }


def _viewer(sight: Sight) -> Viewer:
    return Viewer(sight, True, sight, Scope(sight.staff_id, sight.team, sight.everything))


async def _asked(desk: Desk, text: str, viewer: Viewer) -> tuple[dict[str, Any], list[float]]:
    seconds, results = [], None
    for _ in range(TRIES):
        async with desk.open_services(write=False) as services:
            began = time.perf_counter()
            results = await services.search.find(text, viewer)
            seconds.append(time.perf_counter() - began)
    assert results is not None
    return {**_spread(seconds), "messages": results.counts[MESSAGES], "shown": len(results.hits)}, seconds


async def _kept(desk: Desk) -> float:
    """Give the middle of the milliseconds that it takes to keep a message, its words included."""
    seconds = []
    for number in range(100):
        began = time.perf_counter()
        async with desk.open_services() as services:
            text = f"Could you tell me when the bus leaves tomorrow, number {number}? 我们明天去京都"
            await services.conversations.receive("widget", f"kept-{number % 10}", f"kept-{number:06}", text)
        seconds.append(time.perf_counter() - began)
    return round(statistics.median(seconds) * 1e3, 2)


async def _fill(desk: Desk) -> str:
    """Write conversations, customers and tickets; give the id of a colleague who took part in some."""
    chance, now, one = random.Random(7), desk.clock.now(), new_id()
    said = _sentences()
    chats = [_chat(number, now, SMALL if number % 100 == 0 else CUSTOMER_SERVICE) for number in range(COUNT // EACH)]
    async with desk.database.engine.begin() as connection:
        await connection.execute(insert(ConversationRecord), chats)
        for first in range(0, COUNT, 5000):
            rows = [_message(chats[at // EACH], at, chance, said, now) for at in range(first, min(COUNT, first + 5000))]
            await connection.execute(insert(MessageRecord), rows)
        events = [_event(chat, one, now) for chat in chats[::200]]
        await connection.execute(insert(ConversationEventRecord), events)
    async with desk.open_services() as services:
        for number in range(TICKETS):
            told = {"story": chance.choice(said)[1]}
            wish = chance.choice(said)[1]
            chat = chats[number % len(chats)]["id"]
            await services.tickets.open(NewTicket("complaint", conversation_id=chat, facts=told, wish=wish))
    async with desk.open_services() as services:
        for number in range(CUSTOMERS):
            name = f"{chance.choice(NAMES)} {chance.choice(NAMES)}"
            await services.customers.register(NewCustomer(name, phone=f"+49151{number:07}"))
    return one


def _sentences() -> list[tuple[str, str]]:
    """Give (language, sentence) of the training data."""
    said = []
    for file in sorted(DATA.glob("nlu/*/*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu", ()):
            lines = str(block.get("examples", "")).splitlines()
            said += [(file.parent.name, line.removeprefix("- ")) for line in lines if line.startswith("- ")]
    return said


def _chat(number: int, now: Any, team: str) -> dict[str, Any]:
    at = now - timedelta(minutes=COUNT // EACH - number)
    plain = {"owner": "bot", "owner_version": 1, "status": "open", "priority": 2, "last_seq": EACH, "rank": 0}
    stamps = {"team": team, "created_at": at, "updated_at": at}
    return {"id": new_id(), "channel": "widget", "sender": f"bench-{number}", "language": "en", **plain, **stamps}


def _message(
    chat: dict[str, Any], at: int, chance: random.Random, said: Sequence[tuple[str, str]], now: Any
) -> dict[str, Any]:
    language, text = chance.choice(said)
    return {
        "conversation_id": chat["id"],
        "seq": at % EACH + 1,
        "author": "assistant" if at % 2 else "traveller",
        "audience": "all",
        "text": f"{text} {chance.choice(said)[1]} {chance.randrange(10_000)}",
        "truncated": False,
        "language": language,
        "handled": True,
        "at": chat["updated_at"],
    }


def _event(chat: dict[str, Any], staff_id: str, now: Any) -> dict[str, Any]:
    return {"conversation_id": chat["id"], "kind": "taken", "by": agent(staff_id), "at": now}


def _spread(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return {"p50 ms": round(statistics.median(ordered) * 1e3, 1), "p95 ms": round(p95 * 1e3, 1)}
