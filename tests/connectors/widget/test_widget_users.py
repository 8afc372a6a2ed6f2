"""A site's own users: the same person everywhere, nobody else ever."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bot.app import Desk
from bot.core.clock import FixedClock
from connectors.widget.identity import NotVouched, user_identity
from tests.connectors.widget.fakes import SITE_SECRET

Begin = Callable[..., Awaitable[dict[str, Any]]]


def vouched(user: str, secret: str = SITE_SECRET) -> dict[str, str]:
    return {"id": user, "hmac": hmac.new(secret.encode(), user.encode(), hashlib.sha256).hexdigest()}


async def log_in(web: httpx.AsyncClient, user: str) -> dict[str, str]:
    """Begin a session as a user; gives the headers of it."""
    answer = await web.post("/widget/v1/session", json={"page_locale": "en", "user": vouched(user)})
    assert answer.status_code == 200, answer.text
    return {"authorization": f"Bearer {answer.json()['token']}", "accept-language": "en"}


async def write(web: httpx.AsyncClient, headers: dict[str, str], words: str) -> None:
    body = {"client_id": "client-of-" + words, "text": words}
    assert (await web.post("/widget/v1/messages", json=body, headers=headers)).status_code == 202


async def read(web: httpx.AsyncClient, headers: dict[str, str]) -> list[str]:
    page = (await web.get("/widget/v1/messages", headers=headers)).json()
    return [message["text"] for message in page["messages"] if message["author"] == "traveller"]


async def test_continues_on_another_device(web: httpx.AsyncClient, desk: Desk) -> None:
    telephone = await log_in(web, "customer-1")
    await write(web, telephone, "from-the-phone")
    laptop = await log_in(web, "customer-1")
    await write(web, laptop, "from-the-laptop")
    await desk.switchboard.settle()
    assert await read(web, telephone) == await read(web, laptop) == ["from-the-phone", "from-the-laptop"]


async def test_another_user_sees_nothing_of_it(web: httpx.AsyncClient) -> None:
    await write(web, await log_in(web, "customer-1"), "private")
    assert await read(web, await log_in(web, "customer-2")) == []


@pytest.mark.parametrize(
    "user",
    [
        {"id": "customer-1", "hmac": ""},
        {"id": "customer-1", "hmac": "0" * 64},
        {"id": "customer-1", "hmac": "ключ"},
        vouched("customer-1", "another secret"),
        {**vouched("customer-2"), "id": "customer-1"},
        {**vouched("customer-1"), "id": "customer-1 "},
    ],
)
async def test_refuses_whom_the_site_did_not_vouch_for(web: httpx.AsyncClient, user: dict[str, str]) -> None:
    answer = await web.post("/widget/v1/session", json={"user": user, "page_locale": "en"})
    assert (answer.status_code, answer.json()["error"]) == (403, "not_vouched")
    assert "token" not in answer.json()


async def test_a_wrong_proof_does_not_fall_back_to_the_bearer(traveller: httpx.AsyncClient) -> None:
    wrong = {"id": "customer-1", "hmac": "0" * 64}
    assert (await traveller.post("/widget/v1/session", json={"user": wrong})).status_code == 403
    assert (await traveller.post("/widget/v1/session", json={})).status_code == 200


async def test_an_anonymous_talk_and_the_users_are_both_kept_apart(traveller: httpx.AsyncClient) -> None:
    anonymous = dict(traveller.headers)
    await write(traveller, anonymous, "before-signing-in")
    user = await log_in(traveller, "customer-1")
    assert await read(traveller, user) == []
    await write(traveller, user, "after-signing-in")
    assert await read(traveller, anonymous) == ["before-signing-in"]


async def test_only_the_site_renews_a_users_token(web: httpx.AsyncClient, clock: FixedClock) -> None:
    headers = await log_in(web, "customer-1")
    assert (await web.post("/widget/v1/session", json={}, headers=headers)).status_code == 403
    clock.advance(timedelta(days=31))
    assert (await web.get("/widget/v1/messages", headers=headers)).status_code == 401
    assert await read(web, await log_in(web, "customer-1")) == []


def test_a_sender_cannot_be_guessed_from_the_id(clock: FixedClock) -> None:
    proof = vouched("customer-1", "site")["hmac"]
    ours = user_identity("customer-1", proof, "site", "own secret", clock.now())
    others = user_identity("customer-1", proof, "site", "another desk's", clock.now())
    assert ours.sender != others.sender
    assert "customer-1" not in ours.sender
    with pytest.raises(NotVouched):
        user_identity("customer-1", proof, "another site", "own secret", clock.now())
