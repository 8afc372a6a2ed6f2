"""Travellers of the demo, who write once to a fresh desk through its own door, and are answered like anybody."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import yaml

from bot.localisation.languages import DATA

ANSWER_SECONDS = 15.0
LOOK_SECONDS = 0.2


def visit(url: str, folder: Path = DATA / "demo") -> None:
    """Let every visitor say what `visitors.yml` has for them. Raises httpx.HTTPError."""
    visitors = yaml.safe_load((folder / "visitors.yml").read_text(encoding="utf-8"))["visitors"]
    with httpx.Client(base_url=f"{url}/widget/v1", timeout=30, trust_env=False) as http:
        for one in visitors:
            _talk(http, one["language"], one["says"])


def _talk(http: httpx.Client, language: str, says: Sequence[Mapping[str, str]]) -> None:
    session = http.post("/session", json={"locale": language}, headers={"Accept-Language": language})
    session.raise_for_status()
    head = {"Authorization": f"Bearer {session.json()['token']}"}
    for said in says:
        words: dict[str, Any] = {"payload": said["press"]} if "press" in said else {"text": said["write"]}
        sent = http.post("/messages", json={"client_id": uuid.uuid4().hex, **words}, headers=head)
        sent.raise_for_status()
        _wait(http, head, int(sent.json()["seq"]))


def _wait(http: httpx.Client, head: Mapping[str, str], seq: int) -> None:
    """Let the answer come before the next sentence, as people do; not for ever."""
    end = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < end:
        page = http.get("/messages", params={"after": seq}, headers=dict(head))
        page.raise_for_status()
        if page.json()["messages"]:
            return
        time.sleep(LOOK_SECONDS)
