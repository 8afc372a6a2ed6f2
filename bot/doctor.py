"""`tripdesk doctor`: looks at each part and says in plain words what is wrong and what to do."""

from __future__ import annotations

from bot.app import Desk
from bot.core.errors import DeskError
from bot.core.findings import Finding
from bot.core.settings import Settings
from connectors.telegram_chat.checkup import check_telegram
from connectors.telegram_chat.leader import LEASE


async def examine(settings: Settings) -> list[Finding]:
    """Look at the database, the brain and Telegram."""
    desk = Desk(settings)
    try:
        return [
            await _database(desk),
            await _brain(desk),
            *await check_telegram(settings, desk.clock),
            *await _lease(desk),
        ]
    finally:
        await desk.records.close()


async def _database(desk: Desk) -> Finding:
    try:
        async with desk.services(write=False) as services:
            known = await services.company.exists()
            waiting = await services.arrivals.waiting()
    except DeskError as error:
        advice = "is it running, and TRIPDESK_DATABASE_URL right? A new one is made ready by 'tripdesk up'"
        return Finding("database", False, f"{error}: {advice}")
    words = "a company is on record" if known else "empty: 'tripdesk up' loads the demo company"
    return Finding("database", True, f"{words}; {waiting} updates from Telegram not handled yet")


async def _brain(desk: Desk) -> Finding:
    address = desk.settings.brain_url
    if await desk.healthy():
        return Finding("brain", True, f"understands, at {address}")
    log = desk.settings.home / "logs/brain.log"
    return Finding("brain", False, f"no answer at {address}: start it with 'tripdesk up'; its log is {log}")


async def _lease(desk: Desk) -> list[Finding]:
    """Say which process serves Telegram."""
    if desk.settings.telegram_token is None:
        return []
    try:
        async with desk.services(write=False) as services:
            holder = await services.leases.holder(LEASE)
    except DeskError:
        return []
    words = f"served by process {holder}" if holder else "no desk process serves it now: is the desk running?"
    return [Finding("telegram desk", holder is not None, words)]
