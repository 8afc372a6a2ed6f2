"""Logging in, staying in, and requests that only look like ours."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from bot.app import Desk
from bot.core.clock import FixedClock
from bot.staff.values import Staff
from bot.tokens.values import NewToken
from tests.connectors.console.fakes import PASSWORD, Client

ME = "/api/v1/me"


async def test_tells_who_is_logged_in(client: Client) -> None:
    anna = await client("anna")
    me = (await anna.get(ME)).json()
    assert (me["name"], me["role"], me["language"]) == ("Anna Berg", "agent", "en")


async def test_the_session_cookie_is_out_of_reach_for_scripts_and_other_sites(
    visitor: httpx.AsyncClient, staff: dict[str, Staff]
) -> None:
    login = {"email": "anna@example.com", "password": PASSWORD}
    plain = (await visitor.post("/api/v1/login", json=login)).headers["set-cookie"].lower()
    assert "httponly" in plain and "samesite=strict" in plain and "secure" not in plain
    sealed = (await visitor.post("https://desk.test/api/v1/login", json=login)).headers["set-cookie"].lower()
    assert "; secure" in sealed


async def test_refuses_a_wrong_password_and_an_unknown_address_in_the_same_words(
    visitor: httpx.AsyncClient, staff: dict[str, Staff]
) -> None:
    wrong = await visitor.post("/api/v1/login", json={"email": "anna@example.com", "password": "guess"})
    unknown = await visitor.post("/api/v1/login", json={"email": "who@example.com", "password": "guess"})
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json() == {"error": "login_wrong", "message": "E-mail or password is wrong."}


async def test_locks_after_five_wrong_passwords_even_for_the_right_one(
    visitor: httpx.AsyncClient, staff: dict[str, Staff]
) -> None:
    for _ in range(5):
        answer = await visitor.post("/api/v1/login", json={"email": "anna@example.com", "password": "guess"})
    assert answer.status_code == 429
    right = await visitor.post("/api/v1/login", json={"email": "anna@example.com", "password": PASSWORD})
    assert right.status_code == 429 and "02:15 UTC" in right.json()["message"]


async def test_a_session_ends_after_twelve_hours(client: Client, clock: FixedClock) -> None:
    anna = await client("anna")
    clock.advance(timedelta(hours=12, seconds=1))
    answer = await anna.get(ME)
    assert answer.status_code == 401 and answer.json()["error"] == "not_logged_in"
    assert "draft is kept" in answer.json()["message"]


async def test_a_session_ends_with_logging_out(client: Client) -> None:
    anna = await client("anna")
    cookie = anna.cookies["tripdesk_session"]
    assert (await anna.post("/api/v1/logout")).status_code == 204
    assert (await anna.get(ME, headers={"Cookie": f"tripdesk_session={cookie}"})).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "'; drop table staff; --", "Ω", "a" * 5000])
async def test_refuses_forged_tokens_and_cookies(
    visitor: httpx.AsyncClient, staff: dict[str, Staff], token: str
) -> None:
    raw = token.encode()
    assert (await visitor.get(ME, headers={b"Authorization": b"Bearer " + raw})).status_code == 401
    assert (await visitor.get(ME, headers={b"Cookie": b"tripdesk_session=" + raw})).status_code == 401


async def test_lets_a_program_in_with_a_token_until_it_is_revoked(
    visitor: httpx.AsyncClient, desk: Desk, staff: dict[str, Staff]
) -> None:
    async with desk.services() as services:
        token = await services.tokens.issue(staff["anna"], NewToken("reports"))
    headers = {"Authorization": f"Bearer {token.secret}"}
    assert (await visitor.get(ME, headers=headers)).json()["name"] == "Anna Berg"
    async with desk.services() as services:
        await services.tokens.revoke(token.id)
    assert (await visitor.get(ME, headers=headers)).status_code == 401


async def test_refuses_a_change_that_another_page_made_the_browser_send(client: Client, chat: str) -> None:
    anna = await client("anna")
    take = f"/api/v1/conversations/{chat}/take"
    foreign = await anna.post(take, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403 and foreign.json()["error"] == "origin"
    del anna.headers["X-Tripdesk-Console"]
    assert (await anna.post(take)).status_code == 403
    assert (await anna.get(f"/api/v1/conversations/{chat}")).json()["conversation"]["owner"] == "queue"


async def test_the_agent_chooses_the_language_and_the_browser_remembers_it(client: Client) -> None:
    anna = await client("anna")
    assert (await anna.patch(ME, json={"language": "zh"})).json()["language"] == "zh"
    assert (await anna.get(ME)).json()["language"] == "zh"
    missing = await anna.get("/api/v1/conversations/none")
    assert missing.json()["message"] == "没有这个会话。"
    assert (await anna.patch(ME, json={"language": "xx"})).status_code == 422


async def test_the_first_words_follow_the_browser(visitor: httpx.AsyncClient) -> None:
    chinese = (await visitor.get("/api/v1/texts", headers={"Accept-Language": "zh-CN,zh;q=0.9"})).json()
    assert chinese["language"] == "zh" and chinese["texts"]["console_login"] == "登录"


async def test_refuses_a_body_too_large_to_be_meant(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/v1/login", content=b"x" * 70_000)
    assert answer.status_code == 413 and answer.json()["error"] == "input"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"email": 5, "password": null}'])
async def test_refuses_a_body_that_makes_no_sense(visitor: httpx.AsyncClient, body: bytes) -> None:
    answer = await visitor.post("/api/v1/login", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422) and set(answer.json()) == {"error", "message"}
