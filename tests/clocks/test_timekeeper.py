"""Colleagues are told before a clock runs out, once, whoever looks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.bus import MemoryBus
from bot.conversations.values import NORMAL
from bot.core.clock import FixedClock
from bot.services import Desk
from bot.staff.values import NewStaff
from bot.timekeeper import Timekeeper
from tests import facts
from tests.clocks.test_clocks import ask, do


class Told(MemoryBus):
    """A bus that remembers."""

    def __init__(self) -> None:
        super().__init__()
        self.wakes: list[tuple[str, str, dict[str, Any]]] = []

    async def publish(self, topic: str, kind: str, data: Any = None) -> None:
        self.wakes.append((topic, kind, dict(data or {})))

    def of(self, kind: str) -> list[tuple[str, str]]:
        """Give topic and stage of what was told."""
        return [(topic, data["stage"]) for topic, one, data in self.wakes if one == kind]


@pytest.fixture
async def bus(desk: Desk) -> Told:
    async with desk.open_services() as services:
        await services.company.publish(facts.COMPANY)
        for name, team in (("ada", "customer_service"), ("bo", "customer_service"), ("cy", "booking")):
            await services.staff.create(NewStaff(name, f"{name}@example.com", id=name, team=team))
        await services.staff.create(NewStaff("tr", "tr@example.com", "trainer", id="tr"))
    return Told()


async def test_a_chat_that_nobody_holds_is_told_to_its_team_and_a_held_one_to_its_holder(
    desk: Desk, clock: FixedClock, bus: Told
) -> None:
    waiting = await ask(desk, "anna")
    held = await ask(desk, "bea")
    await do(desk, "take", held, "bo")
    keeper = Timekeeper(desk.open_services, bus, "one")
    clock.advance(timedelta(minutes=46))
    await keeper.look()
    assert bus.of("warning") == [("desk", "warned")] * 2
    assert sorted(bus.of("due")) == [("staff:ada", "warned"), ("staff:bo", "warned"), ("staff:bo", "warned")]
    assert {data["conversation"] for _, kind, data in bus.wakes if kind == "warning"} == {waiting, held}


async def test_several_processes_and_a_new_start_tell_it_once(desk: Desk, clock: FixedClock, bus: Told) -> None:
    await ask(desk, "anna", NORMAL)
    clock.advance(timedelta(minutes=46))
    for holder in ("one", "two", "one", "three"):
        await Timekeeper(desk.open_services, bus, holder).look()
        clock.advance(timedelta(seconds=40))
    assert bus.of("warning") == [("desk", "warned")]
    clock.advance(timedelta(minutes=15))
    for holder in ("two", "three"):
        await Timekeeper(desk.open_services, bus, holder).look()
    assert bus.of("warning") == [("desk", "warned"), ("desk", "breached")]


async def test_a_process_without_the_lease_leaves_the_clocks_to_the_one_that_has_it(
    desk: Desk, clock: FixedClock, bus: Told
) -> None:
    await ask(desk)
    async with desk.open_services() as services:
        await services.leases.take("clocks", "another", timedelta(hours=2))
    clock.advance(timedelta(minutes=46))
    assert await Timekeeper(desk.open_services, bus, "one").look() == []
    assert bus.wakes == []
