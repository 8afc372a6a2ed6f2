"""Desk processes on one database of each kind, with a brain that needs no model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.bus import MemoryBus
from bot.conversations.queue import NOTICES
from bot.core.clock import FixedClock
from bot.localisation.catalogue import Catalogue
from bot.localisation.render import Renderer
from bot.services import Desk
from bot.staff.values import NewStaff
from bot.switchboard import Patience, Switchboard
from tests.switchboard.fakes import ECHO, FakeBrain
from tests.switchboard.office import Office

AT_ONCE = Patience(pause=0)


@pytest.fixture
def brain() -> FakeBrain:
    """A brain in good order."""
    return FakeBrain()


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """A few words of our own: the switchboard's work does not depend on what the product says."""
    of_desk = ("utter_back_to_assistant", *(f"utter_survey_{what}" for what in ("ask", "rated", "done", "closed")))
    keys = (ECHO, "utter_greet", "utter_goodbye", "utter_give_up", "utter_unavailable", *of_desk, *NOTICES)
    texts = {language: {key: (f"{key} in {language}",) for key in keys} for language in ("en", "zh")}
    return Renderer(Catalogue(texts, {}))


@pytest.fixture
def bus() -> MemoryBus:
    """The wake-ups of this process."""
    return MemoryBus()


@pytest.fixture
def start(desk: Desk, brain: FakeBrain, bus: MemoryBus, renderer: Renderer) -> Callable[..., Switchboard]:
    """Start a desk process of that name on the test's database."""

    def switchboard(name: str, patience: Patience = AT_ONCE) -> Switchboard:
        return Switchboard(desk.open_services, brain, bus, renderer, desk.clock, name, patience)

    return switchboard


@pytest.fixture
async def office(desk: Desk, clock: FixedClock, start: Callable[..., Switchboard]) -> Office:
    """A process, a traveller, and two colleagues."""
    async with desk.open_services() as services:
        for name in ("ada", "bo"):
            await services.staff.create(NewStaff(name=name, email=f"{name}@example.com", id=name))
    return Office(desk, clock, start("one"))
