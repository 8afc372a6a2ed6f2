"""The desk's own buttons: what the brain never hears, by payload."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.conversations.values import BOT, QUEUE, Turn
from bot.localisation.languages import spoken
from bot.services import Services
from bot.surveys.errors import NothingToRate
from bot.surveys.values import HIGHEST, LOWEST
from bot.switchboard.cases import read_tap, tapped
from bot.switchboard.wording import Wording

BACK_TO_ASSISTANT = "/back_to_assistant"
RATE = "/rate_"
RATE_AGAIN = "/rate_again"
RATED = "/rate_done"


@dataclass(frozen=True)
class Press:
    """What a button does: `act` ends the turn, in one transaction.

    `always`: also while a person owns the talk, or has spoken since. `reopens`: whether it opens a closed talk again.
    """

    act: Callable[[Services, Turn, Wording], Awaitable[None]]
    always: bool = False
    reopens: bool = True

    def takes(self, turn: Turn) -> bool:
        """Say whether the button still does something in this turn."""
        return self.always or (not turn.answered and turn.owner in (BOT, QUEUE))


async def back_to_assistant(services: Services, turn: Turn, words: Wording) -> None:
    """Leave the queue."""
    await services.conversations.leave_queue(turn, words.of_desk(turn, "utter_back_to_assistant"))


async def rate(services: Services, turn: Turn, words: Wording, score: int) -> None:
    """Give a score, or change it."""
    try:
        await services.surveys.rate(turn.conversation_id, score)
    except NothingToRate as refusal:
        return await _say(services, turn, words, refusal.key)
    return await _say(services, turn, words, "utter_survey_rated")


async def rate_again(services: Services, turn: Turn, words: Wording) -> None:
    """Show the scores once more."""
    await _say(services, turn, words, "utter_survey_ask")


async def rated(services: Services, turn: Turn, words: Wording) -> None:
    """Leave the comment out."""
    await services.surveys.close(turn.conversation_id)
    await _say(services, turn, words, "utter_survey_done")


async def _say(services: Services, turn: Turn, words: Wording, key: str) -> None:
    """End the turn; while a person talks, the assistant stays silent."""
    replies = [words.of_desk(turn, key)] if turn.owner == BOT and not turn.answered else []
    language = spoken(turn.language_choice or turn.language)
    await services.conversations.finish_turn(turn, replies, {}, language)


PRESSES: Mapping[str, Press] = {
    BACK_TO_ASSISTANT: Press(back_to_assistant),
    RATE_AGAIN: Press(rate_again, always=True, reopens=False),
    RATED: Press(rated, always=True, reopens=False),
    **{
        f"{RATE}{score}": Press(partial(rate, score=score), always=True, reopens=False)
        for score in range(LOWEST, HIGHEST + 1)
    },
}


def press_of(payload: str | None) -> Press | None:
    """Give what a payload of the desk's does: one of the table, or a tap on a case's button; None for the brain's."""
    tap = read_tap(payload or "")
    if tap is not None:
        return Press(partial(tapped, tap=tap), always=True, reopens=False)
    return PRESSES.get(payload or "")
