"""What an operator does to the records: prepare them, reset the demo, give out logins and tokens."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot import demo
from bot.core.errors import DataError
from bot.core.settings import Settings
from bot.records import migrate
from bot.services import Desk, open_desk
from bot.staff.values import FirstLogin, Staff
from bot.tokens.values import NewToken

FIRST_ADMINISTRATOR = "admin@example.com"


@dataclass(frozen=True)
class Prepared:
    """What preparing the records brought about. `visitors_due`: the demo's travellers have not written yet."""

    first_login: FirstLogin | None
    visitors_due: bool = False


async def prepare(settings: Settings) -> Prepared:
    """Bring the schema up to date, load the demo company once, and make the first administrator."""
    async with _records(settings) as records:
        await migrate.upgrade(records.database)
        async with records.open_services() as services:
            await demo.load(services, records.clock.now().date())
        async with records.open_services() as services:
            await services.customers.hash_names()
        async with records.open_services() as services:
            login = await services.staff.first_administrator(FIRST_ADMINISTRATOR)
            prepared = Prepared(login, await services.company.once(demo.VISITED))
        await _fill_index(records, missing=True)
        return prepared


async def reset_demo(settings: Settings) -> None:
    """Empty the records, logins too, and load the demo company again."""
    async with _records(settings) as records:
        await migrate.upgrade(records.database)
        await demo.reset(records)
        await records.files.drop_all()


async def issue_token(settings: Settings, name: str) -> str:
    """Make an API token that acts as the first administrator."""
    async with _records(settings) as records, records.open_services() as services:
        owner = await _administrator(records)
        issued = await services.tokens.issue(owner, NewToken(name))
        await services.audit.record("system", "token.issued", issued.id, {"owner": owner.id, "from": "shell"})
        return issued.secret


async def reindex(settings: Settings) -> int:
    """Write the whole search index again, while the desk works; give the number of messages."""
    async with _records(settings) as records:
        return await _fill_index(records, missing=False)


async def _fill_index(records: Desk, *, missing: bool) -> int:
    """Fill the search index in small transactions; stopped in the middle, the next start goes on."""
    after, count = 0, 0
    while True:
        async with records.open_services() as services:
            last, written = await services.search.fill(after=after, missing=missing)
        count += written
        if last is None:
            break
        after = last
    async with records.open_services() as services:
        await services.search.fill_things(missing=missing)
    return count


async def new_password(settings: Settings, email: str, without_factor: bool = False) -> str:
    """Set a random password for a colleague, and turn off their second factor if asked; all their sessions end."""
    password = secrets.token_urlsafe(15)
    async with _records(settings) as records, records.open_services() as services:
        staff = next((one for one in await services.staff.list_all() if one.email == email), None)
        if staff is None:
            raise DataError("staff", f"nobody here has the e-mail {email}")
        await services.staff.set_password(staff.id, password)
        await services.audit.record("system", "password.reset", staff.id, {"from": "shell"})
        if without_factor:
            await services.factors.drop(staff.id)
            await services.audit.record("system", "factor.reset", staff.id, {"from": "shell"})
    return password


async def _administrator(records: Desk) -> Staff:
    async with records.open_services(write=False) as services:
        found = next((one for one in await services.staff.list_all() if one.role == "administrator"), None)
    if found is None:
        raise DataError("staff", "there is no administrator yet; run 'make up' once first")
    return found


@asynccontextmanager
async def _records(settings: Settings) -> AsyncIterator[Desk]:
    records = open_desk(settings)
    try:
        yield records
    finally:
        await records.close()
