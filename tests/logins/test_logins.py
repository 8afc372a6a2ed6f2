"""Who gets in, for how long, and how many tries there are."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.core.clock import FixedClock
from bot.logins.devices import device, network
from bot.logins.errors import UnknownSession, WrongPassword
from bot.logins.service import MANY
from bot.logins.strength import weakness
from bot.logins.values import SESSION_LASTS
from bot.services import Desk
from bot.staff.errors import LoginLocked, NotLoggedIn, StillLocked, WrongLogin
from bot.staff.values import NewStaff, Staff
from tests.logins.entering import PASSWORD, log_in, who

LIN = NewStaff("林悦", "Lin@Example.com", languages=("zh", "en"), also=("trainer",), password=PASSWORD)
IDLE = timedelta(minutes=120)


@pytest.fixture
async def lin(desk: Desk) -> Staff:
    async with desk.open_services() as services:
        return await services.staff.create(LIN)


async def test_a_colleague_logs_in_and_is_known_by_the_token(desk: Desk, lin: Staff) -> None:
    session = await log_in(desk, email=" LIN@example.com ")
    assert (await who(desk, session.token)).staff == lin
    assert lin.roles == {"agent", "trainer"}


async def test_tokens_and_passwords_are_not_in_the_database(desk: Desk, lin: Staff) -> None:
    session = await log_in(desk)
    async with desk.database.unit_of_work(write=False) as work:
        rows = [
            str(row)
            for table in ("staff", "staff_sessions")
            for row in await work.execute(text(f"SELECT * FROM {table}"))
        ]
    assert not [row for row in rows if session.token in row or PASSWORD in row or "林悦" in row]


async def test_a_session_ends_with_time_log_out_or_a_new_password(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    timed, left, reset = [await log_in(desk) for _ in range(3)]
    async with desk.open_services() as services:
        await services.logins.log_out(left.token)
    with pytest.raises(NotLoggedIn):
        await who(desk, left.token)
    for _ in range(11):
        clock.advance(timedelta(hours=1))
        async with desk.open_services() as services:
            await services.logins.touch(timed.id)
    clock.advance(timedelta(hours=1) - timedelta(seconds=1))
    assert (await who(desk, timed.token)).staff == lin
    async with desk.open_services() as services:
        await services.staff.set_password(lin.id, "another horse")
    for one in (timed, reset):
        with pytest.raises(NotLoggedIn):
            await who(desk, one.token)
    renewed = await log_in(desk, "another horse")
    clock.advance(SESSION_LASTS)
    with pytest.raises(NotLoggedIn):
        await who(desk, renewed.token)


async def test_a_session_that_nobody_uses_ends(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    session = await log_in(desk)
    clock.advance(IDLE - timedelta(seconds=1))
    assert (await who(desk, session.token)).stale
    async with desk.open_services() as services:
        await services.logins.touch(session.id)
    assert not (await who(desk, session.token)).stale
    clock.advance(IDLE)
    with pytest.raises(NotLoggedIn):
        await who(desk, session.token)


@pytest.mark.parametrize("email", ["lin@example.com", "nobody@example.com", "none"])
async def test_wrong_guesses_are_refused_alike_and_lock(desk: Desk, lin: Staff, email: str, clock: FixedClock) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongLogin) as wrong:
            await log_in(desk, "guess", email)
        assert wrong.value.values == {"tries_left": left}
    with pytest.raises(LoginLocked):
        await log_in(desk, "guess", email)
    with pytest.raises(StillLocked):
        await log_in(desk, PASSWORD, email)
    assert await log_in(desk, ip="192.0.2.1")
    clock.advance(timedelta(minutes=15))
    if email == "lin@example.com":
        assert await log_in(desk)


async def test_guesses_sent_all_at_once_are_no_more_than_five(desk: Desk, lin: Staff) -> None:
    guesses = [f"guess {number}" for number in range(11)] + [PASSWORD]
    told = await asyncio.gather(*(log_in(desk, guess) for guess in guesses), return_exceptions=True)
    judged = [one for one in told if not isinstance(one, StillLocked)]
    assert len(judged) == 5 + sum(not isinstance(one, Exception) for one in told)


async def test_an_account_guessed_at_from_everywhere_gives_each_new_address_one_try(
    desk: Desk, lin: Staff, clock: FixedClock
) -> None:
    await log_in(desk, ip="203.0.113.5")
    for number in range(MANY):
        with pytest.raises(WrongLogin):
            await log_in(desk, "guess", ip=f"10.0.{number}.1")
    with pytest.raises(LoginLocked):
        await log_in(desk, "guess", ip="10.1.0.1")
    with pytest.raises(StillLocked):
        await log_in(desk, ip="10.1.0.1")
    assert await log_in(desk, ip="10.1.1.1"), "a colleague on a journey still gets in"
    with pytest.raises(WrongLogin):
        await log_in(desk, "guess", ip="203.0.113.99")
    assert await log_in(desk, ip="203.0.113.99"), "at home one may mistype"
    clock.advance(timedelta(minutes=16))
    with pytest.raises(WrongLogin):
        await log_in(desk, "guess", ip="10.1.2.1")


async def test_sessions_are_listed_and_ended(desk: Desk, lin: Staff, clock: FixedClock) -> None:
    first = await log_in(desk, agent="Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0")
    clock.advance(timedelta(minutes=1))
    second, third = await log_in(desk, ip="2001:db8:1:2::3"), await log_in(desk)
    async with desk.open_services() as services:
        places = await services.logins.places(lin.id)
        assert {one.id for one in places} == {first.id, second.id, third.id}
        assert (places[-1].agent, places[-1].network) == ("Firefox · Linux", "198.51.100.0/24")
        await services.logins.revoke(lin.id, second.id)
        with pytest.raises(UnknownSession):
            await services.logins.revoke(lin.id, second.id)
        with pytest.raises(UnknownSession):
            await services.logins.revoke("somebody-else", third.id)
        assert await services.logins.revoke_all(lin.id, keep=first.id) == 1
    assert (await who(desk, first.token)).session_id == first.id
    with pytest.raises(NotLoggedIn):
        await who(desk, third.token)


async def test_ones_own_password_is_guessed_at_five_times(desk: Desk, lin: Staff) -> None:
    for _ in range(4):
        with pytest.raises(WrongPassword):
            async with desk.open_services() as services:
                await services.logins.judge(lin, right=False)
    for right in (False, True):
        with pytest.raises(LoginLocked):
            async with desk.open_services() as services:
                await services.logins.judge(lin, right)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "short"),
        ("password1234", "common"),
        ("qwertyuiop12", "common"),
        ("111111111111", "common"),
        ("lin@example.com", "common"),
        ("Tripdesk2026!", "common"),
        ("a long and plain sentence", None),
        ("корова летит над озером", None),
        ("x7$Kq-9wLm2!vBn4", None),
        ("ab" * 100, "common"),
    ],
)
async def test_short_and_common_passwords_are_refused(password: str, reason: str | None) -> None:
    assert await weakness(password, ["林悦", "lin@example.com"]) == reason


@pytest.mark.parametrize(
    ("address", "shortened"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("testclient", ""),
        ("", ""),
    ],
)
def test_an_address_is_shortened_to_its_network(address: str, shortened: str) -> None:
    assert network(address) == shortened


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome · Android"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_browser_is_summed_up(agent: str, words: str) -> None:
    assert device(agent, "").agent == words
