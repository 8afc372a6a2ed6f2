"""Tokens of programs: what they may, and until when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.core.clock import FixedClock
from bot.services import Desk
from bot.staff.errors import NotLoggedIn
from bot.staff.values import NewStaff, Staff
from bot.tokens.errors import TooMany, TooMuch, UnknownToken
from bot.tokens.service import MOST
from bot.tokens.values import NewToken


@pytest.fixture
async def anna(desk: Desk) -> Staff:
    async with desk.open_services() as services:
        return await services.staff.create(NewStaff("Anna Berg", "anna@example.com"))


async def test_a_token_works_until_it_is_revoked(desk: Desk, anna: Staff) -> None:
    async with desk.open_services() as services:
        issued = await services.tokens.issue(anna, NewToken(" reports "))
        bearer = await services.tokens.bearer(issued.secret)
        assert (bearer.staff, bearer.token.name, bearer.stale) == (anna, "reports", True)
        await services.tokens.touch(issued.id)
        assert not (await services.tokens.bearer(issued.secret)).stale
        await services.tokens.revoke(issued.id)
        assert not await services.tokens.alive(issued.id)
        for secret in (issued.secret, "", "x"):
            with pytest.raises(NotLoggedIn):
                await services.tokens.bearer(secret)


async def test_a_token_ends_by_itself(desk: Desk, anna: Staff, clock: FixedClock) -> None:
    async with desk.open_services() as services:
        issued = await services.tokens.issue(anna, NewToken("week", lasts=timedelta(days=7)))
        clock.advance(timedelta(days=7) - timedelta(seconds=1))
        assert await services.tokens.bearer(issued.secret)
        clock.advance(timedelta(seconds=1))
        with pytest.raises(NotLoggedIn):
            await services.tokens.bearer(issued.secret)
        assert await services.tokens.list(anna.id) == ()


async def test_a_token_gets_no_right_that_its_owner_lacks(desk: Desk, anna: Staff) -> None:
    async with desk.open_services() as services:
        issued = await services.tokens.issue(anna, NewToken("look", frozenset({"conversations.read"})))
        assert (await services.tokens.bearer(issued.secret)).token.rights == {"conversations.read"}
        for right in ("staff.write", "no.such"):
            with pytest.raises(TooMuch):
                await services.tokens.issue(anna, NewToken("more", frozenset({"search", right})))


async def test_somebody_elses_token_is_unknown(desk: Desk, anna: Staff) -> None:
    async with desk.open_services() as services:
        issued = await services.tokens.issue(anna, NewToken("mine"))
        for owner, token in (("somebody", issued.id), (anna.id, "none")):
            with pytest.raises(UnknownToken):
                await services.tokens.revoke(token, owner)
        assert [one.id for one in await services.tokens.list()] == [issued.id]


async def test_one_has_so_many_tokens_at_most(desk: Desk, anna: Staff) -> None:
    async with desk.open_services() as services:
        for number in range(MOST):
            await services.tokens.issue(anna, NewToken(f"t{number}"))
        with pytest.raises(TooMany):
            await services.tokens.issue(anna, NewToken("one more"))


async def test_the_secret_is_not_in_the_database(desk: Desk, anna: Staff) -> None:
    async with desk.open_services() as services:
        issued = await services.tokens.issue(anna, NewToken("mine"))
    async with desk.database.unit_of_work(write=False) as work:
        assert issued.secret not in str((await work.execute(text("SELECT * FROM staff_tokens"))).all())
