"""What is reachable from outside, and by whom."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.stack import Stack

# Rasa's own doors, which are shut, and ours, which want the token.
BRAIN_DOORS = (
    "/webhooks/tripdesk/message",
    "/webhooks/tripdesk/parse",
    "/webhooks/rest/webhook",
    "/model/parse",
    "/conversations/somebody/messages",
)


@pytest.fixture
def http(stack: Stack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.url, trust_env=False, timeout=20) as client:
        yield client


def test_a_token_reads_its_own_chat_and_no_other(http: httpx.Client) -> None:
    mine, theirs = _session(http), _session(http)
    sent = {"client_id": "message-0001", "text": "My secret holiday"}
    assert http.post("/widget/v1/messages", json=sent, headers=_bearer(mine)).status_code == 202
    assert "My secret holiday" in http.get("/widget/v1/messages", headers=_bearer(mine)).text
    assert http.get("/widget/v1/messages", headers=_bearer(theirs)).json()["messages"] == []


def test_a_forged_token_reads_nothing(http: httpx.Client) -> None:
    mine, theirs = _session(http), _session(http)
    body, _, signature = mine.rpartition(".")
    forged = (f"{body}.{theirs.rpartition('.')[2]}", f"{body}x.{signature}", f"{body}.", "x")
    for token in forged:
        for path in ("/widget/v1/messages", "/widget/v1/events"):
            assert http.get(path, headers=_bearer(token)).status_code == 401, token


def test_a_travellers_token_opens_no_door_of_the_console(http: httpx.Client) -> None:
    headers = {**_bearer(_session(http)), "X-Tripdesk-Console": "1"}
    for path in ("/me", "/conversations?list=all", "/events"):
        assert http.get(f"/api/v1{path}", headers=headers).status_code == 401, path


@pytest.mark.parametrize("authorization", ["", "guess", "Bearer guess"])
def test_the_brain_answers_nobody_without_its_token(stack: Stack, authorization: str) -> None:
    address = f"http://127.0.0.1:{stack.settings.brain_port}"
    body = {"conversation": "x", "message_id": "1", "text": "hello", "message": "hello", "sender": "x"}
    for path in BRAIN_DOORS:
        headers = {"Authorization": authorization}
        answer = httpx.post(address + path, json=body, headers=headers, trust_env=False)
        assert answer.status_code in (401, 403, 404), path
        assert answer.status_code == 403 or "tripdesk" not in path
    assert httpx.get(f"{address}/conversations/x/tracker", trust_env=False).status_code == 404


@pytest.mark.parametrize("token", [None, "", "guess"])
def test_the_actions_run_for_nobody_without_the_token(stack: Stack, token: str | None) -> None:
    address = f"http://127.0.0.1:{stack.settings.action_port}/webhook"
    params = {} if token is None else {"token": token}
    assert httpx.post(address, json={}, params=params, trust_env=False).status_code == 403


@pytest.mark.parametrize("port", ["brain_port", "action_port"])
def test_the_private_ports_are_heard_on_loopback_only(stack: Stack, port: str) -> None:
    number = getattr(stack.settings, port)
    socket.create_connection(("127.0.0.1", number), timeout=5).close()
    # A port open to all addresses would answer here too: the whole of 127/8 is this machine.
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", number), timeout=5)


def _session(http: httpx.Client) -> str:
    return str(http.post("/widget/v1/session", json={"locale": "en"}).raise_for_status().json()["token"])


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
