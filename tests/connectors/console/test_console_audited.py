"""Every change through the console is one entry of the audit log, and so is every look that has to be."""

from __future__ import annotations

import inspect
import re
from collections.abc import AsyncIterator, Callable

import pyotp
import pytest
from fastapi import FastAPI

from bot.app import Desk
from bot.core.clock import FixedClock
from bot.core.masking import mask
from connectors.console.clocks.routes import change as change_clocks
from connectors.console.conversations.writing import retry
from tests.attachments import samples
from tests.connectors.console.calls import QUERIES, Endpoint, body_of, endpoints
from tests.connectors.console.fakes import PASSWORD
from tests.connectors.console.office import BEFORE, EMAIL, NEEDS, Office, opened

# Not GET, and yet nothing on record changes.
CHANGES_NOTHING = {
    "POST /parse": "reads a text",
    "PATCH /me": "a cookie of this browser",
    "POST /conversations/{conversation_id}/typing": "tells pages, and is forgotten",
    "POST /conversations/{conversation_id}/phrase/preview": "reads",
    "POST /conversations/{conversation_id}/seen": "how far one has read",
}
# A delivery that has failed, all rules of the clocks: cannot be made here; their own tests call them.
HARD: dict[str, Callable[..., object]] = {
    "POST /conversations/{conversation_id}/messages/{seq}/retry": retry,
    "PUT /clocks": change_clocks,
}
LOOKS = (
    "GET /audit/export",
    "GET /staff/{staff_id}/sessions",
    "GET /customers/{customer_id}",
    "GET /customers/{customer_id}/export",
)


@pytest.fixture
async def office(desk: Desk, console: FastAPI) -> AsyncIterator[Office]:
    async with opened(desk, console) as office:
        yield office


async def length(desk: Desk) -> int:
    async with desk.services(write=False) as services:
        return (await services.audit.head()).number


async def called(office: Office, endpoint: Endpoint) -> str | None:
    """Call an endpoint as it is meant to be; say what is wrong."""
    ids = await office.ids(endpoint)
    before = await length(office.desk)
    answer = await office.client.request(
        endpoint.method,
        endpoint.url(ids),
        json=body_of(endpoint, ids),
        content=samples.png() if endpoint.takes_file else None,
        params=QUERIES.get(endpoint.name),
    )
    if answer.status_code >= 300:
        return f"{endpoint.name} cannot be called like this: {answer.status_code} {answer.text[:200]}"
    return None if await length(office.desk) > before else f"{endpoint.name} changes something and writes no entry"


async def test_every_change_writes_an_entry(office: Office, console: FastAPI) -> None:
    own = re.compile(r"/(login|logout|account/)")  # one's own log-in: below, one after the other
    walked = [
        one
        for one in endpoints(console)
        if (one.method != "GET" or one.name in LOOKS)
        and not own.match(one.path)
        and one.name not in {**CHANGES_NOTHING, **HARD}
    ]
    assert len(walked) > 20
    wrong = [found for one in walked if (found := await called(office, one))]
    assert not wrong, "see MAKERS, NEEDS, BEFORE (office.py) and BODIES, QUERIES (calls.py):\n" + "\n".join(wrong)


async def test_the_lists_name_only_what_there_is(console: FastAPI) -> None:
    names = {one.name for one in endpoints(console)}
    assert {*CHANGES_NOTHING, *HARD, *LOOKS, *NEEDS, *BEFORE} <= names


@pytest.mark.parametrize("called", HARD.values())
def test_what_is_hard_to_call_writes_an_entry_too(called: Callable[..., object]) -> None:
    assert "acting(" in inspect.getsource(called)


async def actions_of(office: Office) -> list[str]:
    async with office.desk.services(write=False) as services:
        return [entry.action async for entry in services.audit.walk()]


async def test_ones_own_log_in_is_on_record_from_end_to_end(office: Office, clock: FixedClock) -> None:
    client, new = office.client, "a much longer plain sentence"
    await client.post("/api/v1/login", json={"email": EMAIL, "password": "wrong"})
    await client.post("/api/v1/login", json={"email": "who@example.com", "password": "wrong"})
    assert (await client.post("/api/v1/account/password", json={"old": "no", "new": new})).status_code == 422
    assert (await client.post("/api/v1/account/password", json={"old": PASSWORD, "new": new})).status_code == 200
    secret = (await office.post("/account/second-factor", {"password": new}))["secret"]
    await client.post("/api/v1/account/second-factor/confirm", json={"code": "000000"})
    await office.post("/account/second-factor/confirm", {"code": pyotp.TOTP(secret).at(clock.now())})
    codes = (await office.post("/account/second-factor/codes", {"password": new}))["codes"]
    await client.delete("/api/v1/account/sessions")
    await client.post("/api/v1/logout")
    step = (await office.post("/login", {"email": EMAIL, "password": new}))["step"]
    await client.post("/api/v1/login/code", json={"step": step, "code": "000000"})
    await office.post("/login/code", {"step": step, "code": codes[0]})
    await client.post("/api/v1/account/second-factor/off", json={"password": new})
    assert await actions_of(office) == [
        "session.begun",
        "session.begun",  # the mate's
        "session.refused",
        "session.refused",
        "password.refused",
        "password.changed",
        "factor.begun",
        "factor.refused",
        "factor.on",
        "factor.codes_made",
        "sessions.ended",
        "session.ended",
        "session.refused",
        "session.begun",
        "factor.off",
    ]


async def test_nothing_personal_is_in_the_log(office: Office, console: FastAPI) -> None:
    await office.client.post("/api/v1/login", json={"email": EMAIL, "password": "wrong"})
    for one in endpoints(console):
        if one.method != "GET" and not one.path.startswith(("/login", "/logout", "/account")):
            await called(office, one)
    async with office.desk.services(write=False) as services:
        told = [entry async for entry in services.audit.walk()]
    assert len(told) > 40
    for entry in told:
        values = str(entry.values or "").replace(str(entry.thing), "")
        plain = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|TK-[0-9A-Z]{6}", "", values)  # ids and references name nobody
        assert mask(plain) == plain, f"{entry.action}: {values}"
        assert not re.search(r"Anna|Schneider|Hallo|@|\+49", f"{entry.thing} {values}"), f"{entry.action}: {values}"
