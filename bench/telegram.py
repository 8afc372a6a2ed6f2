"""Telegram: what the connector adds to a turn, and how many messages a second it takes in and sends out.

The brain answers at once and the limits of Telegram are set aside, so that only our own work is measured.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.switchboard import Incoming
from connectors.telegram_chat import client, deliveries
from connectors.telegram_chat.pace import Pace
from tests.connectors.widget.fakes import ScriptedBrain
from tests.telegram import bot_api_rules
from tests.telegram.bot_api import BotApi
from tests.telegram.bot_api_http import serving as serving_api
from tests.telegram.office import Office, serving, settings_for
from tests.telegram.people import Person

ALONE, CROWD, EACH = 60, 100, 5
NO_LIMIT = (10**9, 1.0)


def measure() -> dict[str, Any]:
    """Measure with Telegram's limits set aside, then say what they leave of it."""
    with (
        patch.object(client, "PAUSE_OVERALL", 1e-6),
        patch.object(deliveries, "Pace", lambda: Pace(0)),
        patch.object(bot_api_rules, "OVERALL", NO_LIMIT),
        patch.object(bot_api_rules, "A_CHAT", NO_LIMIT),
    ):
        return asyncio.run(_measure())


async def _measure() -> dict[str, Any]:
    api = BotApi()
    with tempfile.TemporaryDirectory() as home:
        async with (
            serving_api(api) as address,
            serving(settings_for(Path(home), address), ScriptedBrain()) as office,
        ):
            through = await _alone(api)
            desk = await _desk_alone(office)
            rate = await _crowd(api)
    return {
        "ms from update to reply, median": round(through * 1000, 1),
        "ms of that in the desk without the connector": round(desk * 1000, 1),
        "ms added by the connector": round((through - desk) * 1000, 1),
        "messages a second, in and out": round(rate, 1),
    }


async def _alone(api: BotApi) -> float:
    """One message after the other: the median from the update to the reply."""
    traveller, taken = Person(api), []
    for number in range(ALONE):
        began = time.perf_counter()
        traveller.write(f"text {number}")
        while len(traveller.said) <= number:
            await api.wait(1)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


async def _desk_alone(office: Office) -> float:
    """The same, straight into the switchboard."""
    taken = []
    for number in range(ALONE):
        began = time.perf_counter()
        await office.desk.switchboard.accept(Incoming("bench", "one", f"message {number}", f"text {number}"))
        await office.desk.switchboard.settle()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


async def _crowd(api: BotApi) -> float:
    """Many chats at once: messages answered a second."""
    people = [Person(api, 5000 + number) for number in range(CROWD)]
    began = time.perf_counter()
    for number in range(EACH):
        for person in people:
            person.write(f"text {number}")
    while any(len(person.said) < EACH for person in people):
        await api.wait(1)
    return CROWD * EACH / (time.perf_counter() - began)
