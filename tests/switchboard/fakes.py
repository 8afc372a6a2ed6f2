"""A brain that needs no model: it echoes, and can be told to fail, to be slow, or to call a person."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.brain_client import BrainAnswer, Said
from bot.core.errors import Unavailable

ECHO = "utter_thank"
PERSON = "a person, please"
EMERGENCY = "I have been robbed"
CHINESE = "speak Chinese"
GOODBYE = "goodbye"


class FakeBrain:
    """Implements `bot.brain_client.Brain`; like the real channel, the same message id gets the same answer."""

    def __init__(self) -> None:
        # Lets through as many as there were questions understood: tests wait for it.
        self.heard = asyncio.Semaphore(0)
        self.asked: list[tuple[str, str]] = []
        self.moved: list[tuple[str, str]] = []
        self.read: list[str] = []
        self.metadata: list[Mapping[str, Any]] = []
        # Fails that many times more; with `loses_answers` the dialogue has moved by then.
        self.failures = 0
        self.loses_answers = False
        # Cleared, the brain is slow: it has understood, and answers when the event is set.
        self.ready = asyncio.Event()
        self.ready.set()
        self.answers: dict[str, BrainAnswer] = {
            PERSON: _person(),
            EMERGENCY: _emergency(),
            CHINESE: _chinese(),
            GOODBYE: _goodbye(),
        }
        self._remembered: dict[tuple[str, str], BrainAnswer] = {}

    async def turn(
        self, conversation: str, message_id: str, text: str, payload: str | None, metadata: Mapping[str, Any]
    ) -> BrainAnswer:
        """Move the dialogue once a message, and answer."""
        self.asked.append((conversation, message_id))
        self.metadata.append(metadata)
        if not self.loses_answers:
            self._maybe_fail()
        if (conversation, message_id) not in self._remembered:
            self.moved.append((conversation, message_id))
            self._remembered[conversation, message_id] = self.answers.get(text) or _echo(payload or text)
        self.heard.release()
        await self.ready.wait()
        self._maybe_fail()
        return self._remembered[conversation, message_id]

    async def parse(self, text: str, language: str | None = None) -> Mapping[str, Any]:
        """Read without moving."""
        self._maybe_fail()
        self.read.append(text)
        return (self.answers.get(text) or _echo(text)).reading

    def _maybe_fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise Unavailable("brain")


def reading(intent: str, language: str = "en") -> dict[str, Any]:
    """A reading as the real client gives it."""
    named = {"name": intent, "confidence": 0.9}
    return {"language": {"name": language}, "intent": named, "ranking": [named], "entities": [], "ambiguity": None}


def _echo(text: str) -> BrainAnswer:
    return BrainAnswer(reading("inform"), (Said(ECHO, {"echo": text}, ()),), ())


def _person() -> BrainAnswer:
    said = Said("utter_give_up", {}, ())
    return BrainAnswer(reading("talk_to_human"), (said,), ({"handoff": {"reason": "talk_to_human"}},))


def _emergency() -> BrainAnswer:
    said, urgent = Said("utter_give_up", {}, ()), {"reason": "report_emergency", "priority": "urgent"}
    return BrainAnswer(reading("report_emergency"), (said,), ({"handoff": urgent},))


def _goodbye() -> BrainAnswer:
    return BrainAnswer(reading("goodbye"), (Said("utter_goodbye", {}, ()),), ())


def _chinese() -> BrainAnswer:
    said = Said("utter_greet", {}, ())
    return BrainAnswer(reading("change_language"), (said,), ({"language": "zh"},))
