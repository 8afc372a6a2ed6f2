"""What becomes of one message: a button of the desk's, a comment, the brain's, or a person's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

from bot.attachments.values import CONTACT
from bot.brain_client import Brain, BrainAnswer, Said
from bot.bus import Bus, announce, topic_of
from bot.conversations.channels import channel_of
from bot.conversations.reading import intent_of
from bot.conversations.values import BOT, QUEUE, URGENT, Turn
from bot.core.clock import Clock
from bot.core.errors import Unavailable
from bot.discretion import personal
from bot.localisation.languages import spoken
from bot.services import Services
from bot.switchboard import ratings
from bot.switchboard.left import owe_answer
from bot.switchboard.presses import Press, press_of
from bot.switchboard.values import Patience, Worded
from bot.switchboard.wording import Wording
from bot.waiting import word_owed

log = logging.getLogger(__name__)

# What the brain is told of a message that holds no words: a bare value, of which the metadata says what it is.
WORDLESS = "/inform"
OUT_OF_REACH = BrainAnswer({}, [Said("utter_unavailable", {}, ())], [{"handoff": {"reason": "unavailable"}}])


class Turns:
    """Takes turns to their end."""

    def __init__(
        self,
        services: Callable[..., AbstractAsyncContextManager[Services]],
        brain: Brain,
        bus: Bus,
        words: Wording,
        clock: Clock,
        patience: Patience,
    ) -> None:
        self._services = services
        self._brain = brain
        self._bus = bus
        self._words = words
        self._clock = clock
        self._patience = patience

    async def take(self, turn: Turn, comments: bool = False) -> None:
        """End a turn, whoever's it is; `comments` says that it is the comment on a score."""
        press = press_of(turn.message.payload)
        if press is not None and press.takes(turn):
            await self._press(turn, press)
        elif turn.answered or turn.owner != BOT or not channel_of(turn.channel).live:
            await self._show_to_person(turn)
        elif turn.stale:
            await self._leave_unanswered(turn)
        elif comments:
            await self._keep_comment(turn)
        else:
            await self._ask_brain(turn)

    async def _press(self, turn: Turn, press: Press) -> None:
        async with self._services() as services:
            await press.act(services, turn, self._words)
        await self._finished(turn, handed_over=True)

    async def _keep_comment(self, turn: Turn) -> None:
        reading = await self._reading(turn)
        if ratings.is_urgent(reading):
            async with self._services() as services:
                await services.surveys.close(turn.conversation_id)
            return await self._ask_brain(turn)
        async with self._services() as services:
            await ratings.keep_comment(services, self._words, turn, reading)
        return await self._finished(turn, handed_over=False)

    async def _ask_brain(self, turn: Turn) -> None:
        await self._bus.publish(topic_of(turn.conversation_id), "typing", {"on": True, "by": "assistant"})
        try:
            async with asyncio.timeout(self._patience.seconds):
                answer = await self._answer(turn)
        except (Unavailable, TimeoutError):
            answer = OUT_OF_REACH
        if not answer.replies and not answer.directives:
            # A traveller is never met with silence, whatever the dialogue made of the message.
            answer = replace(answer, replies=[Said("utter_clarify_again", {}, ())])
        try:
            worded = self._words.answer(turn, answer)
        except (LookupError, TypeError, ValueError):
            # A model newer than our words, say: raised further, it would hold up the conversation for ever.
            log.exception("an answer of the brain that cannot be worded")
            worded = self._words.answer(turn, OUT_OF_REACH)
        await self._finish(turn, {} if _wordless(turn) else answer.reading, worded)

    async def _finish(self, turn: Turn, reading: Mapping[str, Any], worded: Worded) -> None:
        async with self._services() as services:
            if worded.chosen:
                await services.conversations.set_language_choice(turn.conversation_id, worded.chosen)
            finished = await services.conversations.finish_turn(
                turn, worded.replies, reading, worded.language, worded.handoff
            )
            if worded.handoff and not finished.dropped and finished.owner == QUEUE:
                await owe_answer(services, turn, worded.handoff)
            if finished.messages and finished.owner == BOT:
                await ratings.ask_after_parting(services, self._words, turn, worded.replies)
        await self._finished(turn, handed_over=worded.handoff is not None)

    async def _answer(self, turn: Turn) -> BrainAnswer:
        metadata = await self._metadata(turn)
        payload = WORDLESS if _wordless(turn) else turn.message.payload
        for attempt in range(self._patience.tries):
            try:
                if channel_of(turn.channel).public and (private := await self._kept_private(turn)):
                    return private
                return await self._brain.turn(turn.conversation_id, str(turn.seq), turn.message.text, payload, metadata)
            except Unavailable:
                log.warning("brain did not answer (try %s)", attempt + 1)
                await asyncio.sleep(self._patience.pause * attempt)
        raise Unavailable("brain")

    async def _kept_private(self, turn: Turn) -> BrainAnswer | None:
        """Give a kind refusal where strangers read along; the dialogue does not hear of it."""
        text, payload = turn.message.text, turn.message.payload
        reading = await self._brain.parse(text, turn.language_choice) if text and not payload else {}
        said = Said("utter_group_private", {}, ())
        return BrainAnswer(reading, [said], []) if personal(reading, payload) else None

    async def _metadata(self, turn: Turn) -> dict[str, Any]:
        metadata: dict[str, Any] = {
            "language_choice": turn.language_choice,
            "language_memory": turn.language,
            "today": self._clock.now().date().isoformat(),
        }
        if turn.message.attached:
            metadata["attached"] = list(turn.message.attached)
        if CONTACT in turn.message.attached:
            async with self._services(write=False) as services:
                carried = await services.attachments.of_messages(turn.conversation_id, turn.seq, turn.seq)
            own = [one for one in carried.get(turn.seq, ()) if one.facts.get("own") is True]
            metadata["phones"] = [one.facts["phone"] for one in own]
        return metadata

    async def _leave_unanswered(self, turn: Turn) -> None:
        """The talk has moved on since the message that was edited."""
        async with self._services() as services:
            await services.conversations.finish_turn(turn, [], None, turn.message.language or turn.language)
        await self._finished(turn, handed_over=False)

    async def _show_to_person(self, turn: Turn) -> None:
        """A person owns the talk: the brain's dialogue never hears this, but its reading helps the person."""
        reading = await self._reading(turn)
        language = spoken(turn.language_choice or (reading.get("language") or {}).get("name") or turn.language)
        async with self._services() as services:
            finished = await services.conversations.finish_turn(turn, [], reading, language, None)
            emergency = intent_of(reading)[0] == "report_emergency" and finished.owner != BOT
            alarm = emergency and await services.conversations.raise_priority(turn.conversation_id, URGENT)
            if alarm or (not turn.answered and turn.message.edit_of is None):
                await self._tell_it_arrived(services, turn, language, alarm)
        await self._finished(turn, handed_over=False)

    async def _tell_it_arrived(self, services: Services, turn: Turn, language: str, alarm: bool) -> None:
        """Once in a wait; the desk says it, not the assistant, who is silent while a person has the talk."""
        if owed := await word_owed(services, turn.conversation_id, language, alarm):
            key, values = owed
            await services.conversations.announce(
                turn.conversation_id, self._words.reply(key, values, language, turn.seq)
            )

    async def _reading(self, turn: Turn) -> Mapping[str, Any]:
        if turn.message.payload or not turn.message.text:
            return {}
        try:
            return await self._brain.parse(turn.message.text, turn.language_choice)
        except Unavailable:
            return {}

    async def _finished(self, turn: Turn, handed_over: bool) -> None:
        await self._bus.publish(topic_of(turn.conversation_id), "typing", {"on": False, "by": "assistant"})
        if handed_over:
            await self._bus.publish(topic_of(turn.conversation_id), "owner", {})
        if turn.message.edit_of is not None:
            await announce(self._bus, turn.conversation_id, "edited", {"seq": turn.message.edit_of})
        await announce(self._bus, turn.conversation_id, "message", {})


def _wordless(turn: Turn) -> bool:
    return bool(turn.message.attached) and not turn.message.text and not turn.message.payload
