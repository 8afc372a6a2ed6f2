"""Who works here, and who no longer."""

from __future__ import annotations

import pytest

from bot.services import Desk
from bot.staff.errors import NotLoggedIn, StaffRefused, WrongLogin
from bot.staff.values import NewStaff, Staff
from bot.tokens.values import NewToken
from tests.logins.entering import log_in, who

LIN = NewStaff("林悦", "Lin@Example.com", languages=("zh", "en"), also=("trainer",), password="correct horse")


@pytest.fixture
async def lin(desk: Desk) -> Staff:
    async with desk.open_services() as services:
        return await services.staff.create(LIN)


async def test_without_a_password_nobody_logs_in(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.staff.create(NewStaff("Marta", "marta@example.com"))
    for password in ("", "nobody"):
        with pytest.raises(WrongLogin):
            await log_in(desk, password, "marta@example.com")


async def test_who_is_deactivated_is_out_at_once(desk: Desk, lin: Staff) -> None:
    session = await log_in(desk)
    async with desk.open_services() as services:
        token = await services.tokens.issue(lin, NewToken("ci"))
        await services.staff.deactivate(lin.id)
        with pytest.raises(NotLoggedIn):
            await services.tokens.bearer(token.secret)
    with pytest.raises(NotLoggedIn):
        await who(desk, session.token)
    with pytest.raises(WrongLogin):
        await log_in(desk)


async def test_the_first_administrator_gets_a_password_once(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.staff.create(NewStaff("Sam", "sam@example.com", role="administrator"))
        first = await services.staff.first_administrator("admin@example.com")
        assert await services.staff.first_administrator("admin2@example.com") is None
    assert first is not None
    assert (await log_in(desk, first.password, "admin@example.com")).staff == first.staff


@pytest.mark.parametrize(
    ("staff", "reason"),
    [(NewStaff("x", "x"), "email"), (NewStaff("x", "x@example.com", role="king"), "role"), (LIN, "known")],
)
async def test_refuses_a_colleague_it_cannot_enter(desk: Desk, lin: Staff, staff: NewStaff, reason: str) -> None:
    async with desk.open_services() as services:
        with pytest.raises(StaffRefused) as refused:
            await services.staff.create(staff)
    assert refused.value.reason == reason
