"""The audit log keeps what it was told, and says where it was meddled with."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.repository import AuditRepository
from bot.audit.service import AuditService
from bot.audit.values import Entry, Head, Verdict
from bot.core.clock import FixedClock
from bot.core.database import Database
from bot.core.errors import DeskError
from bot.core.settings import Settings
from bot.services import Desk
from bot.staff.errors import WrongLogin

LENGTH = 6
CHANGES = {
    "at": "'2026-01-01 00:00:00'",
    "by": "'agent:somebody-else'",
    "action": "'conversation.resolved'",
    "object": "'another'",
    "hash": f"'{'0' * 64}'",
    "seal": f"'{'0' * 64}'",
}


@pytest.fixture
async def chain(desk: Desk) -> list[Entry]:
    """Give a log of a few entries, each of a unit of work of its own."""
    for number in range(1, LENGTH + 1):
        async with desk.open_services() as services:
            await services.audit.record("agent:a", "conversation.taken", f"c{number}", {"to": "queue", "seq": number})
    return await entries(desk.database, desk.settings)


def log_of(session: AsyncSession, settings: Settings) -> AuditRepository:
    return AuditRepository(session, settings.ciphers())


async def entries(database: Database, settings: Settings) -> list[Entry]:
    async with database.unit_of_work(write=False) as session:
        return [entry async for entry in log_of(session, settings).walk()]


@asynccontextmanager
async def meddling(database: Database, *statements: str) -> AsyncIterator[AsyncSession]:
    """Change the log behind the desk's back, as whoever owns the database can; undone at the end."""
    async with database.unit_of_work() as session:
        if database.engine.dialect.name == "sqlite":
            for number in range(3):
                await session.execute(text(f"DROP TRIGGER audit_entries_kept_{number}"))
        else:
            await session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        for statement in statements:
            await session.execute(text(statement))
        yield session
        await session.rollback()


async def check(desk: Desk, *statements: str, known: Head | None = None) -> Verdict:
    async with meddling(desk.database, *statements) as session:
        service = AuditService(log_of(session, desk.settings), desk.clock)
        return await (service.verify(known) if known else service.verify())


async def test_a_log_that_nobody_touched_is_sound(desk: Desk, chain: list[Entry]) -> None:
    assert await check(desk) == Verdict(Head(LENGTH, chain[-1].hash))
    assert [entry.thing for entry in chain] == [f"c{number}" for number in range(1, LENGTH + 1)]


async def test_an_empty_log_is_sound(desk: Desk) -> None:
    assert await check(desk) == Verdict(Head(0, ""))


async def test_any_changed_entry_is_found(desk: Desk, chain: list[Entry]) -> None:
    for entry in chain:
        for column, value in CHANGES.items():
            change = f'UPDATE audit_entries SET "{column}" = {value} WHERE number = {entry.number}'
            assert (await check(desk, change)).broken == entry.number, column
        told = 'UPDATE audit_entries SET "values" = \'{"seq": 0}\' WHERE number = '
        assert (await check(desk, f"{told}{entry.number}")).broken == entry.number


async def test_any_removed_entry_is_found(desk: Desk, chain: list[Entry]) -> None:
    for entry in chain[:-1]:
        verdict = await check(desk, f"DELETE FROM audit_entries WHERE number = {entry.number}")
        assert (verdict.broken, verdict.fault) == (entry.number, "missing")


async def test_any_moved_entry_is_found(desk: Desk, chain: list[Entry]) -> None:
    for entry in chain:
        verdict = await check(desk, f"UPDATE audit_entries SET number = number + 100 WHERE number = {entry.number}")
        assert verdict.broken == entry.number


async def test_an_entry_slipped_in_is_found(desk: Desk, chain: list[Entry]) -> None:
    columns = '"at", "by", action, object, "values", hash, seal'
    for entry in chain:
        moved = f"UPDATE audit_entries SET number = -number - 1 WHERE number > {entry.number}"
        back = "UPDATE audit_entries SET number = -number WHERE number < 0"
        copied = f"INSERT INTO audit_entries (number, {columns}) SELECT {entry.number + 1}, {columns} "
        slipped = f"{copied} FROM audit_entries WHERE number = {entry.number}"
        assert (await check(desk, moved, back, slipped)).broken == entry.number + 1


async def test_a_chain_written_anew_without_the_key_is_found(desk: Desk, chain: list[Entry]) -> None:
    for start in range(LENGTH):
        statements, before = [], chain[start - 1].hash if start else ""
        for entry in chain[start:]:
            digest = hashlib.sha256(as_told_to_an_auditor(entry, before, by="agent:forged").encode()).hexdigest()
            update = f"UPDATE audit_entries SET \"by\" = 'agent:forged', hash = '{digest}'"
            statements.append(f"{update}, seal = '{digest}' WHERE number = {entry.number}")
            before = digest
        verdict = await check(desk, *statements)
        assert (verdict.broken, verdict.fault) == (start + 1, "unsealed")


