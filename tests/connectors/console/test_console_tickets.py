"""Tickets through the console's door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.core.clock import FixedClock
from bot.staff.values import NewStaff, Staff
from tests.connectors.console.fakes import PASSWORD, Client

TICKETS = "/api/v1/tickets"
CASE = {"client_id": "case-00001", "category": "hotel", "text": "The room was dirty"}
MONEY = {"amount": "200", "currency": "CNY"}


@pytest.fixture
async def staff(desk: Desk, staff: dict[str, Staff]) -> dict[str, Staff]:
    """Max leads customer service, Ben books, Dee designs."""
    people = {
        "max": NewStaff("Max Lead", "max@example.com", "lead", languages=("en",), password=PASSWORD),
        "ben": NewStaff("Ben Book", "ben@example.com", languages=("en",), password=PASSWORD, team="booking"),
        "dee": NewStaff("Dee Sign", "dee@example.com", languages=("en",), password=PASSWORD, team="itinerary_design"),
    }
    async with desk.services() as services:
        return {**staff, **{name: await services.staff.create(one) for name, one in people.items()}}


async def opened(http: httpx.AsyncClient, chat: str | None = None, **more: object) -> dict[str, Any]:
    """Open a case, of a chat or of none."""
    answer = await http.post(TICKETS, json={**CASE, "conversation": chat, **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def did(http: httpx.AsyncClient, reference: str, verb: str, **body: object) -> dict[str, Any]:
    """Do something with a ticket, and give what it is afterwards."""
    answer = await http.post(f"{TICKETS}/{reference}/{verb}", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_case_goes_from_the_chat_to_its_end(client: Client, desk: Desk, chat: str) -> None:
    anna = await client("anna")
    case = await opened(anna, chat, wish="Money back")
    reference = case["ticket"]["reference"]
    assert case["live"] and case["told"] == ["The room was dirty"] and case["ticket"]["state"] == "open"
    assert "propose" in case["can"] and "approve" not in case["can"]
    await did(anna, reference, "assign", staff=(await anna.get("/api/v1/me")).json()["id"])
    proposed = await did(anna, reference, "propose", kind="partial_refund", money=MONEY, note="Es tut uns leid")
    assert (proposed["ticket"]["state"], proposed["ticket"]["waits"]) == ("awaiting_answer", "answer")
    said = (await anna.get(f"/api/v1/conversations/{chat}")).json()["messages"][-1]
    assert "200" in said["text"] and "Es tut uns leid" in said["text"] and len(said["buttons"]) == 2
    async with desk.services() as services:
        ticket = (await services.tickets.of_conversation(chat))[0]
        await services.tickets.answer(ticket.id, 1, True, "traveller", "chat")
    accepted = (await anna.get(f"{TICKETS}/{reference}")).json()
    assert accepted["remedies"][0]["state"] == "accepted" and accepted["ticket"]["by_traveller"]
    await did(anna, reference, "pay", money=MONEY, method="bank_transfer")
    await did(anna, reference, "follow-up", on="2026-03-20")
    resolved = await did(anna, reference, "resolve", cause="supplier_quality", text="Refunded in part")
    assert (resolved["ticket"]["state"], resolved["ticket"]["waits"]) == ("resolved", "confirmation")
    assert len((await anna.get(f"/api/v1/conversations/{chat}")).json()["messages"][-1]["buttons"]) == 2
    await did(anna, reference, "confirm")
    closed = await did(anna, reference, "close")
    assert closed["can"] == ["note", "follow_up", "link", "pay", "reopen"]
    assert [event["words"] for event in closed["events"]][:3] == [
        "Opened by Anna Berg",
        "Assigned to Anna Berg by Anna Berg",
        "Proposed by Anna Berg: a partial refund of CN¥200",
    ]


async def test_above_the_limit_a_lead_agrees_before_the_traveller_hears(client: Client, chat: str) -> None:
    anna, boss = await client("anna"), await client("max")
    reference = (await opened(anna, chat))["ticket"]["reference"]
    before = len((await anna.get(f"/api/v1/conversations/{chat}")).json()["messages"])
    money = {"amount": "800", "currency": "CNY"}
    asked = await did(anna, reference, "propose", kind="compensation", money=money)
    assert asked["ticket"]["waits"] == "approval"
    assert (await anna.post(f"{TICKETS}/{reference}/approve", json={})).status_code == 403
    board = (await boss.get(f"{TICKETS}/board", params={"waits": "approval"})).json()
    assert {one["state"]: one["count"] for one in board["columns"]}["in_progress"] == 1
    refused = await boss.post(f"{TICKETS}/{reference}/decline", json={"reason": " "})
    assert (refused.status_code, refused.json()["error"]) == (422, "ticket_choice")
    assert len((await anna.get(f"/api/v1/conversations/{chat}")).json()["messages"]) == before
    approved = await did(boss, reference, "approve", reason="fair")
    assert approved["remedies"][0]["approved_by"] == "Max Lead"
    assert len((await anna.get(f"/api/v1/conversations/{chat}")).json()["messages"]) == before + 1


async def test_nobody_approves_their_own_proposal(client: Client, chat: str) -> None:
    boss = await client("max")
    reference = (await opened(boss, chat))["ticket"]["reference"]
    money = {"amount": "3001", "currency": "CNY"}
    assert (await did(boss, reference, "propose", kind="voucher", money=money))["ticket"]["waits"] == "approval"
    answer = await boss.post(f"{TICKETS}/{reference}/approve", json={})
    assert (answer.status_code, answer.json()["error"]) == (422, "ticket_not_own")


async def test_the_slower_of_two_is_told_by_name(client: Client, chat: str) -> None:
    anna, lin = await client("anna"), await client("lin")
    case = await opened(anna, chat)
    reference, last = case["ticket"]["reference"], case["last"]
    await did(anna, reference, "sort", severity="serious", expect=last)
    answer = await lin.post(f"{TICKETS}/{reference}/propose", json={"kind": "apology", "expect": last})
    assert (answer.status_code, answer.json()["error"]) == (409, "ticket_changed")
    assert "Anna Berg" in answer.json()["message"]


async def test_what_one_may_not_see_does_not_exist(client: Client, chat: str) -> None:
    anna, ben, nina = await client("anna"), await client("ben"), await client("nina")
    reference = (await opened(anna, chat))["ticket"]["reference"]
    for path in (f"{TICKETS}/{reference}", f"{TICKETS}/TK-ZZZZZZ"):
        hidden = await ben.get(path)
        assert (hidden.status_code, hidden.json()["error"]) == (404, "ticket_unknown")
    assert (await ben.post(f"{TICKETS}/{reference}/note", json={"text": "hi"})).status_code == 404
    assert (await ben.get(TICKETS)).json()["items"] == []
    assert (await ben.get(TICKETS, params={"conversation": chat})).status_code == 404
    seen = (await nina.get(f"{TICKETS}/{reference}")).json()
    assert seen["can"] == []
    assert (await nina.post(f"{TICKETS}/{reference}/note", json={"text": "hi"})).status_code == 403


async def test_a_work_order_is_done_there_and_checked_here(client: Client, chat: str) -> None:
    anna, ben, dee = await client("anna"), await client("ben"), await client("dee")
    reference = (await opened(anna, chat))["ticket"]["reference"]
    order = await did(anna, reference, "work-orders", team="booking", what="Ask the hotel", due="2026-03-11T02:00:00Z")
    assert order["orders"][0]["can"] == ["cancelled"]
    assert (await dee.get(f"{TICKETS}/{reference}")).status_code == 404
    (row,) = (await ben.get(TICKETS, params={"orders": "true"})).json()["items"]
    assert row["reference"] == reference
    theirs = (await ben.get(f"{TICKETS}/{reference}")).json()
    assert theirs["orders"][0]["can"] == ["accepted", "refused"]
    assert (await anna.post(f"{TICKETS}/{reference}/work-orders/1/accept", json={})).status_code == 403
    await did(ben, reference, "work-orders/1/accept")
    await did(ben, reference, "work-orders/1/done", text="They admit it")
    stopped = await anna.post(f"{TICKETS}/{reference}/close", json={})
    assert (stopped.status_code, stopped.json()["error"]) == (422, "ticket_not_orders")
    assert (await ben.post(f"{TICKETS}/{reference}/work-orders/1/confirm", json={})).status_code == 403
    checked = await did(anna, reference, "work-orders/1/confirm")
    assert (checked["orders"][0]["state"], checked["orders"][0]["said"]) == ("confirmed", "")
    assert (await did(anna, reference, "close"))["ticket"]["state"] == "closed"


async def test_on_the_phone_the_colleague_records_the_answer(client: Client) -> None:
    anna = await client("anna")
    call = {
        "client_id": "contact-0001", "channel": "phone", "name": "Anna S", "address": "+4915112345678",
        "language": "de", "text": "Das Zimmer war schmutzig", "complaint": True,
    }  # fmt: skip
    reference = (await anna.post("/api/v1/contacts", json=call)).json()["ticket"]
    proposed = await did(anna, reference, "propose", kind="voucher", money=MONEY)
    assert (proposed["live"], proposed["ticket"]["waits"]) == (False, "answer")
    refused = await did(anna, reference, "answer", accepts=False)
    assert (refused["ticket"]["state"], refused["remedies"][0]["state"]) == ("in_progress", "refused")
    again = await anna.post(f"{TICKETS}/{reference}/answer", json={"accepts": True})
    assert (again.status_code, again.json()["error"]) == (422, "ticket_not_proposal")


async def test_the_same_client_id_opens_one_case(client: Client, chat: str) -> None:
    anna = await client("anna")
    first, again = await opened(anna, chat), await opened(anna, chat)
    assert first["ticket"]["reference"] == again["ticket"]["reference"]


async def test_bad_input_opens_nothing(client: Client, chat: str) -> None:
    anna = await client("anna")
    wrong: list[dict[str, object]] = [
        {"category": "astrology"}, {"severity": "awful"}, {"kind": "poem"}, {"text": ""}, {"booking": "TD-ZZZZZZ"},
        {"client_id": "a b"}, {"more": 1},
    ]  # fmt: skip
    for one in wrong:
        assert (await anna.post(TICKETS, json={**CASE, "conversation": chat, **one})).status_code == 422, one
    assert (await anna.get(TICKETS, params={"conversation": chat})).json()["items"] == []


BAD_CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("assign", {"staff": "nobody"}),
    ("assign", {}),
    ("propose", {"kind": "voucher"}),
    ("propose", {"kind": "voucher", "money": {"amount": "-1", "currency": "CNY"}}),
    ("propose", {"kind": "voucher", "money": {"amount": "1e9", "currency": "CNY"}}),
    ("propose", {"kind": "voucher", "money": {"amount": "5", "currency": "yuan"}}),
    ("resolve", {"text": "done"}),
    ("resolve", {"text": "done", "cause": "bad_luck"}),
    ("follow-up", {"on": "2020-01-01"}),
    ("follow-up", {"on": "soon"}),
    ("link", {"reference": "nonsense"}),
    ("work-orders", {"team": "pirates", "what": "x"}),
    ("work-orders", {"team": "booking", "what": "x", "due": "2026-03-11T02:00:00"}),
    ("work-orders/7/done", {}),
    ("work-orders/1/dance", {}),
    ("withdraw", {}),
    ("confirm", {}),
    ("reopen", {}),
]


async def test_bad_changes_are_told_in_a_sentence_and_change_nothing(client: Client, chat: str) -> None:
    anna = await client("anna")
    case = await opened(anna, chat)
    for verb, body in BAD_CHANGES:
        answer = await anna.post(f"{TICKETS}/{case['ticket']['reference']}/{verb}", json=body)
        assert answer.status_code in (404, 422) and "console_" not in answer.json()["message"], (verb, body)
    after = (await anna.get(f"{TICKETS}/{case['ticket']['reference']}")).json()
    assert after["last"] == case["last"]


async def test_lists_page_filter_and_find(client: Client, clock: FixedClock) -> None:
    boss = await client("max")
    references = []
    for number in range(3):
        case = await opened(boss, client_id=f"case-1000{number}", category="hotel" if number else "guide")
        references.append(case["ticket"]["reference"])
        clock.advance(timedelta(minutes=1))
    newest = (await boss.get(TICKETS)).json()
    assert [row["reference"] for row in newest["items"]] == references[::-1] and newest["after"] is None
    found = (await boss.get(TICKETS, params={"q": references[1].lower().replace("-", " ")})).json()["items"]
    assert [row["reference"] for row in found] == [references[1]]
    assert len((await boss.get(TICKETS, params={"category": "hotel", "state": "open"})).json()["items"]) == 2
    clock.advance(timedelta(hours=24))
    boss = await client("max")
    board = (await boss.get(f"{TICKETS}/board", params={"overdue": "true", "owner": "none"})).json()["columns"]
    assert [(one["state"], one["count"]) for one in board] == [
        ("open", 3), ("in_progress", 0), ("awaiting_answer", 0), ("resolved", 0)
    ]  # fmt: skip
    assert all(row["overdue"] for row in board[0]["items"])
    for wrong in ({"after": "yesterday"}, {"after": "2026-03-10T02:00:00~x"}, {"state": "lost"}, {"sort": "size"}):
        assert (await boss.get(TICKETS, params=wrong)).status_code == 422


async def test_the_forms_offer_what_there_is(client: Client) -> None:
    anna, lin = await client("anna"), await client("lin")
    options = (await anna.get("/api/v1/ticket-options")).json()
    assert {"code": "hotel", "name": "Hotel"} in options["categories"]["complaint"]
    assert options["limits"]["CNY"] == "500.00 CNY"
    team = next(one for one in options["teams"] if one["code"] == "customer_service")
    assert "Lin Yue" in [person["name"] for person in team["people"]]
    chinese = (await lin.get("/api/v1/ticket-options")).json()
    assert all(one["name"] and not one["name"].startswith("console_") for one in chinese["causes"])
