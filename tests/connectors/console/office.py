"""An office at work: what an endpoint needs before it can be called, made through the API where there is a way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import httpx
from fastapi import FastAPI

from bot.app import Desk
from bot.staff.values import NewStaff, Staff
from bot.tokens.values import NewToken
from tests.connectors.console.calls import Endpoint
from tests.connectors.console.fakes import PASSWORD, Guest, knocking, say

EMAIL, MATE = "sam@example.com", "mate@example.com"
Ids = dict[str, str]


class Office:
    """An administrator at work, who makes what an endpoint needs before it is called."""

    def __init__(self, desk: Desk, console: FastAPI, client: httpx.AsyncClient, mate: httpx.AsyncClient, sam: Staff):
        self.desk, self.console, self.client, self.mate, self.sam = desk, console, client, mate, sam
        self._count = count(1)

    async def ids(self, endpoint: Endpoint) -> Ids:
        """Make what the names in an address stand for."""
        made: Ids = {"endpoint": endpoint.name}
        for parameter in [*NEEDS.get(endpoint.name, ()), *endpoint.parameters]:
            if parameter not in made and parameter in MAKERS:
                made[parameter] = str(await MAKERS[parameter](self, made))
        for path, body in BEFORE.get(endpoint.name, ()):
            by = self.mate if path.startswith("mate:") else self.client
            await self.post(path.removeprefix("mate:").format(**made), body, by)
        return made

    async def post(self, path: str, body: Any, by: httpx.AsyncClient | None = None) -> Any:
        """Change something on the way."""
        answer = await (by or self.client).post(f"/api/v1{path}", json=body)
        assert answer.status_code < 300, f"{path}: {answer.text}"
        return answer.json() if answer.content else None

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
    async with knocking(office.console) as other:
        await other.post("/api/v1/login", json={"email": staff.email, "password": PASSWORD})
    async with office.desk.services(write=False) as services:
        return (await services.logins.places(staff.id))[0].id


async def token(office: Office, made: Ids) -> str:
    async with office.desk.services() as services:
        return (await services.tokens.issue(office.sam, NewToken("walk"))).id


async def ticket(office: Office, made: Ids) -> Any:
    case = {"client_id": f"case-{office.number():05}", "category": "hotel", "text": "The room was dirty"}
    return (await office.post("/tickets", case))["ticket"]["reference"]


async def note(office: Office, made: Ids) -> Any:
    body = {"client_id": f"note-{office.number():05}", "text": "Please look"}
    return (await office.post(f"/conversations/{made['conversation_id']}/note", body))["seq"]


async def one(office: Office, made: Ids) -> str:
    return "1"


async def accept(office: Office, made: Ids) -> str:
    return "accept"


async def call_made(office: Office, made: Ids) -> Any:
    hook = made["webhook_id"]
    await office.post(f"/webhooks/{hook}/test", {})
    calls = (await office.client.get(f"/api/v1/webhooks/{hook}/calls")).json()["items"]
    return calls[0]["id"]


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
    "number": one,
    "verb": accept,
    "seq": note,
}
# What has to be there besides what the address names, and is put into the body by calls.BODIES.
NEEDS: dict[str, tuple[str, ...]] = {
    "POST /tickets/{reference}/assign": ("staff_id",),
    "POST /tickets/{reference}/link": ("other_reference",),
    "POST /conversations/{conversation_id}/transfer": ("staff_id",),
    "POST /customers/{customer_id}/merge": ("other",),
    "POST /customers/{customer_id}/accounts": ("conversation_id",),
}


VOUCHER = {"kind": "voucher", "money": {"amount": "200", "currency": "CNY"}}
DEAR = {"kind": "compensation", "money": {"amount": "3001", "currency": "CNY"}}
SETTLED = {"cause": "supplier_quality", "text": "Refunded in part"}
ORDER = {"team": "customer_service", "what": "Ask the hotel"}
# What has to have happened before, in order: an address and a body; "mate:" is a colleague who does it.
BEFORE: Mapping[str, tuple[tuple[str, Any], ...]] = {
    "POST /conversations/{conversation_id}/undo": (("/conversations/{conversation_id}/resolve", {}),),
    "POST /tickets/{reference}/approve": (("mate:/tickets/{reference}/propose", DEAR),),
    "POST /tickets/{reference}/decline": (("mate:/tickets/{reference}/propose", DEAR),),
    "POST /tickets/{reference}/withdraw": (("/tickets/{reference}/propose", VOUCHER),),
    "POST /tickets/{reference}/answer": (("/tickets/{reference}/propose", VOUCHER),),
    "POST /tickets/{reference}/pay": (
        ("/tickets/{reference}/propose", VOUCHER),
        ("/tickets/{reference}/answer", {"accepts": True}),
    ),
    "POST /tickets/{reference}/confirm": (("/tickets/{reference}/resolve", SETTLED),),
    "POST /tickets/{reference}/reopen": (("/tickets/{reference}/resolve", SETTLED),),
    "POST /tickets/{reference}/work-orders/{number}/{verb}": (("/tickets/{reference}/work-orders", ORDER),),
}


@asynccontextmanager
async def opened(desk: Desk, console: FastAPI) -> AsyncIterator[Office]:
    """Open the office: an administrator at work, and a mate."""
    async with knocking(console) as client, knocking(console) as mate:
        async with desk.services() as services:
            sam = await services.staff.create(NewStaff("Sam", EMAIL, "administrator", password=PASSWORD))
            await services.staff.create(NewStaff("Mate", MATE, password=PASSWORD))
        for one_, email in ((client, EMAIL), (mate, MATE)):
            await one_.post("/api/v1/login", json={"email": email, "password": PASSWORD})
        yield Office(desk, console, client, mate, sam)
