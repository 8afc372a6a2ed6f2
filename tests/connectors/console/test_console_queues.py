"""Presence, offers, transfers and the queues of teams, as the console's pages use them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from bot.app import Desk
from bot.assignment.values import OFFER_LASTS
from bot.core.clock import FixedClock
from bot.staff.values import NewStaff, Staff
from connectors.console.conversations.stream import follow
from tests.connectors.console.fakes import PASSWORD, Client, Guest, say
from tests.connectors.console.test_console_stream import follower, take

API = "/api/v1"
CHATS = f"{API}/conversations"
BOOKERS = {
    "kai": NewStaff("Kai Mori", "kai@example.com", team="booking", languages=("ja", "en"), password=PASSWORD),
    "lea": NewStaff("Lea Ott", "lea@example.com", "lead", team="management", languages=("de",), password=PASSWORD),
    "ada": NewStaff("Ada Min", "ada@example.com", "administrator", team="management", password=PASSWORD),
}


@pytest.fixture
async def staff(staff: dict[str, Staff], desk: Desk) -> dict[str, Staff]:
    """Anna and Lin (customer service), Nina (trainer), Kai (booking), Lea (lead), Ada (administrator)."""
    async with desk.services() as services:
        return staff | {name: await services.staff.create(one) for name, one in BOOKERS.items()}


async def offered(one: httpx.AsyncClient) -> list[str]:
    """The chats that are offered to somebody."""
    return [offer["conversation"] for offer in (await one.get(f"{API}/offers")).json()["items"]]


def to(client_id: str = "transfer-1", **where: object) -> dict[str, object]:
    return {"client_id": client_id, **where}


async def test_the_board_shows_who_is_here_team_by_team(client: Client, staff: dict[str, Staff]) -> None:
    anna = await client("anna")
    board = (await anna.get(f"{API}/presence")).json()["items"]
    assert [(one["name"], one["state"]) for one in board[:2]] == [("Anna Berg", "available"), ("Lin Yue", "away")]
    assert [one["team"] for one in board][3:] == ["booking", "management", "management"]
    assert board[0]["me"] and board[0]["capacity"] == 4 and board[0]["languages"][1] == {"code": "de", "name": "German"}


async def test_one_chooses_for_oneself_and_a_lead_for_others(client: Client, staff: dict[str, Staff]) -> None:
    anna, lea = await client("anna"), await client("lea")
    assert (await anna.put(f"{API}/presence", json={"state": "busy"})).json()["state"] == "busy"
    set_by_lead = await lea.put(f"{API}/presence/{staff['anna'].id}", json={"state": "away"})
    assert (set_by_lead.status_code, set_by_lead.json()["chosen"]) == (200, "away")
    refused = await anna.put(f"{API}/presence/{staff['lin'].id}", json={"state": "away"})
    unknown = await lea.put(f"{API}/presence/nobody", json={"state": "away"})
    wrong = await anna.put(f"{API}/presence", json={"state": "asleep"})
    assert [one.status_code for one in (refused, unknown, wrong)] == [403, 404, 422]


async def test_logging_out_is_being_away_at_once(client: Client, staff: dict[str, Staff]) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(f"{API}/logout")
    board = (await lin.get(f"{API}/presence")).json()["items"]
    assert {one["id"]: one["state"] for one in board}[staff["anna"].id] == "away"


async def test_an_offer_says_who_why_and_how_long_and_accepting_takes(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    await desk.dispatcher.round()
    [offer] = (await anna.get(f"{API}/offers")).json()["items"]
    assert offer["conversation"] == chat and offer["language_name"] == "German" and offer["seconds"] == 45
    assert offer["why"] == ["You write German.", "You hold no chat."] and offer["topic"] == "Price"
    row = (await anna.get(f"{CHATS}/{chat}")).json()["conversation"]
    assert row["offered_to_me"] and row["team"] == "customer_service" and row["offered_until"]
    assert (await anna.post(f"{CHATS}/{chat}/offer/accept")).json()["reply"]
    shown = (await anna.get(f"{CHATS}/{chat}")).json()
    assert await offered(anna) == [] and shown["conversation"]["mine"]
    assert [event["words"] for event in shown["events"]][1:] == ["Offered to Anna Berg", "Taken by Anna Berg"]


async def test_declining_asks_the_next_and_twice_is_once(client: Client, desk: Desk, chat: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    await desk.dispatcher.round()
    for _ in range(2):
        assert (await anna.post(f"{CHATS}/{chat}/offer/decline")).status_code == 204
    await desk.dispatcher.round()
    assert await offered(anna) == [] and await offered(lin) == [chat]
    events = (await lin.get(f"{CHATS}/{chat}")).json()["events"]
    assert [event["kind"] for event in events] == ["handed_off", "offered", "declined", "offered"]


async def test_two_who_accept_one_chat_are_told_who_was_faster(
    client: Client, desk: Desk, clock: FixedClock, chat: str
) -> None:
    anna, lin = await client("anna"), await client("lin")
    await desk.dispatcher.round()
    clock.advance(OFFER_LASTS)
    await desk.dispatcher.round()
    assert await offered(lin) == [chat]
    assert (await lin.post(f"{CHATS}/{chat}/offer/accept")).status_code == 200
    late = await anna.post(f"{CHATS}/{chat}/offer/accept")
    assert late.status_code == 409 and ("Lin Yue" in late.json()["message"] or "林悦" in late.json()["message"])


async def test_the_stream_tells_of_offers_to_me_and_of_presence(
    desk: Desk, client: Client, staff: dict[str, Staff], clock: FixedClock, chat: str
) -> None:
    events = follow(await follower(desk, None))
    pending = take(events, 3)
    clock.advance(timedelta(seconds=1))
    task = asyncio.ensure_future(pending)
    await asyncio.sleep(0.05)
    await client("lin")
    await desk.dispatcher.round()
    told = [(kind, data) for kind, data, _ in await task]
    assert ("presence", {"staff": staff["lin"].id}) in told
    assert ("offer", {"to": staff["anna"].id, "conversation": chat}) in told
    await events.aclose()  # type: ignore[attr-defined]


async def test_a_chat_goes_to_another_teams_queue_and_out_of_sight(
    client: Client, desk: Desk, staff: dict[str, Staff], chat: str
) -> None:
    anna, lin, kai = await client("anna"), await client("lin"), await client("kai")
    await anna.post(f"{CHATS}/{chat}/take")
    for _ in range(2):
        passed = await anna.post(f"{CHATS}/{chat}/transfer", json=to(team="booking", note="wants another date"))
        assert passed.json()["words"] == "Passed on: Booking.", passed.text
    shown = (await anna.get(f"{CHATS}/{chat}")).json()
    assert shown["conversation"]["team"] == "booking" and shown["conversation"]["position"] == 1
    assert [one["text"] for one in shown["messages"] if one["audience"] == "staff"] == ["wants another date"]
    [told] = [one for one in shown["messages"] if one["author"] == "system"][1:]
    assert told["language"] == "de" and "Buchungen" in told["text"]
    assert [event["words"] for event in shown["events"]][-1] == "Anna Berg passed the chat on to Booking"
    assert (await lin.get(f"{CHATS}/{chat}")).status_code == 404
    assert [row["id"] for row in (await lin.get(CHATS, params={"team": "booking"})).json()["items"]] == []
    assert [row["id"] for row in (await kai.get(CHATS)).json()["items"]] == [chat]
    await desk.dispatcher.round()
    [offer] = (await kai.get(f"{API}/offers")).json()["items"]
    assert (offer["by"], offer["note"]) == ("Anna Berg", "wants another date")


async def test_a_colleague_who_is_there_is_offered_it_and_one_who_is_not_is_named(
    client: Client, staff: dict[str, Staff], chat: str
) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(f"{CHATS}/{chat}/take")
    passed = (await anna.post(f"{CHATS}/{chat}/transfer", json=to(staff=staff["lin"].id))).json()
    assert (passed["offered"], passed["words"]) == (True, "Offered to Lin Yue.")
    assert await offered(lin) == [chat]
    await lin.post(f"{CHATS}/{chat}/offer/accept")
    later = (await lin.post(f"{CHATS}/{chat}/transfer", json=to(staff=staff["kai"].id))).json()
    assert (later["offered"], later["team"]) == (False, "booking") and "Kai Mori" in later["words"]


async def test_who_does_not_hold_a_chat_cannot_pass_it_on_but_a_lead_can(
    client: Client, staff: dict[str, Staff], chat: str
) -> None:
    anna, lin, lea = await client("anna"), await client("lin"), await client("lea")
    await anna.post(f"{CHATS}/{chat}/take")
    refused = await lin.post(f"{CHATS}/{chat}/transfer", json=to(team="booking"))
    assert refused.status_code == 409 and "Anna Berg" in refused.json()["message"]
    version = (await lea.get(f"{CHATS}/{chat}")).json()["conversation"]["version"]
    stale = await lea.post(f"{CHATS}/{chat}/transfer", json=to("transfer-2", team="booking", version=version - 1))
    given = await lea.post(f"{CHATS}/{chat}/transfer", json=to("transfer-3", team="booking", version=version))
    assert (stale.status_code, given.status_code) == (409, 200)


@pytest.mark.parametrize(
    "where",
    [{"team": "marketing"}, {"team": "kitchen"}, {"staff": "nobody"}, {"staff": "nina"}, {"staff": "anna"}, {},
     {"team": "booking", "staff": "kai"}],
)  # fmt: skip
async def test_refuses_to_pass_on_to_nobody_to_oneself_or_to_two(
    client: Client, staff: dict[str, Staff], chat: str, where: dict[str, str]
) -> None:
    anna = await client("anna")
    await anna.post(f"{CHATS}/{chat}/take")
    if where.get("staff") in staff:
        where = where | {"staff": staff[where["staff"]].id}
    refused = await anna.post(f"{CHATS}/{chat}/transfer", json=to(**where))
    assert refused.status_code == 422 and refused.json()["message"]
    assert (await anna.get(f"{CHATS}/{chat}")).json()["conversation"]["mine"]


async def test_teams_say_who_is_here_and_what_waits(client: Client, staff: dict[str, Staff], chat: str) -> None:
    kai = await client("kai")
    teams = {one["team"]: one for one in (await kai.get(f"{API}/teams")).json()["items"]}
    assert (teams["customer_service"]["people"], teams["customer_service"]["waiting"]) == (2, 1)
    assert (teams["booking"]["here"], teams["booking"]["mine"], teams["booking"]["name"]) == (1, True, "Booking")
    assert teams["marketing"]["people"] == 0


async def test_a_queue_is_ones_teams_and_who_sees_all_chooses(
    client: Client, desk: Desk, staff: dict[str, Staff], chat: str
) -> None:
    kai, lea = await client("kai"), await client("lea")
    moved = await say(desk, Guest("b", "en", "change my booking"), "change_booking")
    found = {}
    for name, one, team in (("kai", kai, None), ("lea", lea, None), ("booking", lea, "booking")):
        rows = (await one.get(CHATS, params={"team": team} if team else {})).json()
        found[name] = ([(row["id"], row["position"]) for row in rows["items"]], rows["counts"]["queue"])
    assert found["kai"] == found["booking"] == ([(moved, 1)], 1)
    assert found["lea"][1] == 2 and set(found["lea"][0]) == {(chat, 1), (moved, 1)}
    everything = [row["id"] for row in (await kai.get(CHATS, params={"list": "all"})).json()["items"]]
    assert everything == [moved]


async def test_an_administrator_enters_and_changes_colleagues(client: Client, staff: dict[str, Staff]) -> None:
    ada, lea = await client("ada"), await client("lea")
    new = {"name": "Ben Roth", "email": "ben@example.com", "roles": ["agent", "trainer"], "languages": ["de", "en"]}
    entered = await ada.post(f"{API}/staff", json=new | {"skills": ["ask_price"], "capacity": 2})
    assert entered.status_code == 201 and entered.json()["roles"] == ["agent", "trainer"]
    changed = await ada.patch(f"{API}/staff/{entered.json()['id']}", json={"team": "booking", "capacity": 0})
    assert (changed.json()["team"], changed.json()["capacity"], changed.json()["skills"]) == (
        "booking",
        0,
        ["ask_price"],
    )
    records = (await lea.get(f"{API}/staff")).json()
    assert "Ben Roth" in [one["name"] for one in records["items"]] and records["topics"][0]["words"]
    assert {one["email"] for one in records["items"]} == {None}
    assert (await lea.post(f"{API}/staff", json=new)).status_code == 403


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"team": "kitchen"}, "no such team"),
        ({"roles": ["king"]}, "no such role"),
        ({"skills": ["magic"]}, "no such topic"),
        ({"languages": ["xx"]}, "do not speak"),
        ({"capacity": 99}, "check"),
        ({"name": "  "}, "give a name"),
        ({"roles": ["agent"]}, "must remain"),
        ({"active": False}, "must remain"),
    ],
)
async def test_refuses_a_record_that_cannot_be(
    client: Client, staff: dict[str, Staff], change: dict[str, object], words: str
) -> None:
    ada = await client("ada")
    refused = await ada.patch(f"{API}/staff/{staff['ada'].id}", json=change)
    assert refused.status_code == 422 and words in refused.json()["message"]
    assert (await ada.get(f"{API}/me")).json()["role"] == "administrator"


async def test_whoever_leaves_is_out_at_once_and_their_chats_wait_again(
    client: Client, desk: Desk, staff: dict[str, Staff], chat: str
) -> None:
    ada, anna, lin = await client("ada"), await client("anna"), await client("lin")
    await anna.post(f"{CHATS}/{chat}/take")
    assert (await ada.patch(f"{API}/staff/{staff['anna'].id}", json={"active": False})).status_code == 200
    assert (await anna.get(f"{API}/me")).status_code == 401
    assert "Anna Berg" not in [one["name"] for one in (await lin.get(f"{API}/presence")).json()["items"]]
    await desk.dispatcher.round()
    assert await offered(lin) == [chat]
