"""Files through the widget's door: one in, shown in the chat, out to its own traveller and nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.core.clock import FixedClock
from tests.attachments import samples
from tests.connectors.widget.fakes import ScriptedBrain

FILES = "/widget/v1/files"


async def upload(
    traveller: httpx.AsyncClient, content: bytes = b"", client_id: str = "upload-1", name: str = "room.png", **more: Any
) -> httpx.Response:
    query = {"client_id": client_id, "name": name}
    return await traveller.post(FILES, params=query, content=content or samples.png(), **more)


async def send(traveller: httpx.AsyncClient, *ids: str, client_id: str = "client-1", **body: Any) -> httpx.Response:
    message = {"client_id": client_id, "attachments": list(ids), **body}
    return await traveller.post("/widget/v1/messages", json=message)


async def shown(traveller: httpx.AsyncClient, desk: Desk) -> list[dict[str, Any]]:
    await desk.switchboard.settle()
    return list((await traveller.get("/widget/v1/messages")).json()["messages"])


@pytest.fixture
async def stranger(web: httpx.AsyncClient) -> dict[str, str]:
    """The headers of somebody else."""
    token = (await web.post("/widget/v1/session", json={}, headers={"authorization": ""})).json()["token"]
    return {"authorization": f"Bearer {token}"}


async def test_a_picture_is_stored_sent_and_shown(
    traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain
) -> None:
    stored = (await upload(traveller)).json()
    assert (stored["kind"], stored["name"], stored["shown"]) == ("photo", "room.png", True)
    assert (await send(traveller, stored["id"])).status_code == 202
    mine, _ = await shown(traveller, desk)
    assert (mine["text"], mine["attachments"]) == ("", [stored])
    assert brain.asked == [("", "/inform")]


async def test_a_caption_goes_with_it(traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain) -> None:
    stored = (await upload(traveller)).json()
    await send(traveller, stored["id"], text="the room was dirty")
    assert (await shown(traveller, desk))[0]["text"] == "the room was dirty"
    assert brain.asked == [("the room was dirty", None)]


async def test_the_same_client_id_twice_is_one_file(traveller: httpx.AsyncClient, desk: Desk) -> None:
    first, again = await upload(traveller), await upload(traveller, samples.PDF, name="other.pdf")
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(_on_disk(desk)) == 1


async def test_it_comes_back_as_it_was_and_as_nothing_to_run(traveller: httpx.AsyncClient) -> None:
    content = samples.PDF + bytes(200_000)
    stored = (await upload(traveller, content, name='Rechnung "März".pdf')).json()
    answer = await traveller.get(f"{FILES}/{stored['id']}")
    assert answer.content == content
    headers = answer.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"].startswith("attachment; filename=\"Rechnung Marz.pdf\"; filename*=UTF-8''")
    assert "M%C3%A4rz" in headers["content-disposition"]
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "private, no-store")


@pytest.mark.parametrize(
    ("content", "name", "status", "error"),
    [
        (samples.HTML, "photo.png", 415, "file_type"),
        (samples.SVG, "logo.svg", 415, "file_type"),
        (samples.SVG, "logo.png", 415, "file_type"),
        (samples.EXE, "holiday.jpg", 415, "file_type"),
        (samples.BOMB, "letter.docx", 415, "file_type"),
        (samples.PDF + bytes(21_000_000), "big.pdf", 413, "file_too_large"),
    ],
)
async def test_refuses_kindly_what_it_does_not_take(
    traveller: httpx.AsyncClient, desk: Desk, content: bytes, name: str, status: int, error: str
) -> None:
    answer = await upload(traveller, content, name=name)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.json()["message"] and "{" not in answer.json()["message"]
    assert _on_disk(desk) == []


async def test_an_empty_file_is_refused(traveller: httpx.AsyncClient) -> None:
    answer = await traveller.post(FILES, params={"client_id": "upload-1", "name": "a.png"}, content=b"")
    assert (answer.status_code, answer.json()["error"]) == (400, "empty_file")


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.png", "..\\..\\x.png", "/x.png", "a\0/x.png", "%2e%2e%2fx.png"]
)
async def test_a_name_leads_nowhere(traveller: httpx.AsyncClient, desk: Desk, name: str) -> None:
    stored = (await upload(traveller, name=name)).json()
    assert not set(stored["name"]) & set('/\\\0"<>')
    [path] = _on_disk(desk)
    assert path.name == stored["id"] and path.is_relative_to(desk.settings.home / "files")


@pytest.mark.parametrize("client_id", ["", "short", "a b c d e f", "../../../x", "x" * 65])
async def test_a_client_id_is_plain(traveller: httpx.AsyncClient, client_id: str) -> None:
    assert (await upload(traveller, client_id=client_id)).status_code == 400


async def test_nobody_else_sees_or_sends_it(traveller: httpx.AsyncClient, desk: Desk, stranger: dict[str, str]) -> None:
    stored = (await upload(traveller)).json()
    await send(traveller, stored["id"])
    await desk.switchboard.settle()
    theirs = await traveller.get(f"{FILES}/{stored['id']}", headers=stranger)
    assert (theirs.status_code, theirs.json()["error"]) == (404, "unknown_file")
    stolen = await traveller.post(
        "/widget/v1/messages", json={"client_id": "client-9", "attachments": [stored["id"]]}, headers=stranger
    )
    assert (stolen.status_code, stolen.json()["error"]) == (404, "unknown_file")
    assert (await traveller.get("/widget/v1/messages", headers=stranger)).json()["messages"] == []


@pytest.mark.parametrize("token", ["", "forged", "a.1.b", "{sender}.9999999999.AAAA"])
async def test_a_forged_token_gets_nothing(traveller: httpx.AsyncClient, token: str) -> None:
    stored = (await upload(traveller)).json()
    headers = {"authorization": f"Bearer {token}"}
    assert (await traveller.get(f"{FILES}/{stored['id']}", headers=headers)).status_code == 401
    assert (await upload(traveller, client_id="upload-2", headers=headers)).status_code == 401


async def test_a_token_in_the_address_is_none(traveller: httpx.AsyncClient) -> None:
    stored = (await upload(traveller)).json()
    token = traveller.headers.pop("authorization").removeprefix("Bearer ")
    for query in ({"token": token}, {"access_token": token}, {"authorization": f"Bearer {token}"}):
        assert (await traveller.get(f"{FILES}/{stored['id']}", params=query)).status_code == 401


@pytest.mark.parametrize("file_id", ["x", "..%2f..%2fsecrets.env", "00000000-0000-0000-0000-000000000000"])
async def test_an_id_that_is_none_is_unknown(traveller: httpx.AsyncClient, file_id: str) -> None:
    assert (await traveller.get(f"{FILES}/{file_id}")).status_code in (404, 405)


@pytest.mark.parametrize("ids", [["no such"], [1], "x", [""] * 11])
async def test_a_message_names_files_that_exist(traveller: httpx.AsyncClient, desk: Desk, ids: Any) -> None:
    answer = await traveller.post("/widget/v1/messages", json={"client_id": "client-1", "attachments": ids})
    assert answer.status_code in (400, 404)
    assert await shown(traveller, desk) == []


async def test_limits_the_files_of_one_traveller(traveller: httpx.AsyncClient, clock: FixedClock) -> None:
    answers = [await upload(traveller, client_id=f"upload-{number}") for number in range(21)]
    assert [answer.status_code for answer in answers] == [201] * 20 + [429]


async def test_the_script_is_told_what_a_file_may_be(web: httpx.AsyncClient) -> None:
    session = (await web.post("/widget/v1/session", json={"page_locale": "de"})).json()
    assert session["files"]["largest"] == 20_000_000 and "pdf" in session["files"]["extensions"]
    assert "20" in session["texts"]["widget_too_large"]


def _on_disk(desk: Desk) -> list[Path]:
    return [one for one in (desk.settings.home / "files").rglob("*") if one.is_file()]
