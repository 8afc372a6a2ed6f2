"""`tripdesk audit`: the log checked and given out on the machine itself, with nothing running."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from typing import Annotated, TextIO

import typer

from bot import auditing
from bot.audit.values import Head, Sought, Verdict
from bot.audit.witness import Witness
from bot.core.errors import DataError
from bot.core.secrets import load_settings
from bot.core.settings import Settings
from bot.services import open_desk

audit = typer.Typer(no_args_is_help=True, help="The audit log: verify its chain, export it for an auditor.")


@audit.command()
def verify(
    head: Annotated[str, typer.Option(help="An end known from before, as an export names it: NUMBER:HASH.")] = "",
) -> None:
    """Check the whole chain; exit status 1 where an entry is not as it was written."""
    verdict = asyncio.run(_verify(load_settings(), _head(head) if head else None))
    if verdict.fault is None:
        typer.echo(f"ok: {verdict.verified.number} entries; the last one's hash is {verdict.verified.hash or '-'}")
        return
    typer.echo(f"BROKEN at entry {verdict.broken}: {_FAULTS[verdict.fault]}", err=True)
    raise typer.Exit(1)


@audit.command()
def export(
    since: Annotated[datetime | None, typer.Option(help="Only entries from this day on (UTC).")] = None,
    output: Annotated[str, typer.Option("-o", "--output", help="jsonl or csv")] = "jsonl",
) -> None:
    """Print the log, each entry with its hash and seal; the export is an entry itself."""
    if output not in ("jsonl", "csv"):
        raise typer.BadParameter("jsonl or csv")
    from_day = since.replace(tzinfo=UTC) if since else None
    head, seal = asyncio.run(_export(load_settings(), Sought(since=from_day), output, sys.stdout))
    typer.echo(f"end {head.number}:{head.hash} seal {seal}", err=True)


@audit.command()
def key() -> None:
    """Print the key of the seals, in hex: with it an auditor can check them, and nothing else."""
    typer.echo(load_settings().ciphers().seal_key("audit").hex())


_FAULTS = {
    "missing": "it is not there",
    "changed": "it is not what was written",
    "unsealed": "it was not written with this installation's key",
}


async def _verify(settings: Settings, known: Head | None) -> Verdict:
    records = open_desk(settings)
    try:
        verdict = await auditing.Auditing(records.open_services, Witness(settings.home / auditing.FILE)).verify()
        if known is None or verdict.fault is not None:
            return verdict
        async with records.open_services(write=False) as services:
            return await services.audit.verify(known)
    finally:
        await records.close()


async def _export(settings: Settings, sought: Sought, form: str, out: TextIO) -> tuple[Head, str]:
    kind: auditing.Format = "csv" if form == "csv" else "jsonl"
    records = open_desk(settings)
    try:
        work = auditing.Auditing(records.open_services, Witness(settings.home / auditing.FILE))
        head, seal = await work.begin_export("system", sought, kind)
        async for line in work.export(sought, head, seal, kind):
            out.write(line)
        return head, seal
    finally:
        await records.close()


def _head(text: str) -> Head:
    number, _, hash_ = text.partition(":")
    if not number.isdigit() or not hash_:
        raise DataError("--head", "is NUMBER:HASH")
    return Head(int(number), hash_.split(":")[0])
