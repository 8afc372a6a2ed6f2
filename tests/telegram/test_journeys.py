"""The recorded dialogues once more, word for word, by travellers on Telegram: real brain, real desk, real library."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from bot.core.clock import SystemClock
from tests.conversations.dialogue import FILES, Dialogue, dialogues, matches
from tests.stack import TODAY, Stack
from tests.telegram.bot_api import TOKEN, BotApi
from tests.telegram.people import Person

# Telegram's own names of the languages, where they differ from ours.
PROFILES = {"zh-TW": "zh-hant", "zh": "zh-hans", "pt": "pt-br"}
# These lock a booking that others ask for.
ALONE = ("wrong",)
PATIENCE = 120.0
SLOWLY = 10


class TodayClock(SystemClock):
    """The minute of the dialogues; its seconds pass slowly, because deliveries that are put off wait for them."""

    def __init__(self) -> None:
        self._began = super().now()

    def now(self) -> datetime:
        return TODAY + (super().now() - self._began) / SLOWLY


@pytest.mark.timeout(900)
async def test_the_journeys_of_all_languages(tmp_path: Path, address: str, api: BotApi) -> None:
    found = [one for one in dialogues() if not one.path.stem.startswith(ALONE)]
    assert {"zh", "en", "ar"} <= {one.language for one in found}
    stack = Stack(tmp_path, TodayClock(), TRIPDESK_TELEGRAM_TOKEN=TOKEN, TRIPDESK_TELEGRAM_API=address)
    try:
        await asyncio.to_thread(stack.start)
        await asyncio.to_thread(stack.sit_down)
        played = await asyncio.gather(*(_play(api, one, 3000 + n) for n, one in enumerate(found)))
    finally:
        await asyncio.to_thread(stack.stop)
    wrong = [one for one in played if one]
    assert not wrong, "\n".join(wrong)
    assert api.floods.refused == 0


async def _play(api: BotApi, dialogue: Dialogue, number: int) -> str:
    """Play one dialogue; give the first thing that was not as it should be."""
    traveller = Person(api, number, PROFILES.get(dialogue.language, dialogue.language))
    where = f"{dialogue.language}/{dialogue.path.stem}"
    for step in dialogue.steps:
        if "press" in step and not traveller.said:
            traveller.write("/start")
            await traveller.hears(1, PATIENCE)
        before = len(traveller.said)
        if "press" in step:
            traveller.press(step["press"])
        elif "send" in step:
            name, content = FILES[step["send"]]
            traveller.send_file(step["send"], content, name)
        elif "share" in step:
            traveller.share(step["share"])
        else:
            traveller.write(step["write"])
        try:
            await traveller.hears(before + len(step["hear"]), PATIENCE)
        except AssertionError:
            return f"{where}: {step}: only {traveller.heard[before:]}"
        heard = traveller.heard[before:]
        if not all(map(matches, step["hear"], heard)):
            return f"{where}: {step}: {heard}"
    return ""
