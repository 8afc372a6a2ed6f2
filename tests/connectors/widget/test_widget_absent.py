"""How soon a person answers, and messages left while people are away."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.conversations.values import QUEUE
from bot.staff.values import NewStaff
from tests.connectors.widget.fakes import ALWAYS, COMPANY, ScriptedBrain

LEFT = {"client_id": "left-left-1", "text": "Please call me about Kyoto", "contact": "+49 151 12345678", "name": "Anna"}


@pytest.fixture
async def away(desk: Desk) -> None:
    weekdays = {day: hours for day, hours in ALWAYS.items() if day == "mon"}
    async with desk.services() as services:
        await services.company.publish(replace(COMPANY, hours=weekdays))


async def leave(traveller: httpx.AsyncClient, **other: Any) -> httpx.Response:
    return await traveller.post("/widget/v1/leave", json={**LEFT, **other})


async def outlook(traveller: httpx.AsyncClient) -> dict[str, Any]:
    return dict((await traveller.get("/widget/v1/outlook")).json())


async def test_tells_how_soon_somebody_answers(traveller: httpx.AsyncClient, desk: Desk) -> None:
    async with desk.services() as services:
        anna = await services.staff.create(NewStaff("Anna", "anna@example.com"))
        await services.presence.seen(anna.id)
    assert await outlook(traveller) == {"open": True, "opens": None, "position": 1, "wait": "5 minutes"}


async def test_says_that_nobody_is_there_in_the_middle_of_the_day(traveller: httpx.AsyncClient) -> None:
    assert await outlook(traveller) == {"open": False, "opens": None, "position": 1, "wait": "5 minutes"}


async def test_tells_when_people_are_back(traveller: httpx.AsyncClient, away: None) -> None:
    told = await outlook(traveller)
    # Monday begins in Shanghai, where the company is.
    assert (told["open"], told["opens"]) == (False, "2026-11-22T16:00:00+00:00")


async def test_a_message_left_waits_in_the_queue_under_a_ticket(
    traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain, away: None
) -> None:
    answer = await leave(traveller)
    assert answer.status_code == 202, answer.text
    page = (await traveller.get("/widget/v1/messages")).json()
    assert page["owner"]["owner"] == "queue"
    assert [one["author"] for one in page["messages"]] == ["traveller", "assistant"]
    assert answer.json()["ticket"] in page["messages"][1]["text"]
    assert "24 hours" in page["messages"][1]["text"]
    assert brain.asked == []
    async with desk.services() as services:
        listed = (await services.conversations.list("queue"))[0].conversation
        ticket = (await services.tickets.of_conversation(listed.id))[0]
    assert (listed.owner, listed.summary) == (
        QUEUE,
        {"name": "Anna", "contact": "+4915112345678", "reason": "message_left"},
    )
    assert (ticket.kind, ticket.facts["contact"]) == ("callback", "+4915112345678")


async def test_twice_the_same_is_one_ticket(traveller: httpx.AsyncClient) -> None:
    first, second = (await leave(traveller)).json(), (await leave(traveller)).json()
    assert first["ticket"] == second["ticket"]
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert len((await traveller.get("/widget/v1/messages")).json()["messages"]) == 2


@pytest.mark.parametrize("contact", ["", "call me", "12", "anna@", "\u202e"])
async def test_asks_for_a_way_to_reach_them(traveller: httpx.AsyncClient, contact: str) -> None:
    answer = await leave(traveller, contact=contact)
    assert (answer.status_code, answer.json()["error"]) == (400, "contact")
    assert (await traveller.get("/widget/v1/messages")).json()["messages"] == []


async def test_a_blank_message_is_none(traveller: httpx.AsyncClient) -> None:
    assert (await leave(traveller, text=" \u200b ")).json()["error"] == "empty"


async def test_a_colleague_who_has_the_talk_keeps_it(traveller: httpx.AsyncClient, desk: Desk) -> None:
    await leave(traveller)
    async with desk.services() as services:
        maria = await services.staff.create(NewStaff("Maria", "maria@example.com"))
        chat = (await services.conversations.list("queue"))[0].conversation.id
        await services.conversations.take(chat, maria.id)
    assert (await leave(traveller, client_id="left-left-2")).status_code == 202
    page = (await traveller.get("/widget/v1/messages")).json()
    assert page["owner"]["owner"] == "agent"
    assert [one["author"] for one in page["messages"]][-2:] == ["traveller", "system"]


async def test_a_stranger_leaves_nothing(web: httpx.AsyncClient) -> None:
    assert (await web.post("/widget/v1/leave", json=LEFT)).status_code == 401
    assert (await web.get("/widget/v1/outlook")).status_code == 401