async def test_a_log_cut_short_is_found_by_whoever_knew_its_end(desk: Desk, chain: list[Entry]) -> None:
    cut = f"DELETE FROM audit_entries WHERE number > {LENGTH - 2}"
    assert (await check(desk, cut)).fault is None
    verdict = await check(desk, cut, known=Head(LENGTH, chain[-1].hash))
    assert (verdict.broken, verdict.fault) == (LENGTH - 1, "missing")
    assert (await check(desk, known=Head(2, "0" * 64))).broken == 2
    assert (await check(desk, known=Head(2, chain[1].hash))).fault is None


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_entries SET action = 'x' WHERE number = 2",
        "DELETE FROM audit_entries WHERE number = 2",
        "DELETE FROM audit_entries",
    ],
)
async def test_the_database_itself_refuses_to_change_the_log(desk: Desk, chain: list[Entry], change: str) -> None:
    with pytest.raises(DeskError):
        async with desk.database.unit_of_work() as session:
            await session.execute(text(change))
    assert await entries(desk.database, desk.settings) == chain


async def test_nor_is_the_log_replaced_or_truncated(desk: Desk, chain: list[Entry], kind: str) -> None:
    replace = "INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries WHERE number = 1"
    with pytest.raises(DeskError):
        async with desk.database.unit_of_work() as session:
            await session.execute(text(replace if kind == "sqlite" else "TRUNCATE audit_entries"))
    assert await entries(desk.database, desk.settings) == chain


def as_told_to_an_auditor(entry: Entry, before: str, **instead: object) -> str:
    """Write an entry as docs/audit.md says, with nothing of ours."""
    told = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "by": entry.by,
        "action": entry.action,
        "thing": entry.thing,
        "values": entry.values,
        "before": before,
    }
    return json.dumps(told | instead, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


async def test_an_auditor_can_check_it_without_our_code(desk: Desk, chain: list[Entry]) -> None:
    key = desk.settings.ciphers().seal_key("audit")
    before = ""
    for entry in chain:
        assert entry.hash == hashlib.sha256(as_told_to_an_auditor(entry, before).encode()).hexdigest()
        assert entry.seal == hmac.new(key, entry.hash.encode(), hashlib.sha256).hexdigest()
        before = entry.hash


async def test_values_are_written_so_that_every_language_reads_them_alike(desk: Desk) -> None:
    told = {
        "price": Decimal("12.50"),
        "share": 0.1,
        "huge": 2**60,
        "when": datetime(2026, 1, 2, tzinfo=UTC),
        "names": ("王", "a\u0000b\ud800"),
        "set": {"b", "a"},
        "ok": True,
        "none": None,
    }
    async with desk.open_services() as services:
        await services.audit.record("system", "x" * 100, "t" * 100, told)
    [entry] = await entries(desk.database, desk.settings)
    assert entry.values == {
        "price": "12.50",
        "share": "0.1",
        "huge": str(2**60),
        "when": "2026-01-02T00:00:00+00:00",
        "names": ["王", "ab?"],
        "set": ["a", "b"],
        "ok": True,
        "none": None,
    }
    assert len(entry.action) == 40 and len(entry.thing) == 80
    assert (await check(desk)).verified.number == 1


async def test_a_change_undone_leaves_no_entry_and_a_refusal_that_is_remembered_does(desk: Desk) -> None:
    for error in (RuntimeError(), WrongLogin(4)):
        with pytest.raises(type(error)):
            async with desk.open_services() as services:
                await services.audit.record("visitor", "session.refused", type(error).__name__)
                raise error
    assert [entry.thing for entry in await entries(desk.database, desk.settings)] == ["WrongLogin"]


async def test_writers_at_once_neither_fork_the_chain_nor_wait_for_each_other_for_ever(desk: Desk) -> None:
    async with desk.database.unit_of_work() as session:
        await session.execute(text("INSERT INTO marks (name, at) VALUES ('row', '2026-01-01 00:00:00')"))

    async def change(number: int) -> None:
        touch = text("UPDATE marks SET at = at WHERE name = 'row'")
        async with desk.database.unit_of_work() as session:
            service = AuditService(log_of(session, desk.settings), FixedClock(desk.clock.now()))
            if number % 3 == 1:
                await session.execute(touch)
            await service.record("system", "row.touched", str(number))
            await asyncio.sleep(0)
            if number % 3 == 2:  # the third kind waits for no row, and would fork the chain
                await session.execute(touch)

    await asyncio.gather(*(change(number) for number in range(24)))
    written: Sequence[Entry] = await entries(desk.database, desk.settings)
    assert [entry.number for entry in written] == list(range(1, 25))
    assert {entry.thing for entry in written} == set(map(str, range(24)))
    assert (await check(desk)).fault is None
