"""A Telegram of the tests' own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.connectors.widget.fakes import ScriptedBrain
from tests.telegram.bot_api import BotApi
from tests.telegram.bot_api_http import serving
from tests.telegram.office import Office, settings_for
from tests.telegram.office import serving as serving_desk
from tests.telegram.people import Person


@pytest.fixture(autouse=True)
def spans_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this the library warns of each span that it gives as a number."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api() -> BotApi:
    return BotApi()


@pytest.fixture
async def address(api: BotApi) -> AsyncIterator[str]:
    async with serving(api) as url:
        yield url


@pytest.fixture
def brain() -> ScriptedBrain:
    return ScriptedBrain()


@pytest.fixture
async def office(tmp_path: Path, address: str, brain: ScriptedBrain) -> AsyncIterator[Office]:
    """A desk process that polls the tests' Telegram."""
    async with serving_desk(settings_for(tmp_path, address), brain) as office:
        yield office


@pytest.fixture
def mai(api: BotApi) -> Person:
    """A traveller."""
    return Person(api)
