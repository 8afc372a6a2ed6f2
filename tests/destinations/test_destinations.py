"""Facts about destinations, as they are published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.destinations.errors import UnknownDestination
from bot.services import Desk
from tests.facts import KYOTO, publish


async def test_a_destination_comes_back_as_it_was_published(desk: Desk) -> None:
    async with desk.open_services() as services:
        await publish(services)
        assert await services.destinations.get("kyoto") == KYOTO
        stormy = replace(KYOTO, safety=replace(KYOTO.safety, level=3))
        await services.destinations.publish(stormy)
    async with desk.open_services(write=False) as services:
        assert await services.destinations.list_all() == (stormy,)
        with pytest.raises(UnknownDestination):
            await services.destinations.get("atlantis")


async def test_places_are_found_by_id(desk: Desk) -> None:
    async with desk.open_services() as services:
        await publish(services)
        found = await services.destinations.places(["kyoto_station", "nowhere"])
        assert list(found) == ["kyoto_station"]
        assert await services.destinations.places_in("kyoto") == tuple(found.values())


def test_visas_and_seasons_are_read_off() -> None:
    assert (KYOTO.documents.visa_for("DE"), KYOTO.documents.visa_for("XX")) == ("free", "required")
    assert KYOTO.documents.visa_for(None) == "required"
    assert KYOTO.good_months() == (3, 4, 5)
    july, december = KYOTO.season(7), KYOTO.season(12)
    assert july is not None and not july.good
    assert december is None
