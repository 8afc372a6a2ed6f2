"""No reading by number: of what another team has one is told that there is none."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from bot.app import Desk
from bot.attachments.values import NewFile
from bot.records.conversations import ConversationRecord
from bot.staff.values import NewStaff
from bot.switchboard import Incoming
from bot.tokens.values import NewToken
from tests.attachments import samples
from tests.connectors.console.calls import QUERIES, Endpoint, body_of, endpoints
from tests.connectors.console.fakes import PASSWORD, Guest, knocking, say
from tests.connectors.console.test_console_rights import ALLOWED

THEIRS, OTHERS = "booking", "marketing"
CHAT = ("widget", "guest-1")
# Of two things named the second is none, so that a 404 says nothing of the first.
OF_TWO = {"GET /tickets/{reference}/files/{file_id}", "POST /tickets/{reference}/link"}


@dataclass(frozen=True)
class World:
    """Two colleagues of two teams, and what the first one's team has, by the name it goes by in addresses."""

    insider: httpx.AsyncClient
    outsider: httpx.AsyncClient
    ids: dict[str, str]


@pytest.fixture
async def world(desk: Desk, console: FastAPI) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        people = {"administrator": THEIRS, "insider": THEIRS, "outsider": OTHERS}
        async with desk.services() as services:
            for name, team in people.items():
                role = "administrator" if name == "administrator" else "agent"
                one = NewStaff(name, f"{name}@example.com", role, team=team, password=PASSWORD)
                await services.staff.create(one)
        clients = {name: await stack.enter_async_context(knocking(console)) for name in people}
        for name, client in clients.items():
            login = {"email": f"{name}@example.com", "password": PASSWORD}
            assert (await client.post("/api/v1/login", json=login)).status_code == 200
        ids = await what_they_have(desk, clients["administrator"])
        yield World(clients["insider"], clients["outsider"], ids)


async def what_they_have(desk: Desk, administrator: httpx.AsyncClient) -> dict[str, str]:
    """Make one of each kind of thing that belongs to a team; a new kind is a line here."""
    chat = await say(desk, Guest(CHAT[1], "de", "Ich möchte mit einem Menschen sprechen"), "talk_to_human")
    picture = await desk.intake.take(*CHAT, "guest-file", NewFile("room.png", samples.stream(samples.png())))
    await desk.switchboard.accept(Incoming(*CHAT, "guest-file", attachments=(picture.id,)))
    await desk.switchboard.settle()
    async with desk.records.database.unit_of_work() as session:
        await session.execute(update(ConversationRecord).values(team=THEIRS))
    made = await administrator.post(
        "/api/v1/customers", json={"client_id": "0123456789abcdef", "name": "Anna", "phone": "+4915112345678"}
    )
    customer = made.json()["id"]
    await administrator.post(f"/api/v1/customers/{customer}/accounts", json={"conversation": chat})
    case = {"client_id": "case-00001", "text": "The room was dirty", "conversation": chat}
    ticket = (await administrator.post("/api/v1/tickets", json=case)).json()["ticket"]["reference"]
    return {"conversation_id": chat, "file_id": picture.id, "customer_id": customer, "reference": ticket}


async def call(client: httpx.AsyncClient, endpoint: Endpoint, ids: dict[str, str]) -> int:
    query = QUERIES.get(endpoint.name)
    content = samples.png() if endpoint.takes_file else None
    answer = await client.request(
        endpoint.method, endpoint.url(ids), json=body_of(endpoint, ids), content=content, params=query
    )
    return answer.status_code


def of_a_team(console: FastAPI, ids: dict[str, str]) -> list[Endpoint]:
    """Give every endpoint that an agent may call whose address names something of a team; reading comes first."""
    found = [
        one for one in endpoints(console) if set(one.parameters) & set(ids) and "agent" in ALLOWED.get(one.name, [])
    ]
    return sorted(found, key=lambda one: (one.method != "GET", one.path))


async def test_what_another_team_has_does_not_exist(console: FastAPI, world: World) -> None:
    asked = of_a_team(console, world.ids)
    assert len(asked) > 10
    seen = {one.name: status for one in asked if (status := await call(world.outsider, one, world.ids)) != 404}
    assert seen == {}, "each should be 404 for a colleague of another team"


async def test_what_ones_own_team_has_does(console: FastAPI, world: World) -> None:
    asked = [
        one for one in of_a_team(console, world.ids) if set(one.parameters) <= set(world.ids) and one.name not in OF_TWO
    ]
    missing = {one.name: status for one in asked if (status := await call(world.insider, one, world.ids)) == 404}
    assert missing == {}


async def test_a_chat_of_another_team_is_not_streamed_or_listed(world: World) -> None:
    chat = world.ids["conversation_id"]
    for path in (f"events?conversation={chat}", f"tickets?conversation={chat}"):
        assert (await world.outsider.get(f"/api/v1/{path}")).status_code == 404
    for client, sees in ((world.insider, True), (world.outsider, False)):
        for name in ("queue", "all"):
            rows = (await client.get(f"/api/v1/conversations?list={name}")).json()["items"]
            assert (chat in [row["id"] for row in rows]) is sees, (name, sees)


async def test_somebody_elses_sessions_and_tokens_do_not_exist(desk: Desk, world: World) -> None:
    async with desk.services() as services:
        insider = next(one for one in await services.staff.list_all() if one.name == "insider")
        [place] = await services.logins.places(insider.id)
        token = await services.tokens.issue(insider, NewToken("mine"))
    for path in (f"account/sessions/{place.id}", f"tokens/{token.id}"):
        assert (await world.outsider.delete(f"/api/v1/{path}")).status_code == 404
    assert (await world.insider.get("/api/v1/me")).status_code == 200
    assert [one["id"] for one in (await world.insider.get("/api/v1/tokens")).json()["items"]] == [token.id]
    assert (await world.outsider.get("/api/v1/tokens")).json()["items"] == []
