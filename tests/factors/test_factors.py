"""Second factors: enrolled by a code, asked for once each, and replaced by recovery codes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import text

from bot.core.clock import FixedClock
from bot.factors.errors import FactorOff, FactorOn, NotBegun, WrongCode
from bot.factors.values import RECOVERY_CODES, Enrolment
from bot.logins.values import Device, Session
from bot.services import Desk
from bot.staff.errors import LoginLocked, NotLoggedIn
from bot.staff.values import NewStaff, Staff
from tests.logins.entering import PASSWORD, log_in, who

STEP = timedelta(seconds=30)


@pytest.fixture
async def lin(desk: Desk) -> Staff:
    async with desk.open_services() as services:
        return await services.staff.create(NewStaff("林悦", "lin@example.com", password=PASSWORD))


def code_of(enrolment: Enrolment, clock: FixedClock, steps: int = 0) -> str:
    return pyotp.TOTP(enrolment.secret).at(clock.now(), counter_offset=steps)


async def begin(desk: Desk, staff: Staff) -> Enrolment:
    async with desk.open_services() as services:
        return await services.factors.begin(staff.id, staff.email)


async def enrol(desk: Desk, staff: Staff, clock: FixedClock) -> tuple[Enrolment, tuple[str, ...]]:
    enrolment = await begin(desk, staff)
    async with desk.open_services() as services:
        codes = await services.factors.confirm(staff.id, code_of(enrolment, clock))
    clock.advance(2 * STEP)
    return enrolment, codes


async def check(desk: Desk, staff: Staff, code: str) -> bool:
    async with desk.open_services() as services:
        return await services.factors.check(staff.id, code)


async def test_is_on_once_a_first_code_was_right(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment = await begin(desk, lin)
    assert enrolment.address.startswith("otpauth://totp/Tripdesk:lin%40example.com?secret=")
    with pytest.raises(WrongCode):
        async with desk.open_services() as services:
            await services.factors.confirm(lin.id, "000000")
    with pytest.raises(FactorOff):
        await check(desk, lin, code_of(enrolment, clock))
    async with desk.open_services() as services:
        assert not (await services.factors.of(lin.id)).on
        codes = await services.factors.confirm(lin.id, code_of(enrolment, clock))
        factor = await services.factors.of(lin.id)
    assert factor.on and factor.codes_left == len(set(codes)) == RECOVERY_CODES


async def test_a_code_is_good_for_a_step_before_and_after_and_only_once(
    desk: Desk, lin: Staff, clock: FixedClock
) -> None:
    enrolment, _ = await enrol(desk, lin, clock)
    with pytest.raises(WrongCode):
        await check(desk, lin, code_of(enrolment, clock, -2))
    assert await check(desk, lin, code_of(enrolment, clock, -1)) is False
    now = code_of(enrolment, clock)
    assert await check(desk, lin, f" {now[:3]} {now[3:]} ") is False
    for steps in (0, -1):
        with pytest.raises(WrongCode):
            await check(desk, lin, code_of(enrolment, clock, steps))
    assert await check(desk, lin, code_of(enrolment, clock, 1)) is False


async def test_the_enrolling_code_is_not_taken_again(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment = await begin(desk, lin)
    async with desk.open_services() as services:
        await services.factors.confirm(lin.id, code_of(enrolment, clock))
    with pytest.raises(WrongCode):
        await check(desk, lin, code_of(enrolment, clock))


async def test_of_one_code_sent_twice_at_once_one_is_taken(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment, codes = await enrol(desk, lin, clock)
    for code in (code_of(enrolment, clock), codes[0]):
        told = await asyncio.gather(*(check(desk, lin, code) for _ in range(2)), return_exceptions=True)
        assert sorted(isinstance(one, WrongCode) for one in told) == [False, True]


async def test_a_recovery_code_stands_in_once(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    _, codes = await enrol(desk, lin, clock)
    assert await check(desk, lin, codes[0].upper().replace("-", " "))
    with pytest.raises(WrongCode):
        await check(desk, lin, codes[0])
    async with desk.open_services() as services:
        assert (await services.factors.of(lin.id)).codes_left == RECOVERY_CODES - 1
        fresh = await services.factors.new_codes(lin.id)
    with pytest.raises(WrongCode):
        await check(desk, lin, codes[1])
    assert await check(desk, lin, fresh[0])


async def test_five_wrong_codes_lock(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment, _ = await enrol(desk, lin, clock)
    for wrong in ("", "abc", "１２３４５６", "000000 "):
        with pytest.raises(WrongCode):
            await check(desk, lin, wrong)
    for code in ("000000", code_of(enrolment, clock)):
        with pytest.raises(LoginLocked):
            await check(desk, lin, code)
    clock.advance(timedelta(minutes=15, seconds=1))
    assert await check(desk, lin, code_of(enrolment, clock)) is False


async def test_refuses_what_is_out_of_order(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    with pytest.raises(NotBegun):
        async with desk.open_services() as services:
            await services.factors.confirm(lin.id, "000000")
    with pytest.raises(FactorOff):
        async with desk.open_services() as services:
            await services.factors.new_codes(lin.id)
    enrolment, _ = await enrol(desk, lin, clock)
    with pytest.raises(FactorOn):
        await begin(desk, lin)
    with pytest.raises(FactorOn):
        async with desk.open_services() as services:
            await services.factors.confirm(lin.id, code_of(enrolment, clock))


async def test_logging_in_needs_both(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment, _ = await enrol(desk, lin, clock)
    half = await log_in(desk)
    assert half.pending
    with pytest.raises(NotLoggedIn):
        await who(desk, half.token)
    with pytest.raises(WrongCode):
        await second(desk, half.token, "000000")
    whole, recovered = await second(desk, half.token, code_of(enrolment, clock))
    assert not recovered and (await who(desk, whole.token)).staff == lin and whole.token != half.token
    with pytest.raises(NotLoggedIn):
        await second(desk, half.token, code_of(enrolment, clock, 1))
    with pytest.raises(NotLoggedIn):
        await second(desk, whole.token, code_of(enrolment, clock, 1))


async def test_half_a_log_in_lasts_five_minutes(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment, _ = await enrol(desk, lin, clock)
    half = await log_in(desk)
    clock.advance(timedelta(minutes=5))
    with pytest.raises(NotLoggedIn):
        await second(desk, half.token, code_of(enrolment, clock))


async def test_secrets_and_codes_are_not_readable_in_the_database(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    enrolment, codes = await enrol(desk, lin, clock)
    async with desk.database.unit_of_work(write=False) as work:
        rows = [
            str((await work.execute(text(f"SELECT * FROM {table}"))).all())
            for table in ("staff_factors", "staff_recovery_codes")
        ]
    told = "".join(rows)
    assert enrolment.secret not in told and not any(code in told or code.replace("-", "") in told for code in codes)


async def second(desk: Desk, step: str, code: str) -> tuple[Session, bool]:
    async with desk.open_services() as services:
        return await services.logins.second_step(step, code, Device())
