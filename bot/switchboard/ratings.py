"""When travellers are asked how it was, and what their next words are then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversations.channels import channel_of
from bot.conversations.reading import intent_of
from bot.conversations.values import BOT, Conversation, Reply, Turn
from bot.localisation.languages import spoken
from bot.services import Services
from bot.surveys.values import ONCE_IN, REAL_TALK
from bot.switchboard.presses import press_of
from bot.switchboard.values import Incoming
from bot.switchboard.wording import Wording

ASKED = "utter_survey_ask"
_PARTING = "utter_goodbye"
# Said plainly after a score, these are no comment.
_URGENT = frozenset({"report_emergency", "talk_to_human"})
_PLAINLY = 0.8


async def ask_after_resolving(
    services: Services, words: Wording, conversation: Conversation, staff_id: str | None
) -> None:
    """Ask how the talk with a colleague was, in the traveller's language, unless they were asked lately."""
    if not channel_of(conversation.channel).live:
        return
    language = spoken(conversation.language_choice or conversation.language)
    await _ask(services, words, conversation.id, staff_id, language)


async def ask_after_parting(services: Services, words: Wording, turn: Turn, said: Sequence[Reply]) -> None:
    """Ask after the assistant has said goodbye, where there was a talk worth the name."""
    if not any(reply.key == _PARTING for reply in said):
        return
    if await services.conversations.sent_lately(turn.conversation_id, ONCE_IN) >= REAL_TALK:
        await _ask(services, words, turn.conversation_id, None, spoken(said[0].language))


async def is_comment(services: Services, turn: Turn) -> bool:
    """Say whether a turn's message is the comment on a score."""
    message = turn.message
    wordless = not message.text or message.payload or message.edit_of is not None
    if wordless or turn.owner != BOT or turn.answered:
        return False
    return await services.surveys.awaits_comment(turn.conversation_id)


async def keep_comment(services: Services, words: Wording, turn: Turn, reading: Mapping[str, Any]) -> None:
    """Add the message to the rating, and end the turn."""
    await services.surveys.comment(turn.conversation_id, turn.message.text)
    language = spoken(turn.language_choice or turn.language)
    reply = words.of_desk(turn, "utter_survey_done")
    await services.conversations.finish_turn(turn, [reply], reading, language)


def is_urgent(reading: Mapping[str, Any]) -> bool:
    """Say whether somebody needs help rather than comments."""
    name, certainty = intent_of(reading)
    return name in _URGENT and certainty >= _PLAINLY


async def reopens(services: Services, incoming: Incoming, closed: Conversation) -> bool:
    """Say whether a message opens a closed talk again: a score and its comment do not."""
    press = press_of(incoming.payload)
    if press is not None:
        return press.reopens
    return bool(incoming.payload) or not await services.surveys.awaits_comment(closed.id)


async def _ask(services: Services, words: Wording, conversation_id: str, staff_id: str | None, language: str) -> None:
    if await services.surveys.ask(conversation_id, staff_id) is not None:
        reply = words.reply(ASKED, {}, language)
        await services.conversations.announce(conversation_id, reply, author="assistant")
