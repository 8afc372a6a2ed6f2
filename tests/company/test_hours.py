"""When people are here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.company.errors import NoCompany
from bot.company.hours import openings
from bot.services import Desk
from tests.facts import COMPANY

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "is_open", "opens"),
    [
        ("2026-03-10 08:59", False, "2026-03-10 09:00"),
        ("2026-03-10 09:00", True, "2026-03-10 09:00"),
        ("2026-03-10 12:00", False, "2026-03-10 13:00"),
        ("2026-03-10 17:59", True, "2026-03-10 13:00"),
        ("2026-03-10 18:00", False, "2026-03-13 20:00"),
        ("2026-03-14 01:59", True, "2026-03-13 20:00"),  # Friday's shift ends on Saturday
        ("2026-03-14 02:00", False, "2026-03-17 09:00"),
        ("2026-10-06 10:00", False, "2026-10-09 20:00"),  # a Tuesday, but a holiday
    ],
)
async def test_open_and_next_opening(desk: Desk, at: str, is_open: bool, opens: str) -> None:
    async with desk.open_services() as services:
        await services.company.publish(COMPANY)
        assert await services.company.open_now(local(at)) == is_open
        opening = await services.company.next_opening(local(at))
    assert opening is not None and opening.opens == local(opens)


async def test_now_is_the_clocks(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.company.publish(COMPANY)
        assert await services.company.open_now()


def test_a_company_that_never_opens_has_no_next_opening() -> None:
    assert next(openings(replace(COMPANY, hours={}).calendar, local("2026-03-10 12:00")), None) is None


async def test_the_company_comes_back_as_it_was_published(desk: Desk) -> None:
    async with desk.open_services() as services:
        with pytest.raises(NoCompany):
            await services.company.get()
        await services.company.publish(COMPANY)
        await services.company.publish(replace(COMPANY, website="https://example.com"))
        assert await services.company.get() == replace(COMPANY, website="https://example.com")
        assert await services.company.exists()
