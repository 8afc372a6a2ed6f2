"""Calls and e-mails through the console's door."""

from __future__ import annotations

import pytest

from bot.app import Desk
from tests.connectors.console.fakes import Client

CONTACTS, CHATS = "/api/v1/contacts", "/api/v1/conversations"
CALL = {
    "client_id": "contact-0001",
    "channel": "phone",
    "name": "Anna Schneider",
    "address": "+49 151 12345678",
    "language": "de",
    "text": "Wo ist mein Fahrer?",
}


async def test_a_call_is_my_chat_with_everything_a_colleague_needs(client: Client, desk: Desk) -> None:
    anna = await client("anna")
    logged = (await anna.post(CONTACTS, json={**CALL, "complaint": True})).json()
    await desk.switchboard.settle()
    shown = (await anna.get(f"{CHATS}/{logged['conversation']}")).json()
    row, (said,) = shown["conversation"], shown["messages"]
    assert (logged["mine"], logged["duplicate"]) == (True, False)
    assert (row["channel"], row["traveller"], row["language"], row["mine"]) == ("phone", "Anna Schneider", "de", True)
    assert (said["author"], said["text"], said["gloss"]["intent"]) == ("traveller", CALL["text"], "check_booking")
    facts = {fact["label"]: fact["value"] for fact in shown["summary"]}
    assert (facts["Channel"], facts["Reached at"]) == ("Phone", "+49 1511 2345678")
    assert facts["Tickets"].startswith(logged["ticket"])
    assert facts["Reason"] == "written up by a colleague"


async def test_the_same_client_id_twice_is_one(client: Client) -> None:
    anna = await client("anna")
    first, again = [(await anna.post(CONTACTS, json=CALL)).json() for _ in range(2)]
    assert again == {**first, "duplicate": True}


async def test_it_goes_the_way_of_any_chat_and_no_notice_is_said(client: Client) -> None:
    anna, lin = await client("anna"), await client("lin")
    chat = f"{CHATS}/{(await anna.post(CONTACTS, json=CALL)).json()['conversation']}"
    written = {"client_id": "client-0001", "text": "Am Tor 4"}
    assert (await anna.post(f"{chat}/reply", json=written)).status_code == 200
    assert (await anna.post(f"{chat}/note", json={**written, "client_id": "client-0002"})).status_code == 200
    assert (await anna.post(f"{chat}/hand-back")).json()["take"]
    waiting = (await lin.get(CHATS, params={"list": "queue"})).json()["items"]
    assert [(row["traveller"], row["position"]) for row in waiting] == [("Anna Schneider", 1)]
    assert (await lin.post(f"{chat}/take")).status_code == 200
    assert (await lin.post(f"{chat}/resolve")).status_code == 200
    shown = (await lin.get(chat)).json()
    assert [one["author"] for one in shown["messages"]] == ["traveller", "agent", "agent"]
    assert (shown["conversation"]["status"], shown["ratings"]) == ("resolved", [])


async def test_a_chat_that_a_colleague_holds_is_named(client: Client) -> None:
    anna, lin = await client("anna"), await client("lin")
    await anna.post(CONTACTS, json=CALL)
    second = (await lin.post(CONTACTS, json={**CALL, "client_id": "contact-0002"})).json()
    assert (second["mine"], second["owner_name"], second["duplicate"]) == (False, "Anna Berg", False)


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        ({"address": "12"}, "contact_not_phone", "country code"),
        ({"channel": "email"}, "contact_not_email", "e-mail address"),
        ({"booking": "TD-ZZZZZZ"}, "contact_no_booking", "TD-ZZZZZZ"),
        ({"text": "  "}, "empty", "nothing"),
        ({"language": "xx"}, "input", "language"),
        ({"channel": "fax"}, "input", "channel"),
        ({"text": "x" * 20_001}, "input", "text"),
        ({"client_id": "a b"}, "input", "client_id"),
    ],
)
async def test_bad_input_is_told_in_a_sentence(client: Client, wrong: dict[str, str], code: str, words: str) -> None:
    anna = await client("anna")
    answer = await anna.post(CONTACTS, json={**CALL, **wrong})
    assert (answer.status_code, answer.json()["error"]) == (422, code)
    assert words in answer.json()["message"]
    assert (await anna.get(CHATS, params={"list": "all"})).json()["items"] == []


async def test_only_those_who_talk_to_travellers_write_contacts_up(client: Client) -> None:
    nina = await client("nina")
    answer = await nina.post(CONTACTS, json=CALL)
    assert (answer.status_code, answer.json()["error"]) == (403, "role")
    assert (await nina.get("/api/v1/me")).json()["talks"] is False


async def test_the_languages_are_named_in_the_agents(client: Client) -> None:
    anna = await client("anna")
    named = {one["code"]: one["name"] for one in (await anna.get("/api/v1/languages")).json()["items"]}
    assert len(named) == 16 and named["de"] == "German"
