"""Customers over the API: who may see whom, what is covered, what is on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.audit.values import Entry
from bot.core.clock import FixedClock
from bot.customers.values import Customer, NewCustomer
from bot.services import Services
from bot.staff.values import NewStaff, Staff
from tests.connectors.console.fakes import PASSWORD, Client, Guest, say
from tests.dossiers.people import ANNA, WANG, book, complain
from tests.facts import publish

CLIENT_ID = "client-0001"


@pytest.fixture
async def staff(staff: dict[str, Staff], desk: Desk) -> dict[str, Staff]:
    """Kaito books, Zhao leads, Sam administers; beside the colleagues of every test."""
    people = {
        "kaito": NewStaff("Kaito Mori", "kaito@example.com", team="booking", languages=("en",), password=PASSWORD),
        "zhao": NewStaff("Zhao", "zhao@example.com", "lead", team="management", languages=("en",), password=PASSWORD),
        "sam": NewStaff("Sam", "sam@example.com", "administrator", team="management", password=PASSWORD),
    }
    async with desk.services() as services:
        return staff | {name: await services.staff.create(one) for name, one in people.items()}


@pytest.fixture
async def anna(desk: Desk) -> Customer:
    """A customer with a booking and a ticket."""
    async with desk.services() as services:
        departure = await publish(services)
        customer = await services.customers.register(ANNA)
        await book(services, departure, customer.id, "TD-ABC234")
        await complain(services, customer.id)
        return customer


async def enter(desk: Desk, person: NewCustomer) -> Customer:
    async with desk.services() as services:
        return await services.customers.register(person)


async def audited(desk: Desk, thing: str) -> list[Entry]:
    async with desk.services(write=False) as services:
        actions = ["seen", "revealed", "changed", "merged", "merge_undone", "erased", "linked", "unlinked", "noted"]
        return list(await services.audit.of_thing(thing, [f"customer.{one}" for one in actions]))


async def test_a_file_shows_what_is_sensitive_covered(client: Client, anna: Customer, desk: Desk) -> None:
    answer = await (await client("anna")).get(f"/api/v1/customers/{anna.id}")
    file = answer.json()
    assert answer.status_code == 200
    assert file["phone"] == {"field": "phone", "shown": "+49 151 ••••678"}
    assert file["email"]["shown"] == "a•••@example.com"
    (booking,) = file["bookings"]
    assert booking["travellers"][0]["passport"] == {"field": "passport:TD-ABC234:0", "shown": "••••••50"}
    assert booking["travellers"][0]["born"]["shown"] == "••••"
    for secret in ("12345678", "anna@", "C9R42TT50", "1985"):
        assert secret not in answer.text
    assert [one["code"] for one in file["segments"]] == ["complained", "new", "family"]


async def test_every_look_is_on_record_and_never_what_was_seen(client: Client, anna: Customer, desk: Desk) -> None:
    berg = await client("anna")
    await berg.get(f"/api/v1/customers/{anna.id}")
    shown = await berg.post(f"/api/v1/customers/{anna.id}/reveal", json={"field": "phone", "reason": "call"})
    payments = await berg.post(f"/api/v1/customers/{anna.id}/reveal", json={"field": "payments:TD-ABC234"})
    nothing = await berg.post(f"/api/v1/customers/{anna.id}/reveal", json={"field": "passport:TD-ABC234:1"})
    assert shown.json() == {"field": "phone", "value": "+4915112345678"}
    assert "deposit · CN¥1,000 · Visa or Mastercard" in payments.json()["value"]
    assert nothing.status_code == 404
    told = [(one.action, one.values) for one in reversed(await audited(desk, anna.id))]
    assert told == [
        ("customer.seen", None),
        ("customer.revealed", {"field": "phone", "reason": "call"}),
        ("customer.revealed", {"field": "payments:TD-ABC234"}),
    ]


async def test_only_auditors_are_told_who_looked(client: Client, anna: Customer) -> None:
    berg, sam = await client("anna"), await client("sam")
    await berg.post(f"/api/v1/customers/{anna.id}/reveal", json={"field": "phone"})
    looks = (await sam.get(f"/api/v1/customers/{anna.id}/looks")).json()["items"]
    assert [(one["by"], one["words"]) for one in looks] == [("Anna Berg", "saw the phone number")]
    assert (await berg.get(f"/api/v1/customers/{anna.id}/looks")).status_code == 403


async def test_another_team_sees_only_whom_it_talks_with(
    client: Client, anna: Customer, desk: Desk, staff: dict[str, Staff]
) -> None:
    kaito, path = await client("kaito"), f"/api/v1/customers/{anna.id}"
    stranger = await kaito.get(path)
    unknown = await kaito.get("/api/v1/customers/nobody")
    assert (stranger.status_code, stranger.json()) == (unknown.status_code, unknown.json()) == (404, unknown.json())
    for answer in (
        await kaito.post(f"{path}/reveal", json={"field": "phone"}),
        await kaito.patch(path, json={"version": 1, "name": "X"}),
        await kaito.get(f"{path}/card"),
    ):
        assert answer.status_code == 404
    assert (await kaito.get("/api/v1/customers", params={"query": ANNA.phone})).json()["items"] == []
    chat = await say(desk, Guest("guest-9", "de", "Hallo"), "talk_to_human")
    async with desk.services() as services:
        await services.conversations.set_customer(chat, anna.id)
        await services.conversations.take(chat, staff["kaito"].id)
    assert (await kaito.get(path)).json()["chats"][0]["id"] == chat
    assert len((await kaito.get("/api/v1/customers")).json()["items"]) == 1


async def test_a_ticket_given_to_a_team_opens_its_customer_to_the_team(
    client: Client, anna: Customer, desk: Desk, staff: dict[str, Staff]
) -> None:
    kaito = await client("kaito")
    async with desk.services() as services:
        ticket = await complain(services, anna.id)
        await services.tickets.assign(ticket.id, staff["anna"].owner, staff["kaito"].id)
    file = (await kaito.get(f"/api/v1/customers/{anna.id}")).json()
    assert [one["reference"] for one in file["tickets"]] == [ticket.reference]  # and not the other one


async def test_somebody_is_found_by_the_beginning_of_a_name(client: Client, anna: Customer) -> None:
    berg = await client("anna")
    for query, found in (("schnei", 1), ("anna s", 1), ("TD-ABC234", 1), ("+49 151 12345678", 1), ("xyz", 0)):
        items = (await berg.get("/api/v1/customers", params={"query": query})).json()["items"]
        assert len(items) == found, query
    for query in ("a", "?" * 120):
        assert (await berg.get("/api/v1/customers", params={"query": query})).status_code == 200


async def test_who_may_open_anybodys_file(client: Client, anna: Customer) -> None:
    expected = {"anna": 200, "zhao": 200, "sam": 200, "kaito": 404, "nina": 403}
    found = {name: (await (await client(name)).get(f"/api/v1/customers/{anna.id}")).status_code for name in expected}
    assert found == expected


async def test_an_unseen_file_is_not_on_record_as_seen(client: Client, anna: Customer, desk: Desk) -> None:
    await (await client("kaito")).get(f"/api/v1/customers/{anna.id}")
    assert await audited(desk, anna.id) == []


async def test_the_slower_of_two_is_told_who_was_faster(client: Client, anna: Customer) -> None:
    berg, zhao, path = await client("anna"), await client("zhao"), f"/api/v1/customers/{anna.id}"
    first = await berg.patch(path, json={"version": 1, "email": "Neu@Example.com", "preferences": {"needs": ["halal"]}})
    second = await zhao.patch(path, json={"version": 1, "name": "Anne"})
    assert (first.status_code, first.json()["version"], first.json()["needs"][0]["code"]) == (200, 2, "halal")
    assert (second.status_code, second.json()["error"]) == (409, "customer_stale")
    assert "Anna Berg" in second.json()["message"]
    changed = [one["words"] for one in first.json()["timeline"] if "changed by" in one["words"]]
    assert changed == ["E-mail (was a•••@example.com), Preferences changed by Anna Berg"]


async def test_refuses_fields_that_cannot_be(client: Client, anna: Customer) -> None:
    berg = await client("anna")
    wrong: list[dict[str, Any]] = [
        {"phone": "none"},
        {"email": "nobody"},
        {"name": " "},
        {"language": "xx"},
        {"zone": "Mars/Crater"},
        {"country": "Germany"},
        {"preferences": {"needs": ["wings"]}},
        {"marketing": None},
        {"id": "x"},
        {"version": "latest"},
    ]
    for body in wrong:
        answer = await berg.patch(f"/api/v1/customers/{anna.id}", json={"version": 1, **body})
        assert (answer.status_code, bool(answer.json()["message"])) == (422, True), body


async def test_a_customer_entered_twice_by_a_retry_is_one(client: Client) -> None:
    berg, body = await client("anna"), {"client_id": CLIENT_ID, "name": "Omar", "phone": "+201000000017"}
    first, again = [await berg.post("/api/v1/customers", json=body) for _ in range(2)]
    other = await berg.post("/api/v1/customers", json={**body, "client_id": "client-0002"})
    assert first.status_code == 201
    assert first.json()["id"] == again.json()["id"]
    assert [one["id"] for one in other.json()["alike"]] == [first.json()["id"]]


async def test_markup_and_control_characters_are_kept_as_words(client: Client) -> None:
    body = {"client_id": CLIENT_ID, "name": "<script>x</script>\u202e\x00 A", "latin_name": "  "}
    file = (await (await client("anna")).post("/api/v1/customers", json=body)).json()
    assert (file["name"], file["latin_name"]) == ("<script>x</script> A", None)


async def test_a_chat_is_linked_and_unlinked(client: Client, anna: Customer, chat: str, desk: Desk) -> None:
    berg, path = await client("anna"), f"/api/v1/customers/{anna.id}"
    other = await enter(desk, WANG)
    async with desk.services() as services:
        ticket = await complain(services, None, chat)  # type: ignore[arg-type]
    linked = (await berg.post(f"{path}/accounts", json={"conversation": chat})).json()
    assert [one["id"] for one in linked["chats"]] == [chat]
    assert ticket.reference in [one["reference"] for one in linked["tickets"]]
    taken = await berg.post(f"/api/v1/customers/{other.id}/accounts", json={"conversation": chat})
    assert (taken.status_code, taken.json()["error"]) == (409, "customer_linked")
    unlinked = (await berg.delete(f"{path}/accounts/{linked['accounts'][0]['id']}")).json()
    assert (unlinked["accounts"], unlinked["chats"]) == ([], [])
    assert ticket.reference not in [one["reference"] for one in unlinked["tickets"]]


async def test_a_note_sent_twice_is_one(client: Client, anna: Customer) -> None:
    berg, body = await client("anna"), {"client_id": CLIENT_ID, "text": "Calls in the evening"}
    for _ in range(2):
        file = (await berg.post(f"/api/v1/customers/{anna.id}/notes", json=body)).json()
    assert [(one["by"], one["text"]) for one in file["notes"]] == [("Anna Berg", "Calls in the evening")]


async def test_two_records_are_compared_merged_and_made_two_again(client: Client, anna: Customer, desk: Desk) -> None:
    second = await enter(desk, NewCustomer("Anna S.", phone=ANNA.phone, zone="Europe/Berlin"))
    zhao, path = await client("zhao"), f"/api/v1/customers/{anna.id}"
    compared = (await zhao.get(f"{path}/merge", params={"other": second.id})).json()
    assert (compared["result"]["zone"], compared["result"]["name"]) == ("other", "survivor")
    wanted = {"other": second.id, "version": 1, "other_version": 1, "choices": {"name": "other"}}
    merged = (await zhao.post(f"{path}/merge", json=wanted)).json()
    assert (merged["name"], merged["zone"]) == ("Anna S.", "Europe/Berlin")
    again = await zhao.post(f"{path}/merge", json=wanted)
    assert (again.status_code, again.json()["error"]) == (409, "customer_stale")
    assert (await zhao.get(f"/api/v1/customers/{second.id}")).json()["id"] == anna.id
    (merge,) = merged["merges"]
    undone = (await zhao.post(f"{path}/merges/{merge['id']}/undo")).json()
    assert (undone["name"], undone["merges"], undone["alike"][0]["id"]) == ("Anna Schneider", [], second.id)
    assert (await zhao.post(f"{path}/merges/{merge['id']}/undo")).status_code == 409
    assert (await zhao.post(f"{path}/merges/nothing/undo")).status_code == 404


async def test_everything_is_exported_to_be_handed_over(client: Client, anna: Customer, chat: str, desk: Desk) -> None:
    zhao, path = await client("zhao"), f"/api/v1/customers/{anna.id}"
    await zhao.post(f"{path}/accounts", json={"conversation": chat})
    await zhao.post(f"{path}/notes", json={"client_id": CLIENT_ID, "text": "Between us"})
    answer = await zhao.get(f"{path}/export")
    document = answer.json()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert document["person"]["phone"] == ANNA.phone
    assert document["bookings"][0]["travellers"][0]["passport"] == "C9R42TT50"
    assert document["chats"][0]["messages"][0]["text"] == "Ich möchte mit einem Menschen sprechen"
    assert "Between us" not in answer.text
    assert (await (await client("sam")).get(f"{path}/looks")).json()["items"][0]["words"] == "exported everything"


async def test_agents_may_not_merge_export_or_erase(client: Client, anna: Customer) -> None:
    berg, path = await client("anna"), f"/api/v1/customers/{anna.id}"
    assert (await berg.get(f"{path}/merge", params={"other": anna.id})).status_code == 403
    assert (await berg.post(f"{path}/erase", json={"version": 1})).status_code == 403
    assert (await berg.get(f"{path}/export")).status_code == 403


async def test_an_erased_customer_is_gone_and_the_page_is_told(
    client: Client, anna: Customer, desk: Desk, clock: FixedClock
) -> None:
    zhao, path = await client("zhao"), f"/api/v1/customers/{anna.id}"
    refused = await zhao.post(f"{path}/erase", json={"version": 1})
    assert (refused.status_code, "TD-ABC234" in refused.json()["message"]) == (422, True)
    async with desk.services() as services:
        await end(services, anna)
    clock.advance(timedelta(days=60))
    zhao = await client("zhao")  # the session ended meanwhile
    assert (await zhao.post(f"{path}/erase", json={"version": 1})).status_code == 204
    gone = await zhao.get(path)
    assert (gone.status_code, gone.json()["error"]) == (410, "customer_erased")
    assert (await zhao.patch(path, json={"version": 2, "name": "X"})).status_code == 410
    assert (await zhao.get("/api/v1/customers")).json()["items"] == []
    assert (await audited(desk, anna.id))[0].action == "customer.erased"
    assert (await zhao.get("/api/v1/search", params={"q": "Schneider"})).json()["items"] == []


async def end(services: Services, customer: Customer) -> None:
    for ticket in await services.tickets.of_customer(customer.id):
        await services.tickets.record(ticket.id, "resolved", "agent:x")


async def test_the_list_is_paged_and_filtered(client: Client, anna: Customer, desk: Desk) -> None:
    for number in range(5):
        await enter(desk, NewCustomer(f"Guest {number}"))
    berg, names, after = await client("anna"), [], ""
    while True:
        page = (await berg.get("/api/v1/customers", params={"limit": 2, "after": after})).json()
        names += [one["name"] for one in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert sorted(names) == ["Anna Schneider", *(f"Guest {number}" for number in range(5))]
    complained = (await berg.get("/api/v1/customers", params={"segment": "complained"})).json()["items"]
    assert [one["name"] for one in complained] == ["Anna Schneider"]
    assert (await berg.get("/api/v1/customers", params={"after": "nonsense"})).status_code == 422


async def test_a_card_beside_a_chat_says_the_most_important(client: Client, anna: Customer) -> None:
    card = (await (await client("anna")).get(f"/api/v1/customers/{anna.id}/card")).json()
    assert (card["name"], card["phone"], card["open_tickets"]) == ("Anna Schneider", "+49 151 ••••678", 1)
    assert card["next_booking"] == "TD-ABC234 · Kyoto Gardens · Apr 10, 2026"


async def test_what_can_be_chosen_is_in_the_colleagues_language(client: Client) -> None:
    berg: httpx.AsyncClient = await client("anna")
    berg.cookies.set("tripdesk_console_language", "zh")
    options = (await berg.get("/api/v1/customers/options")).json()
    assert {"code": "vip", "name": "贵宾"} in options["segments"]
    assert {"code": "DE", "name": "德国"} in options["countries"]
    assert "Europe/Berlin" in options["zones"]
