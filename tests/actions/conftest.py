"""Actions on the demo company, called as Rasa calls them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import door
from actions.door import DeskAction
from bot.services import Desk

Act = Callable[..., Awaitable[tuple[list[str], dict[str, Any]]]]


@pytest.fixture
async def chat(demo_desk: Desk) -> str:
    """The id of a conversation."""
    async with demo_desk.open_services() as services:
        return (await services.conversations.open("widget", "anna")).id


@pytest.fixture
def act(demo_desk: Desk, chat: str, monkeypatch: pytest.MonkeyPatch) -> Act:
    """Run an action on a message: gives the keys that it says, and the slots that it sets."""
    monkeypatch.setattr(door, "_opener", [lambda write: demo_desk.open_services(write=write)])

    async def run(
        action: DeskAction,
        text: str = "/inform",
        seq: int = 1,
        form: str | None = None,
        intent: str = "inform",
        metadata: dict[str, Any] | None = None,
        entities: Sequence[dict[str, Any]] = (),
        **slots: Any,
    ) -> tuple[list[str], dict[str, Any]]:
        message = {
            "text": text,
            "message_id": str(seq),
            "intent": {"name": intent, "confidence": 1.0},
            "entities": list(entities),
            "metadata": metadata or {},
        }
        loop = {"name": form} if form else {}
        tracker = Tracker(chat, slots, message, [], False, None, loop, "action_listen")
        dispatcher = CollectingDispatcher()
        events = await action.run(dispatcher, tracker, {})
        said = [str(one["response"]) for one in dispatcher.messages if one.get("response")]
        return said, {one["name"]: one["value"] for one in events if one["event"] == "slot"}

    return run
