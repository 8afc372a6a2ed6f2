"""Who may log in, and for how long."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.core.clock import FixedClock
from bot.services import Desk
from bot.staff.errors import LoginLocked, NotLoggedIn, StaffRefused, WrongLogin
from bot.staff.service import SESSION_LASTS
from bot.staff.values import NewStaff, Session, Staff

LIN = NewStaff("林悦", "Lin@Example.com", languages=("zh", "en"), also=("trainer",), password="correct horse")


@pytest.fixture
async def lin(desk: Desk) -> Staff:
    async with desk.open_services() as services:
        return await services.staff.create(LIN)


async def log_in(desk: Desk, password: str = "correct horse", email: str = "lin@example.com", ip: str = "1") -> Session:
    async with desk.open_services() as services:
        return await services.staff.authenticate(email, password, ip)


async def who(desk: Desk, token: str) -> Staff:
    async with desk.open_services(write=False) as services:
        return await services.staff.session(token)


async def test_a_colleague_logs_in_and_is_known_by_the_token(desk: Desk, lin: Staff) -> None:
    session = await log_in(desk, email=" LIN@example.com ")
    assert await who(desk, session.token) == lin
    assert lin.roles == {"agent", "trainer"}


async def test_tokens_and_passwords_are_not_in_the_database(desk: Desk, lin: Staff) -> None:
    session = await log_in(desk)
    async with desk.database.unit_of_work(write=False) as work:
        rows = [
            str(row)
            for table in ("staff", "staff_sessions")
            for row in await work.execute(text(f"SELECT * FROM {table}"))
        ]
    assert not [row for row in rows if session.token in row or "correct horse" in row or "林悦" in row]


async def test_a_session_ends_with_time_log_out_or_a_new_password(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    timed, left, reset = [await log_in(desk) for _ in range(3)]
    async with desk.open_services() as services:
        await services.staff.log_out(left.token)
    with pytest.raises(NotLoggedIn):
        await who(desk, left.token)
    clock.advance(SESSION_LASTS - timedelta(seconds=1))
    assert await who(desk, timed.token) == lin
    async with desk.open_services() as services:
        await services.staff.set_password(lin.id, "another horse")
    with pytest.raises(NotLoggedIn):
        await who(desk, reset.token)
    renewed = await log_in(desk, "another horse")
    clock.advance(SESSION_LASTS)
    with pytest.raises(NotLoggedIn):
        await who(desk, renewed.token)


@pytest.mark.parametrize("email", ["lin@example.com", "nobody@example.com", "none"])
async def test_wrong_guesses_are_refused_alike_and_lock(desk: Desk, lin: Staff, email: str, clock: FixedClock) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongLogin) as wrong:
            await log_in(desk, "guess", email)
        assert wrong.value.values == {"tries_left": left}
    with pytest.raises(LoginLocked):
        await log_in(desk, "guess", email)
    with pytest.raises(LoginLocked):
        await log_in(desk, "correct horse", email)
    assert await log_in(desk, ip="another")
    clock.advance(timedelta(minutes=15))
    if email == "lin@example.com":
        assert await log_in(desk)


async def test_without_a_password_nobody_logs_in(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.staff.create(NewStaff("Marta", "marta@example.com"))
    for password in ("", "nobody"):
        with pytest.raises(WrongLogin):
            await log_in(desk, password, "marta@example.com")


async def test_who_is_deactivated_is_out_at_once(desk: Desk, lin: Staff) -> None:
    session = await log_in(desk)
    async with desk.open_services() as services:
        token = await services.staff.create_token(lin.id, "ci")
        await services.staff.deactivate(lin.id)
        with pytest.raises(NotLoggedIn):
            await services.staff.token(token.token)
    with pytest.raises(NotLoggedIn):
        await who(desk, session.token)
    with pytest.raises(WrongLogin):
        await log_in(desk)


async def test_a_programs_token_works_until_it_is_revoked(desk: Desk, lin: Staff) -> None:
    async with desk.open_services() as services:
        token = await services.staff.create_token(lin.id, "reports")
        assert await services.staff.token(token.token) == lin
        await services.staff.revoke_token(token.id)
        with pytest.raises(NotLoggedIn):
            await services.staff.token(token.token)


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
    assert refused.value.values == {"reason": reason}
