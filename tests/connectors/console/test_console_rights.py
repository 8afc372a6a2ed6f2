"""Role by endpoint: rights.yml against the living application."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi import FastAPI

from bot.app import Desk
from bot.staff.values import ROLES, NewStaff, Staff
from bot.tokens.values import NewToken
from tests.connectors.console.calls import Endpoint, endpoints
from tests.connectors.console.fakes import PASSWORD, knocking

TABLE: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "rights.yml").read_text(encoding="utf-8"))
ALLOWED: dict[str, list[str]] = {name: TABLE["callers"][who] for name, who in TABLE["endpoints"].items()}
CALLERS = ("anonymous", "token", *ROLES)
REFUSED = (401, 403)
# Streams never end, so they are called for a chat that nobody sees.
PARAMETERS = {"GET /events": {"conversation": "0"}}


@pytest.fixture
async def roles(desk: Desk) -> dict[str, Staff]:
    """One colleague of each role."""
    async with desk.services() as services:
        return {
            role: await services.staff.create(NewStaff(role, f"{role}@example.com", role, password=PASSWORD))
            for role in ROLES
        }


async def token_of(desk: Desk, owner: Staff, rights: frozenset[str] | None) -> dict[str, str]:
    async with desk.services() as services:
        issued = await services.tokens.issue(owner, NewToken("test", rights))
    return {"Authorization": f"Bearer {issued.secret}"}


async def log_in(client: httpx.AsyncClient, role: str) -> None:
    answer = await client.post("/api/v1/login", json={"email": f"{role}@example.com", "password": PASSWORD})
    assert answer.status_code == 200, answer.text


async def call(client: httpx.AsyncClient, endpoint: Endpoint) -> int:
    """Call with too little to do anything: rights are asked before anything else."""
    body = {} if endpoint.body is not None else None
    answer = await client.request(
        endpoint.method, endpoint.url(), json=body, params=PARAMETERS.get(endpoint.name), content=None
    )
    return answer.status_code


async def differences(client: httpx.AsyncClient, app: FastAPI, caller: str, allowed: dict[str, list[str]]) -> list[str]:
    """Name every endpoint that lets in whom it should not, or the other way round."""
    found = []
    for endpoint in sorted(endpoints(app), key=lambda one: one.path == "/logout"):
        if endpoint.name not in allowed:
            continue
        status = await call(client, endpoint)
        let_in = status not in REFUSED
        if let_in != (caller in allowed[endpoint.name]):
            found.append(f"{endpoint.name} {'lets in' if let_in else 'refuses'} {caller} ({status})")
    return found


def test_every_endpoint_is_in_the_table(console: FastAPI) -> None:
    known = {endpoint.name for endpoint in endpoints(console)}
    assert len(known) > 50
    new = sorted(known - set(ALLOWED))
    assert not new, "add to tests/connectors/console/rights.yml who may call: " + ", ".join(new)
    gone = sorted((set(ALLOWED) | set(TABLE["in_person"])) - known)
    assert not gone, "take out of tests/connectors/console/rights.yml: " + ", ".join(gone)


@pytest.mark.parametrize("caller", CALLERS)
async def test_each_endpoint_lets_in_whom_the_table_names_and_nobody_else(
    caller: str, desk: Desk, console: FastAPI, roles: dict[str, Staff]
) -> None:
    async with knocking(console) as client:
        if caller in ROLES:
            await log_in(client, caller)
        if caller == "token":
            client.headers.update(await token_of(desk, roles["administrator"], frozenset()))
        assert await differences(client, console, caller, ALLOWED) == []


async def test_a_program_may_what_its_owner_may_but_for_what_is_for_people(
    desk: Desk, console: FastAPI, roles: dict[str, Staff]
) -> None:
    allowed = {name: [] if name in TABLE["in_person"] else who for name, who in ALLOWED.items()}
    async with knocking(console) as client:
        client.headers.update(await token_of(desk, roles["administrator"], None))
        assert await differences(client, console, "administrator", allowed) == []


async def test_a_token_opens_what_it_was_given_and_no_more(
    desk: Desk, console: FastAPI, roles: dict[str, Staff]
) -> None:
    async with knocking(console) as client:
        client.headers.update(await token_of(desk, roles["administrator"], frozenset({"audit.read"})))
        assert (await client.get("/api/v1/audit")).status_code == 200
        assert (await client.get("/api/v1/conversations")).status_code == 403
        assert (await client.get("/api/v1/me")).json()["rights"] == ["audit.read"]


async def test_who_lacks_a_second_factor_may_only_get_one(
    desk: Desk, console: FastAPI, roles: dict[str, Staff]
) -> None:
    needy = desk.settings.model_copy(update={"second_factor_for": ("lead",)})
    desk.records.settle_policy(needy)
    own = {name for name in ALLOWED if name.split()[1].startswith("/account")}
    allowed = {name: who if name in own or "anonymous" in who else [] for name, who in ALLOWED.items()}
    for name in ("POST /logout", "GET /me", "PATCH /me"):
        allowed[name] = ALLOWED[name]
    async with knocking(console) as client:
        await log_in(client, "lead")
        assert (await client.get("/api/v1/me")).json()["factor_needed"]
        assert await differences(client, console, "lead", allowed) == []
        answer = await client.get("/api/v1/conversations")
        assert answer.status_code in REFUSED
    async with knocking(console) as client:
        await log_in(client, "agent")
        assert not (await client.get("/api/v1/me")).json()["factor_needed"]
