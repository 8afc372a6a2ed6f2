"""What clocks go by, as administrators set it; the standards; why a chat is where it is."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from bot.app import Desk
from bot.conversations.values import URGENT
from bot.core.clock import FixedClock
from bot.staff.values import NewStaff, Staff
from tests.connectors.console.fakes import PASSWORD, Client, Guest, say

API = "/api/v1"
OFFICE = {
    "zone": "Europe/Berlin",
    "hours": {"mon": [["09:00", "12:00"], ["13:00", "18:00"]], "fri": [["22:00", "02:00"]]},
    "holidays": [{"name": "Strike", "starts": "2026-05-04", "ends": "2026-05-04", "hours": [["10:00", "11:00"]]}],
}


@pytest.fixture
async def staff(desk: Desk, staff: dict[str, Staff]) -> dict[str, Staff]:
    """Sam, who administers, beside the others."""
    async with desk.services() as services:
        sam = await services.staff.create(NewStaff("Sam", "sam@example.com", "administrator", password=PASSWORD))
    return {**staff, "sam": sam}


async def test_everybody_sees_the_rules_and_administrators_change_them(client: Client) -> None:
    anna, sam = await client("anna"), await client("sam")
    setting = (await anna.get(f"{API}/clocks")).json()
    assert setting["rules"]["policies"]["normal"]["first_response"] == 60
    assert (setting["version"], setting["rules"]["warn_minutes"]) == (0, 15)
    rules = {**setting["rules"], "warn_minutes": 20, "calendars": {"booking": OFFICE}}
    assert (await anna.put(f"{API}/clocks", json={"version": 0, "rules": rules})).status_code == 403
    saved = await sam.put(f"{API}/clocks", json={"version": 0, "rules": rules})
    assert (saved.status_code, saved.json()["version"]) == (200, 1)
    assert (await anna.get(f"{API}/clocks")).json()["rules"] == rules


async def test_a_stale_page_overwrites_nothing(client: Client) -> None:
    sam = await client("sam")
    change = {"version": 0, "rules": (await sam.get(f"{API}/clocks")).json()["rules"]}
    assert (await sam.put(f"{API}/clocks", json=change)).status_code == 200
    assert (await sam.put(f"{API}/clocks", json=change)).status_code == 409


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("calendars", "booking", "zone"), "Mars/Olympus"),
        (("calendars", "booking", "hours", "mon"), [["09:00", "12:00"], ["11:00", "18:00"]]),
        (("calendars", "booking", "hours", "mon"), [["22:00", "02:00"], ["23:00", "23:30"]]),
        (("calendars", "booking", "hours", "mon"), [["09:00"]]),
        (("calendars", "booking", "hours", "mon"), [["9 am", "noon"]]),
        (("calendars", "booking", "holidays", 0, "ends"), "2026-05-03"),
        (("calendars", "booking", "holidays", 0, "ends"), "05-04"),
        (("calendars", "booking", "holidays", 0, "starts"), "2026-02-30"),
        (("calendars", "nobody"), OFFICE),
        (("policies", "normal", "first_response"), 0),
        (("policies", "normal", "first_response"), "soon"),
        (("policies", "normal"), None),
        (("trip", "share_percent"), 101),
        (("trip", "without_time"), "25:00"),
        (("warn_minutes",), -1),
        (("answered_within_hours",), 10**9),
    ],
)
async def test_refuses_rules_that_make_no_sense(client: Client, path: tuple[Any, ...], value: object) -> None:
    sam = await client("sam")
    rules = deepcopy({**(await sam.get(f"{API}/clocks")).json()["rules"], "calendars": {"booking": OFFICE}})
    *way, last = path
    inner: Any = rules
    for step in way:
        inner = inner[step]
    inner[last] = value
    answer = await sam.put(f"{API}/clocks", json={"version": 0, "rules": rules})
    assert answer.status_code == 422
    assert answer.json()["message"]


async def test_the_standards_are_there_from_the_first_day(client: Client) -> None:
    anna = await client("anna")
    found = (await anna.get(f"{API}/standards", params={"days": 7})).json()
    assert (found["days"], found["satisfaction_percent"], found["answered_within_hours"]) == (7, 90, 24)
    assert (found["whole"]["asked"], found["whole"]["mean"], found["teams"]) == (0, None, [])
    assert (await anna.get(f"{API}/standards", params={"days": 0})).status_code == 422


async def test_an_answer_counts_for_colleague_team_and_language(client: Client, desk: Desk) -> None:
    anna = await client("anna")
    chat = await say(desk, Guest("g", "de", "Wo ist mein Fahrer?"), "talk_to_human")
    await anna.post(f"{API}/conversations/{chat}/take")
    await anna.post(f"{API}/conversations/{chat}/reply", json={"client_id": "abcdefgh", "text": "Here"})
    found = (await anna.get(f"{API}/standards")).json()
    assert found["whole"]["clocks"]["first_response"] == {"kept": 1, "breached": 0, "median": 0}
    assert [one["name"] for one in found["people"]] == ["Anna Berg"]
    assert [one["id"] for one in found["languages"]] == ["de"]


async def test_a_row_says_why_it_is_where_it_is(client: Client, desk: Desk, clock: FixedClock) -> None:
    anna = await client("anna")
    chat = await say(desk, Guest("g", "de", "Hallo?"), "talk_to_human")
    clock.advance(timedelta(minutes=48))
    [row] = (await anna.get(f"{API}/conversations")).json()["items"]
    assert (row["due_kind"], row["overdue"], row["warning"]) == ("first_response", False, True)
    assert row["why"] == "First answer due in 12 min"
    clock.advance(timedelta(minutes=15))
    [row] = (await anna.get(f"{API}/conversations")).json()["items"]
    assert (row["overdue"], row["warning"], row["why"]) == (True, False, "First answer 3 min late")
    await anna.post(f"{API}/conversations/{chat}/take")
    await anna.post(f"{API}/conversations/{chat}/reply", json={"client_id": "abcdefgh", "text": "Here"})
    detail = (await anna.get(f"{API}/conversations/{chat}")).json()
    assert (detail["conversation"]["due_at"], detail["conversation"]["why"]) == (None, "Waiting for the traveller")


async def test_an_emergency_says_so(client: Client, desk: Desk) -> None:
    lin = await client("lin")
    await say(desk, Guest("g", "zh", "被抢了"), "report_emergency", URGENT)
    [row] = (await lin.get(f"{API}/conversations")).json()["items"]
    assert row["why"].startswith("紧急情况")
