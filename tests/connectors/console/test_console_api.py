"""Reading texts, the description of the API, the page's policy, and limits."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from bot.app import Desk
from bot.core.errors import Unavailable
from tests.connectors.console.fakes import Client, FakeBrain


async def test_reads_a_text(client: Client) -> None:
    anna = await client("anna")
    read = (await anna.post("/api/v1/parse", json={"text": "TD-7K2M9P?", "language": "de"})).json()
    assert read["intent"] == {"name": "check_booking", "confidence": 0.97}
    assert read["language"] == "de" and len(read["ranking"]) == 2 and read["entities"][0]["value"] == "TD-7K2M9P"


@pytest.mark.parametrize("body", [{"text": ""}, {"text": " "}, {"text": "hi", "language": "klingon"}, {"text": None}])
async def test_refuses_to_read_nothing_or_an_unknown_language(client: Client, body: dict[str, object]) -> None:
    anna = await client("anna")
    assert (await anna.post("/api/v1/parse", json=body)).status_code == 422


async def test_says_so_when_the_brain_is_away(
    client: Client, brain: FakeBrain, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise Unavailable("brain")

    monkeypatch.setattr(brain, "parse", away)
    anna = await client("anna")
    answer = await anna.post("/api/v1/parse", json={"text": "hi"})
    assert answer.status_code == 503 and answer.headers["retry-after"] and "try again" in answer.json()["message"]


async def test_describes_itself(console: FastAPI, visitor: httpx.AsyncClient) -> None:
    described = (await visitor.get("/openapi.json")).json()
    assert {"/api/v1/login", "/api/v1/parse", "/api/v1/conversations/{conversation_id}/take"} <= set(described["paths"])
    assert "/console" not in described["paths"]
    assert set(described["components"]["securitySchemes"]) == {"APIKeyCookie", "HTTPBearer"}
    undescribed = [
        path
        for path, methods in described["paths"].items()
        for method in methods.values()
        if not method.get("description") or (path.startswith("/api/v1") and "409" not in method["responses"])
    ]
    assert undescribed == []


async def test_the_page_runs_nothing_from_elsewhere(visitor: httpx.AsyncClient) -> None:
    for path in ("/console", "/console/static/js/main.js", "/console/static/css/base.css"):
        answer = await visitor.get(path)
        assert answer.status_code == 200
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
    page = (await visitor.get("/console")).text
    assert "<script>" not in page and "style=" not in page and "//" not in page.replace("<!doctype", "")


@pytest.mark.parametrize("path", ["../routes.py", "..%2froutes.py", "%2e%2e/routes.py", "js/none.js", "js"])
async def test_gives_no_other_file(visitor: httpx.AsyncClient, path: str) -> None:
    assert (await visitor.get(f"/console/static/{path}")).status_code == 404


async def test_too_many_log_ins_from_one_address_wait(visitor: httpx.AsyncClient, desk: Desk) -> None:
    login = {"email": "nobody@example.com", "password": "x"}
    answers = [await visitor.post("/api/v1/login", json={**login, "email": f"n{n}@example.com"}) for n in range(25)]
    assert answers[-1].status_code == 429 and answers[-1].json()["error"] == "busy"
