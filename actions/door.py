"""The door of every action: read, call, say; and what becomes of errors."""

from __future__ import annotations

import abc
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.offers import offer_other_wish
from actions.turn import Turn, Voice, read_turn
from bot.app import services_from_environment
from bot.core.errors import DeskError, Refusal
from bot.services import Services

Event = dict[str, Any]
Opener = Callable[[bool], AbstractAsyncContextManager[Services]]

log = logging.getLogger(__name__)
_opener: list[Opener] = []


def install(opener: Opener) -> None:
    """Give the actions their services; the desk does this, `python -m rasa_sdk` lets them read the environment."""
    _opener[:] = [opener]


def open_services(write: bool) -> AbstractAsyncContextManager[Services]:
    """One transaction."""
    if not _opener:
        install(services_from_environment())
    return _opener[0](write)


class DeskAction(Action, abc.ABC):
    """An action that answers within one transaction. Subclasses name themselves and `act`."""

    # Whether an open form repeats its question after this answer.
    resumes = True
    # Whether it answers a wish, rather than asking for something: what else was asked is offered after it.
    answers = True
    # Whether the answer changes records; reading alone never waits for another's write.
    writes = False

    @abc.abstractmethod
    def name(self) -> str:
        """Give the name in the domain."""

    @abc.abstractmethod
    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        """Answer the turn and return the slots to remember."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[Event]:
        """Answer; a refusal is said, anything unavailable goes to a person."""
        voice = Voice(dispatcher)
        try:
            async with open_services(self.writes) as services:
                turn = read_turn(tracker, services.clock.now().date())
                events = await self.act(turn, voice, services)
                if self.answers and voice.answered and turn.form is None:
                    await offer_other_wish(turn, voice, services)
        except Refusal as refusal:
            voice.say(refusal.key, **refusal.values)
            return []
        except Exception as error:  # Rasa would go on without a word
            log.error("%s failed: %s", self.name(), error, exc_info=None if isinstance(error, DeskError) else error)
            voice.say("utter_unavailable")
            voice.hand_over("unavailable")
            return []
        if (
            self.resumes
            and turn.form
            and turn.asked
            and not turn.wordless
            and not any(event.get("event") == "active_loop" for event in events)
        ):
            # Rasa's own loop asks its question again after this.
            voice.say("utter_resume")
        return events


def keep_files(turn: Turn, voice: Voice) -> list[Event]:
    """Say that the files are kept for colleagues; an open form stays where it is and asks again."""
    kinds = set(turn.attached)
    voice.say(f"utter_attachment_{kinds.pop() if len(kinds) == 1 else 'several'}")
    return remember(requested_slot=turn.asked) if turn.form else []


def remember(**slots: Any) -> list[Event]:
    """The slots to set."""
    return [SlotSet(slot, value) for slot, value in slots.items()]


def answered(turn: Turn, **slots: Any) -> list[Event]:
    """The slots to set after a question was answered: the topic for follow-ups, no misunderstanding any more."""
    # A bare value continues the topic of the talk; it never becomes one.
    topic: dict[str, Any] = {} if turn.intent in {"inform", "nlu_fallback"} else {"topic": turn.intent}
    return remember(**{**topic, "misunderstandings": None, "pending": None, **slots})
