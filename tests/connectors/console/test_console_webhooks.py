"""Administrators say who else is told."""

from __future__ import annotations

import pytest

from bot.app import Desk
from bot.staff.values import NewStaff, Staff
from tests.connectors.console.fakes import PASSWORD, Client

HOOK = {"url": "https://example.com/told", "events": ["message.created", "ticket.opened"]}


@pytest.fixture
async def staff(desk: Desk, staff: dict[str, Staff]) -> dict[str, Staff]:
    """Sam, who administers, beside the others."""
    async with desk.services() as services:
        sam = await services.staff.create(NewStaff("Sam", "sam@example.com", "administrator", password=PASSWORD))
    return {**staff, "sam": sam}


async def test_the_secret_is_shown_once(client: Client) -> None:
    sam = await client("sam")
    made = await sam.post("/api/v1/webhooks", json=HOOK)
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    listed = (await sam.get("/api/v1/webhooks")).json()
    assert [one["url"] for one in listed["items"]] == [HOOK["url"]]
    assert "whsec_" not in str(listed)


async def test_it_can_be_tested_switched_off_and_removed(client: Client) -> None:
    sam = await client("sam")
    path = f"/api/v1/webhooks/{(await sam.post('/api/v1/webhooks', json=HOOK)).json()['id']}"
    assert (await sam.post(f"{path}/test")).json()["state"] == "pending"
    assert (await sam.get("/api/v1/webhooks")).json()["items"][0]["waiting"] == 1
    call = (await sam.get(f"{path}/calls")).json()["items"][0]
    assert (await sam.post(f"{path}/calls/{call['id']}/again")).status_code == 202
    assert (await sam.patch(path, json={"active": False})).json()["reason"] == "by_hand"
    assert (await sam.delete(path)).status_code == 204
    assert (await sam.delete(path)).status_code == 404


@pytest.mark.parametrize(
    "body", [{**HOOK, "url": "gopher://x"}, {**HOOK, "events": []}, {**HOOK, "events": ["no.such"]}, {"url": 1}, {}]
)
async def test_refuses_what_cannot_be_told(client: Client, body: dict[str, object]) -> None:
    sam = await client("sam")
    answer = await sam.post("/api/v1/webhooks", json=body)
    assert answer.status_code == 422
    assert answer.json()["message"]


async def test_agents_do_not_see_who_is_told(client: Client) -> None:
    anna = await client("anna")
    assert (await anna.get("/api/v1/webhooks")).status_code == 403
    assert (await anna.post("/api/v1/webhooks", json=HOOK)).status_code == 403
