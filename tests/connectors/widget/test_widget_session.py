"""Sessions of the widget: who a traveller is, and in which language they are greeted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.core.clock import FixedClock
from connectors.widget.identity import Expired, Forged, new_identity, read, sign
from tests.connectors.widget.fakes import PAGE

Begin = Callable[..., Awaitable[dict[str, Any]]]
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


async def test_begins_in_the_language_of_the_page(begin: Begin) -> None:
    session = await begin(page_locale="zh-CN", locale="de-AT")
    assert (session["language"], session["direction"]) == ("zh", "ltr")
    assert session["texts"]["widget_send"] == "发送"
    assert len(session["languages"]) == 16


async def test_falls_back_to_the_traveller_where_the_page_does_not_say(begin: Begin) -> None:
    assert (await begin(page_locale="tlh", locale="ar-EG"))["direction"] == "rtl"
    assert (await begin())["language"] == "en"


async def test_welcomes_with_buttons(begin: Begin) -> None:
    welcome = (await begin(page_locale="en"))["welcome"]
    assert welcome["seq"] == 0
    assert "assistant" in welcome["text"]
    assert {"title": "Price", "payload": "/ask_price"} in welcome["buttons"]


async def test_leaves_the_name_for_the_script_to_fill_in(begin: Begin) -> None:
    texts = (await begin(page_locale="en"))["texts"]
    assert texts["widget_owner_agent"] == "{name} is with you"
    assert "4,000" in texts["widget_kept_first"]
    assert not any(key.startswith("demo_") for key in texts)


async def test_coming_back_keeps_the_conversation_and_renews_the_token(
    traveller: httpx.AsyncClient, clock: FixedClock
) -> None:
    await traveller.post("/widget/v1/messages", json={"client_id": "one-one-one", "text": "hello"})
    clock.advance(timedelta(days=20))
    again = (await traveller.post("/widget/v1/session", json={})).json()
    clock.advance(timedelta(days=20))
    traveller.headers["authorization"] = f"Bearer {again['token']}"
    page = (await traveller.get("/widget/v1/messages")).json()
    assert page["messages"][0]["text"] == "hello"


async def test_tells_kindly_when_a_token_has_expired(traveller: httpx.AsyncClient, clock: FixedClock) -> None:
    clock.advance(timedelta(days=31))
    for path, body in (("messages", {"client_id": "one-one-one", "text": "hi"}), ("session", {})):
        answer = await traveller.post(f"/widget/v1/{path}", json=body)
        assert (answer.status_code, answer.json()["error"]) == (401, "expired")
        assert "go on here" in answer.json()["message"]


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "a.99999999999.x", "ключ", "." * 50, "a.b.c.d.e"])
async def test_refuses_a_forged_token(web: httpx.AsyncClient, token: str) -> None:
    headers = {b"authorization": f"Bearer {token}".encode(), b"accept-language": b"zh"}
    answer = await web.get("/widget/v1/messages", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorised")
    assert "没有找到" in answer.json()["message"]


def test_reads_only_its_own_signature() -> None:
    identity = new_identity(NOW)
    token = sign(identity, "secret")
    assert read(token, "secret", NOW) == identity
    with pytest.raises(Forged):
        read(token, "another secret", NOW)
    with pytest.raises(Forged):
        read("x" + token, "secret", NOW)
    with pytest.raises(Expired):
        read(token, "secret", NOW + timedelta(days=30))


async def test_chosen_language_outlives_the_session(traveller: httpx.AsyncClient) -> None:
    answer = await traveller.post("/widget/v1/language", json={"language": "zh-TW"})
    assert answer.json()["language"] == "zh-TW"
    again = await traveller.post("/widget/v1/session", json={"page_locale": "en"})
    assert again.json()["language"] == "zh-TW"


@pytest.mark.parametrize("body", [{"language": "tlh"}, {"language": "../en"}, {"language": 3}, {}, []])
async def test_refuses_a_language_it_does_not_speak(traveller: httpx.AsyncClient, body: object) -> None:
    answer = await traveller.post("/widget/v1/language", json=body)
    assert answer.status_code == 400
    assert answer.json()["message"]


async def test_only_named_sites_may_use_it(web: httpx.AsyncClient) -> None:
    asking = {"access-control-request-method": "POST"}
    named = await web.options("/widget/v1/session", headers={"origin": PAGE, **asking})
    assert named.headers["access-control-allow-origin"] == PAGE
    assert "Last-Event-ID" in named.headers["access-control-allow-headers"]
    for origin in ("https://elsewhere.example", "null", "*"):
        other = await web.post("/widget/v1/session", json={}, headers={"origin": origin})
        assert "access-control-allow-origin" not in other.headers
    refused = await web.get("/widget/v1/messages", headers={"origin": PAGE})
    assert refused.headers["access-control-allow-origin"] == PAGE


async def test_limits_sessions_of_one_address(web: httpx.AsyncClient, clock: FixedClock) -> None:
    answers = [await web.post("/widget/v1/session", json={}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].json()["message"]
    clock.advance(timedelta(seconds=10))
    assert (await web.post("/widget/v1/session", json={})).status_code == 200
