"""What browsers are told to refuse, and where requests have to come from."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from tests.connectors.console.calls import endpoints
from tests.connectors.console.fakes import Client

PAGE = ("/console", "/console/static/js/main.js", "/console/static/css/base.css")


@pytest.mark.parametrize("path", PAGE)
async def test_the_page_is_framed_by_nobody_and_lends_nothing(visitor: httpx.AsyncClient, path: str) -> None:
    headers = (await visitor.get(path)).headers
    policy = headers["content-security-policy"]
    for part in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
        assert part in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "no-referrer" and "camera=()" in headers["permissions-policy"]


async def test_answers_are_kept_by_no_cache_and_run_nothing(client: Client, console: FastAPI) -> None:
    anna = await client("anna")
    asked = [one for one in endpoints(console) if one.method == "GET" and one.path not in ("/events",)]
    for endpoint in asked:
        headers = (await anna.get(endpoint.url())).headers
        assert headers["cache-control"] == "no-store", endpoint.name
        assert headers["x-content-type-options"] == "nosniff", endpoint.name
        assert "'none'" in headers["content-security-policy"], endpoint.name


@pytest.mark.parametrize("origin", ["http://desk.test.evil.example", "null"])
async def test_a_change_from_another_page_is_refused_everywhere(client: Client, console: FastAPI, origin: str) -> None:
    anna = await client("anna")
    changing = [one for one in endpoints(console) if one.method != "GET"]
    assert len(changing) > 30
    for endpoint in changing:
        answer = await anna.request(endpoint.method, endpoint.url(), json={}, headers={"Origin": origin})
        known = answer.json()["error"]
        assert (answer.status_code, known) in ((403, "origin"), (422, "input")), endpoint.name
        if known == "input":
            assert endpoint.path.startswith("/login"), endpoint.name
    body = {"email": "anna@example.com", "password": "x"}
    assert (await anna.post("/api/v1/login", json=body, headers={"Origin": origin})).status_code == 403
    assert (await anna.get("/api/v1/me")).status_code == 200


async def test_a_new_log_in_never_takes_over_the_cookie_that_was_there(
    visitor: httpx.AsyncClient, client: Client
) -> None:
    visitor.cookies.set("tripdesk_session", "planted-by-somebody")
    anna = await client("anna")
    assert anna.cookies["tripdesk_session"] != "planted-by-somebody"
    assert (await visitor.get("/api/v1/me")).status_code == 401
