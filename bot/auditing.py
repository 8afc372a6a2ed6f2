"""The audit log checked and given out: by the console, by the command line, and by the desk itself now and then."""

from __future__ import annotations

import csv
import io
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Literal

from bot.audit.chain import canonical, fields
from bot.audit.values import Entry, Head, Sought, Verdict
from bot.audit.witness import Witness
from bot.core.repeating import repeat
from bot.services import Services

EVERY = 600.0  # seconds between two looks at the end of the chain
FILE = "audit-head.json"
COLUMNS = ("number", "at", "by", "action", "thing", "values", "before", "hash", "seal")

Format = Literal["jsonl", "csv"]
Opener = Callable[..., AbstractAsyncContextManager[Services]]
_log = logging.getLogger(__name__)


class Auditing:
    """Verifies and exports, each batch in a unit of work of its own: a slow reader holds nothing open."""

    def __init__(self, services: Opener, witness: Witness) -> None:
        self._services = services
        self._witness = witness

    async def verify(self) -> Verdict:
        """Check the whole chain, and that it holds the end known last; a sound one's end is known from now on."""
        known = self._witness.read()
        async with self._services(write=False) as services:
            verdict = await services.audit.verify(known)
        if verdict.fault is None:
            self._witness.write(verdict.verified)
        return verdict

    async def keep_watch(self) -> bool:
        """Remember the end of the chain, unless the one remembered is gone; say whether it was there."""
        known = self._witness.read()
        async with self._services(write=False) as services:
            if not await services.audit.holds(known):
                _log.error("the audit log no longer holds its entry %s: run 'tripdesk audit verify'", known.number)
                return False
            head = await services.audit.head()
        if head.number > known.number:
            self._witness.write(head)
        return True

    async def run(self) -> None:
        """Keep watch until cancelled."""
        await repeat("watching the audit log", EVERY, self.keep_watch)

    async def begin_export(self, by: str, sought: Sought, form: Format) -> tuple[Head, str]:
        """Put the export itself on record; give the end that it goes up to, and that end's seal."""
        asked = {"by": sought.by, "action": sought.action, "since": sought.since, "until": sought.until}
        async with self._services() as services:
            await services.audit.record(by, "audit.exported", form, {k: v for k, v in asked.items() if v is not None})
        async with self._services(write=False) as services:
            head = await services.audit.head()
            return head, services.audit.seal(head)

    async def export(self, sought: Sought, head: Head, seal: str, form: Format) -> AsyncIterator[str]:
        """Give the entries up to an end, a line each; JSON Lines end with the end itself."""
        if form == "csv":
            yield _row(dict(zip(COLUMNS, COLUMNS, strict=True)))
        after = 0
        while lines := await self._batch(sought, after, head.number):
            for line in lines:
                yield _row(line) if form == "csv" else canonical(line) + "\n"
            after = int(str(lines[-1]["number"]))
        if form == "jsonl":
            yield canonical({"head": {"number": head.number, "hash": head.hash, "seal": seal}}) + "\n"

    async def _batch(self, sought: Sought, after: int, last: int) -> list[Mapping[str, object]]:
        async with self._services(write=False) as services:
            lines: list[Mapping[str, object]] = []
            known: Entry | None = None
            for entry in await services.audit.batch(sought, after, last):
                follows = known is not None and known.number == entry.number - 1
                before = known.hash if known and follows else await services.audit.before(entry)
                lines.append(fields(entry, entry.number, before) | {"hash": entry.hash, "seal": entry.seal})
                known = entry
            return lines


def _row(line: Mapping[str, object]) -> str:
    out = io.StringIO()
    values = line["values"]
    told = json.dumps(values, ensure_ascii=False, sort_keys=True) if isinstance(values, Mapping) else values
    csv.writer(out).writerow([told if name == "values" else line[name] for name in COLUMNS])
    return out.getvalue()
