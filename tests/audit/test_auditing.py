"""The log checked against an end kept elsewhere, and given out so that somebody else can check it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from bot.__main__ import app
from bot.audit.values import Head, Sought
from bot.audit.witness import Witness
from bot.auditing import FILE, Auditing, Format
from bot.core.errors import DataError
from bot.services import Desk


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path / FILE)


@pytest.fixture
async def auditing(desk: Desk, witness: Witness) -> Auditing:
    await write(desk, 5)
    return Auditing(desk.open_services, witness)


async def write(desk: Desk, count: int) -> None:
    for number in range(count):
        async with desk.open_services() as services:
            await services.audit.record(
                f"agent:{number % 2}", "conversation.taken", f"c{number}", {"note": "ü 王 \x7f"}
            )


async def cut(desk: Desk, after: int) -> None:
    async with desk.database.unit_of_work() as session:
        untie = "ALTER TABLE audit_entries DISABLE TRIGGER USER"
        if desk.database.engine.dialect.name == "sqlite":
            untie = "DROP TRIGGER audit_entries_kept_1"
        await session.execute(text(untie))
        await session.execute(text(f"DELETE FROM audit_entries WHERE number > {after}"))
        if desk.database.engine.dialect.name != "sqlite":
            await session.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER USER"))


async def lines(auditing: Auditing, form: Format, sought: Sought = Sought()) -> list[str]:  # noqa: B008
    head, seal = await auditing.begin_export("system", sought, form)
    return "".join([line async for line in auditing.export(sought, head, seal, form)]).splitlines()


async def test_a_sound_log_leaves_its_end_with_the_witness(auditing: Auditing, witness: Witness) -> None:
    assert witness.read() == Head(0, "")
    verdict = await auditing.verify()
    assert verdict.fault is None and witness.read() == verdict.verified and verdict.verified.number == 5


async def test_entries_cut_off_are_missed_by_the_check_and_by_the_watch(
    desk: Desk, auditing: Auditing, witness: Witness
) -> None:
    assert await auditing.keep_watch()
    known = witness.read()
    await cut(desk, 3)
    await write(desk, 3)
    assert not await auditing.keep_watch()
    assert (await auditing.verify()).fault == "changed"
    assert witness.read() == known


async def test_a_damaged_witness_is_told(auditing: Auditing, witness: Witness) -> None:
    witness.path.write_text("{")
    with pytest.raises(DataError):
        await auditing.verify()


async def test_each_exported_line_can_be_checked_by_itself(auditing: Auditing) -> None:
    told = [json.loads(line) for line in await lines(auditing, "jsonl", Sought(by="agent:1"))]
    assert [one["number"] for one in told[:-1]] == [2, 4]
    for one in told[:-1]:
        digest, _ = one.pop("hash"), one.pop("seal")
        canonical = json.dumps(one, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == digest
    assert told[-1]["head"]["number"] == 6


async def test_the_export_is_an_entry_and_part_of_itself(auditing: Auditing) -> None:
    told = [json.loads(line) for line in await lines(auditing, "jsonl")]
    assert told[-2]["action"] == "audit.exported" and told[-2]["hash"] == told[-1]["head"]["hash"]


async def test_the_export_opens_as_a_table(auditing: Auditing) -> None:
    rows = list(csv.DictReader(io.StringIO("\n".join(await lines(auditing, "csv")))))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4", "5", "6"]
    assert json.loads(rows[0]["values"]) == {"note": "ü 王 "} and rows[1]["before"] == rows[0]["hash"]


async def test_a_long_log_is_walked_in_batches(desk: Desk, auditing: Auditing) -> None:
    async with desk.open_services() as services:
        for number in range(1200):
            await services.audit.record("system", "row.touched", str(number))
    assert (await auditing.verify()).verified.number == 1205
    assert len(await lines(auditing, "jsonl")) == 1207


def test_the_command_line_verifies_and_exports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPDESK_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    run = CliRunner()
    assert run.invoke(app, ["demo-reset"]).exit_code == 0
    assert run.invoke(app, ["audit", "verify"]).output.startswith("ok: 1 entries")
    exported = run.invoke(app, ["audit", "export", "-o", "jsonl"])
    told = [json.loads(line) for line in exported.stdout.splitlines() if line.startswith("{")]
    assert [one.get("action") for one in told] == ["records.wiped", "audit.exported", None]
    end = f"{told[-1]['head']['number']}:{told[-1]['head']['hash']}"
    assert run.invoke(app, ["audit", "verify", "--head", end]).exit_code == 0
    other = run.invoke(app, ["audit", "verify", "--head", f"2:{'0' * 64}"])
    assert other.exit_code == 1 and "BROKEN at entry 2" in other.output
    assert len(run.invoke(app, ["audit", "key"]).output.strip()) == 64
    assert run.invoke(app, ["login", "lin.yue@cloudbridge.example.com", "--without-factor"]).exit_code == 0
    resets = [json.loads(line).get("action") for line in run.invoke(app, ["audit", "export"]).stdout.splitlines()[:-1]]
    assert resets[2:4] == ["password.reset", "factor.reset"]
