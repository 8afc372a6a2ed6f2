"""What an action reads and says: the traveller's turn, and the voice that answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.replies.values import Value, tagged

# What the desk sends for a message without words; see `bot.switchboard.turns`.
WORDLESS = "/inform"


@dataclass(frozen=True)
class Turn:
    """One message of a traveller and what the dialogue remembers; entity values as `bot.brain.nlu` writes them.

    `attached` are the kinds of what came with it (see `bot.attachments.values`), `phones` the numbers of contacts.
    """

    conversation: str
    message: str
    text: str
    intent: str
    confidence: float
    pressed: bool
    entities: tuple[tuple[str, Any], ...]
    slots: Mapping[str, Any]
    ambiguity: Mapping[str, Any]
    ranking: tuple[str, ...]
    language: str | None
    today: date
    form: str | None
    asked: str | None
    attached: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def once(self) -> str:
        """A key that is the same when the same message is answered again."""
        return f"{self.conversation}/{self.message}"

    @property
    def seq(self) -> int:
        """The message's number in its conversation."""
        return int(self.message) if self.message.isdigit() else 0

    @property
    def wordless(self) -> bool:
        """Whether the message is nothing but files, places, contacts or stickers."""
        return bool(self.attached) and self.text == WORDLESS

    def entity(self, kind: str) -> Any:
        """The first value of a kind that the message names, or None."""
        return next((value for found, value in self.entities if found == kind), None)

    def all(self, kind: str) -> list[Any]:
        """Every value of a kind that the message names."""
        return [value for found, value in self.entities if found == kind]


def read_turn(tracker: Tracker, today: date) -> Turn:
    """Read Rasa's tracker; `today` holds unless the message's metadata says which day it is."""
    message = tracker.latest_message or {}
    metadata = message.get("metadata") or {}
    intent = message.get("intent") or {}
    slots = tracker.current_slot_values()
    return Turn(
        conversation=tracker.sender_id,
        message=str(message.get("message_id") or ""),
        text=str(message.get("text") or ""),
        intent=str(intent.get("name") or ""),
        confidence=float(intent.get("confidence") or 0),
        pressed=str(message.get("text") or "").startswith("/"),
        entities=tuple((e["entity"], e.get("value")) for e in message.get("entities") or []),
        slots=slots,
        ambiguity=message.get("ambiguity") or {},
        ranking=tuple(str(one.get("name")) for one in message.get("intent_ranking") or []),
        language=metadata.get("language_choice")
        or (message.get("language") or {}).get("name")
        or metadata.get("language_memory"),
        today=date.fromisoformat(metadata["today"]) if metadata.get("today") else today,
        form=tracker.active_loop_name,
        asked=slots.get("requested_slot"),
        attached=tuple(metadata.get("attached") or ()),
        phones=tuple(metadata.get("phones") or ()),
    )


class Voice:
    """Says keys with values through Rasa's dispatcher; the words are made at the edge."""

    def __init__(self, dispatcher: CollectingDispatcher) -> None:
        self._dispatcher = dispatcher
        self._said = False
        # Something that the traveller, or a colleague, has to settle first.
        self._open = False

    @property
    def answered(self) -> bool:
        """Whether something was said that is an answer, and neither a question back nor the end of our part."""
        return self._said and not self._open

    def say(self, key: str, buttons: Sequence[Value] = (), /, **values: Any) -> None:
        """Say one reply."""
        tags = {name: tagged(value) for name, value in values.items()}
        self._dispatcher.utter_message(response=key, values=tags, buttons=list(buttons))
        self._said = True

    def ask(self, key: str, buttons: Sequence[Value] = (), /, **values: Any) -> None:
        """Say one reply that asks back: what the traveller wished is not answered yet."""
        self.say(key, buttons, **values)
        self._open = True

    def hand_over(self, reason: str, priority: str = "normal", **summary: Any) -> None:
        """Tell the switchboard to put the chat before a person when this turn ends."""
        details = {name: tagged(value) for name, value in summary.items()}
        self._dispatcher.utter_message(
            json_message={"handoff": {"reason": reason, "priority": priority, "summary": details}}
        )
        self._open = True

    def choose_language(self, code: str) -> None:
        """Tell the switchboard that the traveller has chosen a language for good."""
        self._dispatcher.utter_message(json_message={"language": code})
