"""Every change through the console is one entry of the audit log, and so is every look that has to be."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from itertools import count
from typing import Any

import httpx
import pyotp
import pytest
from fastapi import FastAPI

from bot.app import Desk
from bot.core.clock import FixedClock
from bot.core.masking import mask
from bot.core.money import Money
from bot.staff.values import NewStaff, Staff
from bot.tickets.values import NewOrder, NewRemedy, NewTicket
from bot.tokens.values import NewToken
from tests.attachments import samples
from tests.connectors.console.calls import QUERIES, Endpoint, body_of, endpoints
from tests.connectors.console.fakes import PASSWORD, Guest, knocking, say

# Not GET, and yet nothing on record changes.
CHANGES_NOTHING = {
    "POST /parse": "reads a text",
    "PATCH /me": "a cookie of this browser",
    "POST /conversations/{conversation_id}/typing": "tells pages, and is forgotten",
    "POST /conversations/{conversation_id}/phrase/preview": "reads",
}
LOOKS = ("GET /audit/export", "GET /staff/{staff_id}/sessions", "GET /customers/{customer_id}")
EMAIL = "sam@example.com"
Ids = dict[str, str]


class Office:
    """An administrator at work, who makes what an endpoint needs before it is called."""

    def __init__(self, desk: Desk, client: httpx.AsyncClient, sam: Staff, clock: FixedClock) -> None:
        self.desk, self.client, self.sam, self.clock = desk, client, sam, clock
        self._count = count(1)

    async def ids(self, endpoint: Endpoint) -> Ids:
        """Make what the names in an address stand for."""
        made: Ids = {"endpoint": endpoint.name}
        for parameter in [*NEEDS.get(endpoint.name, ()), *endpoint.parameters]:
            if parameter not in made and parameter in MAKERS:
                made[parameter] = str(await MAKERS[parameter](self, made))
        return made

    async def post(self, path: str, body: Any) -> Any:
        answer = await self.client.post(f"/api/v1{path}", json=body)
        assert answer.status_code < 300, f"{path}: {answer.text}"
        return answer.json()

    def number(self) -> int:
        return next(self._count)


async def chat(office: Office, made: Ids) -> str:
    number = office.number()
    complaint = {"intent": {"name": "make_complaint", "confidence": 0.99}}
    reading = complaint if made["endpoint"].endswith("/open_ticket") else None
    chat_id = await say(office.desk, Guest(f"guest-{number}", "de", f"Hallo {number}", reading), "talk_to_human")
    if not made["endpoint"].endswith("/take"):
        await office.post(f"/conversations/{chat_id}/take", {})
    return chat_id


async def customer(office: Office, made: Ids) -> Any:
    number = office.number()
    new = {"client_id": f"{number:016}", "name": f"Anna {number}", "phone": f"+49151123456{number:02}"}
    return (await office.post("/customers", new))["id"]


async def account(office: Office, made: Ids) -> Any:
    path = f"/customers/{made['customer_id']}/accounts"
    return (await office.post(path, {"conversation": await chat(office, made)}))["accounts"][0]["id"]


async def merge(office: Office, made: Ids) -> Any:
    wanted = {"other": await customer(office, made), "version": 1, "other_version": 1}
    return (await office.post(f"/customers/{made['customer_id']}/merge", wanted))["merges"][0]["id"]


async def webhook(office: Office, made: Ids) -> Any:
    events = (await office.client.get("/api/v1/webhooks")).json()["events"][:1]
    return (await office.post("/webhooks", {"url": "https://example.com/hook", "events": events}))["id"]


async def phrase(office: Office, made: Ids) -> Any:
    new = {"shortcut": f"late-{office.number()}", "texts": {"en": "We are late."}}
    return (await office.post("/phrases", new))["id"]


async def colleague(office: Office, made: Ids) -> str:
    async with office.desk.services() as services:
        new = NewStaff("Nobody", f"nobody-{office.number()}@example.com", password=PASSWORD)
        return (await services.staff.create(new)).id


async def session(office: Office, made: Ids) -> str:
    """Give a session of whoever the address names, or of the administrator."""
    async with office.desk.services() as services:
        staff = await services.staff.get(made.get("staff_id", office.sam.id))
        assert staff is not None
    async with AsyncExitStack() as stack:
        transport = office.client._transport
        other = await stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://desk.test", headers={"X-Tripdesk-Console": "1"})
        )
        await other.post("/api/v1/login", json={"email": staff.email, "password": PASSWORD})
    async with office.desk.services(write=False) as services:
        return (await services.logins.places(staff.id))[0].id


async def token(office: Office, made: Ids) -> str:
    async with office.desk.services() as services:
        return (await services.tokens.issue(office.sam, NewToken("walk"))).id


async def call_made(office: Office, made: Ids) -> Any:
    hook = made["webhook_id"]
    await office.post(f"/webhooks/{hook}/test", {})
    calls = (await office.client.get(f"/api/v1/webhooks/{hook}/calls")).json()["items"]
    return calls[0]["id"]


async def ticket(office: Office, made: Ids) -> str:
    """Open a ticket, and bring it to where the endpoint is of use."""
    verb, by = made["endpoint"].rpartition("/")[2], office.sam.owner
    async with office.desk.services() as services:
        tickets = services.tickets
        case = await tickets.open(NewTicket("complaint", "hotel", facts={"told": ["dirty"]}))
        if verb in ("approve", "decline", "withdraw"):
            await tickets.propose(case.id, "agent:ada", ("agent",), NewRemedy("voucher", Money.of(9000, "CNY")))
        if verb == "answer":
            await tickets.propose(case.id, by, ("agent",), NewRemedy("apology"))
        if verb in ("confirm", "reopen"):
            await tickets.resolve(case.id, by, "weather", "explained")
        if verb == "{verb}":
            await tickets.order(case.id, by, NewOrder("booking", "ask the hotel"))
    return case.reference


async def fixed(office: Office, made: Ids, value: str) -> str:
    return value


MAKERS: dict[str, Callable[[Office, Ids], Awaitable[Any]]] = {
    "conversation_id": chat,
    "customer_id": customer,
    "other": customer,
    "account_id": account,
    "merge_id": merge,
    "webhook_id": webhook,
    "call_id": call_made,
    "phrase_id": phrase,
    "staff_id": colleague,
    "session_id": session,
    "token_id": token,
    "reference": ticket,
    "other_reference": ticket,
    "number": partial(fixed, value="1"),
    "verb": partial(fixed, value="accept"),
}
# What has to be there besides what the address names, and is put into the body by calls.BODIES.
NEEDS: dict[str, tuple[str, ...]] = {
    "POST /conversations/{conversation_id}/transfer": ("staff_id",),
    "POST /customers/{customer_id}/merge": ("other",),
    "POST /customers/{customer_id}/accounts": ("conversation_id",),
    "POST /tickets/{reference}/assign": ("staff_id",),
    "POST /tickets/{reference}/link": ("other_reference",),
}


@pytest.fixture
async def office(desk: Desk, console: FastAPI, clock: FixedClock) -> AsyncIterator[Office]:
    async with knocking(console) as client:
        async with desk.services() as services:
            sam = await services.staff.create(NewStaff("Sam", EMAIL, "administrator", password=PASSWORD))
        await client.post("/api/v1/login", json={"email": EMAIL, "password": PASSWORD})
        yield Office(desk, client, sam, clock)


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
        if (one.method != "GET" or one.name in LOOKS) and not own.match(one.path) and one.name not in CHANGES_NOTHING
    ]
    assert len(walked) > 20
    wrong = [found for one in walked if (found := await called(office, one))]
    assert not wrong, "see MAKERS, NEEDS (here) and BODIES, QUERIES (calls.py):\n" + "\n".join(wrong)


async def test_the_lists_name_only_what_there_is(console: FastAPI) -> None:
    names = {one.name for one in endpoints(console)}
    assert {*CHANGES_NOTHING, *LOOKS, *NEEDS} <= names


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
