"""Files, edits and ratings at the console."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.attachments.values import Location, NewFile
from bot.conversations.undoing import UNDO_WITHIN
from bot.core.clock import FixedClock
from bot.switchboard import Incoming
from tests.attachments import samples
from tests.connectors.console.fakes import Client

CHAT = ("widget", "guest-1")


async def carried(desk: Desk, client_id: str = "guest-file") -> str:
    """Let the waiting traveller send a picture; give its id."""
    picture = NewFile("room.png", samples.stream(samples.png()))
    stored = await desk.intake.take(*CHAT, client_id, picture)
    await desk.switchboard.accept(Incoming(*CHAT, client_id, attachments=(stored.id,)))
    await desk.switchboard.settle()
    return stored.id


async def look(anna: httpx.AsyncClient, chat: str) -> dict[str, Any]:
    return dict((await anna.get(f"/api/v1/conversations/{chat}")).json())


async def said_last(anna: httpx.AsyncClient, chat: str) -> dict[str, Any]:
    """Give what the traveller sent last."""
    return [one for one in (await look(anna, chat))["messages"] if one["author"] == "traveller"][-1]


async def send(anna: httpx.AsyncClient, chat: str, content: bytes, **query: str) -> httpx.Response:
    params = {"client_id": "agent-file-1", "name": "voucher.pdf", **query}
    return await anna.post(f"/api/v1/conversations/{chat}/files", params=params, content=content)


async def test_a_travellers_picture_is_shown_and_can_be_had(desk: Desk, client: Client, chat: str) -> None:
    file_id = await carried(desk)
    anna = await client("anna")
    [shown] = (await said_last(anna, chat))["attachments"]
    assert (shown["id"], shown["name"], shown["shown"], shown["words"]) == (file_id, "room.png", True, "Picture")
    answer = await anna.get(f"/api/v1/files/{file_id}")
    assert answer.content == samples.png()
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    rows = (await anna.get("/api/v1/conversations?list=queue")).json()["items"]
    assert rows[0]["last"]["text"] == "Picture"


async def test_nobody_gets_a_file_without_logging_in(desk: Desk, visitor: httpx.AsyncClient, chat: str) -> None:
    file_id = await carried(desk)
    assert (await visitor.get(f"/api/v1/files/{file_id}")).status_code == 401
    for token in ("", "forged", "x" * 300):
        headers = {"authorization": f"Bearer {token}"}
        assert (await visitor.get(f"/api/v1/files/{file_id}", headers=headers)).status_code == 401


async def test_a_file_that_is_none_is_404(client: Client) -> None:
    anna = await client("anna")
    answer = await anna.get("/api/v1/files/no-such")
    assert answer.status_code == 404 and answer.json()["message"]


async def test_a_place_is_told_with_a_link(desk: Desk, client: Client, chat: str) -> None:
    place = await desk.intake.take(*CHAT, "place-1", Location(35.01, 135.77, "Kyoto"))
    await desk.switchboard.accept(Incoming(*CHAT, "place-1", attachments=(place.id,)))
    await desk.switchboard.settle()
    [shown] = (await said_last(await client("anna"), chat))["attachments"]
    assert (shown["words"], shown["link"]) == ("Location · Kyoto · 35.01,135.77", "geo:35.01,135.77")


async def test_the_owner_sends_a_file_once(desk: Desk, client: Client, chat: str) -> None:
    anna = await client("anna")
    await anna.post(f"/api/v1/conversations/{chat}/take")
    content = samples.PDF + bytes(150_000)
    first, again = await send(anna, chat, content), await send(anna, chat, content)
    assert (first.status_code, first.json()["seq"]) == (200, again.json()["seq"])
    [shown] = first.json()["attachments"]
    assert (shown["name"], shown["kind"]) == ("voucher.pdf", "document")
    async with desk.services(write=False) as services:
        assert (await services.attachments.for_traveller(shown["id"], *CHAT)).size == len(content)
        deliveries = await services.conversations.deliveries(chat)
    assert first.json()["seq"] in deliveries


async def test_only_the_owner_may_send_one(client: Client, chat: str) -> None:
    anna, lin, nina = await client("anna"), await client("lin"), await client("nina")
    await anna.post(f"/api/v1/conversations/{chat}/take")
    assert (await send(lin, chat, samples.PDF)).status_code == 409
    assert (await send(nina, chat, samples.PDF)).status_code == 403


@pytest.mark.parametrize(
    ("content", "status"), [(samples.HTML, 415), (b"", 422), (samples.PDF + bytes(21_000_000), 413)]
)
async def test_agents_files_are_looked_at_too(client: Client, chat: str, content: bytes, status: int) -> None:
    anna = await client("anna")
    await anna.post(f"/api/v1/conversations/{chat}/take")
    answer = await send(anna, chat, content)
    assert answer.status_code == status and answer.json()["message"]


async def test_a_page_of_somebody_else_sends_nothing(client: Client, chat: str) -> None:
    anna = await client("anna")
    await anna.post(f"/api/v1/conversations/{chat}/take")
    del anna.headers["x-tripdesk-console"]
    assert (await send(anna, chat, samples.PDF)).status_code == 403


async def test_an_edited_message_is_shown_with_what_it_said_before(desk: Desk, client: Client, chat: str) -> None:
    await desk.switchboard.accept(Incoming(*CHAT, "said-1", "in May"))
    await desk.switchboard.settle()
    await desk.switchboard.edit(*CHAT, "said-1", "in June")
    await desk.switchboard.settle()
    message = await said_last(await client("anna"), chat)
    assert (message["text"], [one["text"] for one in message["edits"]]) == ("in June", ["in May"])


async def test_resolving_asks_once_and_the_rating_is_seen(
    desk: Desk, client: Client, chat: str, clock: FixedClock
) -> None:
    anna = await client("anna")
    for expected in (1, 1):
        await anna.post(f"/api/v1/conversations/{chat}/take")
        await anna.post(f"/api/v1/conversations/{chat}/resolve")
        clock.advance(UNDO_WITHIN)
        await desk.alarms.ring()
        asked = [one for one in (await look(anna, chat))["messages"] if len(one["buttons"]) == 5]
        assert len(asked) == expected and asked[0]["language"] == "de"
    await desk.switchboard.accept(Incoming(*CHAT, "rate-1", "4", "/rate_4"))
    await desk.switchboard.settle()
    await desk.switchboard.accept(Incoming(*CHAT, "rate-2", "Sehr nett"))
    await desk.switchboard.settle()
    seen = await look(anna, chat)
    [rating] = seen["ratings"]
    assert (rating["score"], rating["comment"], rating["by"]) == (4, "Sehr nett", "Anna Berg")
    assert {"label": "Ratings", "value": "4 of 5 · Sehr nett"} in seen["summary"]
    assert seen["conversation"]["status"] == "resolved"
