"""The desk's view of the brain: one turn, or one reading, over loopback HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from bot.core.errors import Unavailable

TURN_SECONDS = 30.0


@dataclass(frozen=True)
class Said:
    """One reply of the bot: a catalogue key, tagged values, and buttons with titles yet to be worded."""

    key: str
    values: Mapping[str, Any]
    buttons: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Like:
    """A known phrasing that a message is like: what it asks, and how like it is (a cosine, 1: the same)."""

    text: str
    intent: str
    likeness: float


@dataclass(frozen=True)
class BrainAnswer:
    """What the brain made of a message. `directives` are for the switchboard, not for the traveller."""

    reading: Mapping[str, Any]
    replies: Sequence[Said]
    directives: Sequence[Mapping[str, Any]]

    @property
    def language(self) -> str | None:
        """The language the message was read in."""
        name = (self.reading.get("language") or {}).get("name")
        return str(name) if name else None


class Brain(Protocol):
    """What the switchboard asks; the tests have one that needs no model."""

    async def turn(
        self, conversation: str, message_id: str, text: str, payload: str | None, metadata: Mapping[str, Any]
    ) -> BrainAnswer:
        """Let the dialogue move by one message; the same message id again gets the same answer."""

    async def parse(self, text: str, language: str | None = None) -> Mapping[str, Any]:
        """Read a text without moving any dialogue."""

    async def similar(
        self, text: str, spoken: str, language: str, count: int, intents: Mapping[str, float]
    ) -> Sequence[Like] | None:
        """Give the known phrasings of a language that are most like a text in the language `spoken`.

        None while a language is still being read: ask again soon. `intents` (how sure, by name) are what the text was
        read as: phrasings that ask the same go first.
        """

    async def likeness(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        """Say how like in meaning each of some texts is to one, in any languages: cosines, −1 … 1."""


class HttpBrain:
    """The brain behind `bot.brain.channel`. Raises `Unavailable` for every way it can fail."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=f"{url}/webhooks/tripdesk",
            headers={"Authorization": f"Bearer {token}"},
            timeout=TURN_SECONDS,
            trust_env=False,
        )

    async def turn(
        self, conversation: str, message_id: str, text: str, payload: str | None, metadata: Mapping[str, Any]
    ) -> BrainAnswer:
        """Post one message and collect what the bot says to it."""
        body = {
            "conversation": conversation,
            "message_id": message_id,
            "text": text,
            "payload": payload,
            "metadata": metadata,
        }
        answer = await self._post("/message", body)
        replies = [Said(r["key"], r["values"], r["buttons"]) for r in answer["replies"] if r.get("key")]
        directives = [r["directive"] for r in answer["replies"] if "directive" in r]
        return BrainAnswer(_reading(answer["reading"]), replies, directives)

    async def parse(self, text: str, language: str | None = None) -> Mapping[str, Any]:
        """Post one text to be read."""
        return _reading(await self._post("/parse", {"text": text, "metadata": {"language_choice": language}}))

    async def similar(
        self, text: str, spoken: str, language: str, count: int, intents: Mapping[str, float]
    ) -> Sequence[Like] | None:
        """Post one text to be compared with what is known."""
        body = {"text": text, "spoken": spoken, "language": language, "count": count, "intents": dict(intents)}
        answer = await self._post("/similar", body)
        if answer["similar"] is None:
            return None
        return [Like(one["text"], one["intent"], float(one["likeness"])) for one in answer["similar"]]

    async def likeness(self, text: str, texts: Sequence[str]) -> Sequence[float]:
        """Post the texts to be compared."""
        answer = await self._post("/likeness", {"text": text, "texts": list(texts)})
        return [float(one) for one in answer["likeness"]]

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            response = await self._http.post(path, json=body)
            response.raise_for_status()
            answer: dict[str, Any] = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable("brain") from error
        return answer


def _reading(parsed: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of Rasa's parse what the desk shows and stores."""
    return {
        "language": parsed.get("language"),
        "intent": parsed.get("intent") or {},
        "ranking": (parsed.get("intent_ranking") or [])[:5],
        "entities": [{k: e.get(k) for k in ("entity", "value", "start", "end")} for e in parsed.get("entities") or []],
        "ambiguity": parsed.get("ambiguity"),
    }
