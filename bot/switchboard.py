"""One message in, replies out: who owns the conversation, and so whether the brain or a person hears it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.brain_client import Brain, BrainAnswer, Said
from bot.bus import Bus
from bot.conversations.values import BOT, HIGH, LOW, NORMAL, QUEUE, URGENT, Accepted, Handoff, Reply, Turn
from bot.core.clock import Clock
from bot.core.errors import DeskError, Unavailable
from bot.localisation.languages import DEFAULT, known, languages
from bot.localisation.render import Renderer
from bot.services import Services

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
SWEEP_SECONDS = 5.0
BACK_TO_ASSISTANT = "/back_to_assistant"
PRIORITIES = {"urgent": URGENT, "high": HIGH, "normal": NORMAL, "low": LOW}


@dataclass(frozen=True)
class Incoming:
    """What a connector was handed: `text` as typed, or the `payload` of a pressed button and its title as `text`.

    `client_id` is the connector's own id of the message; `locale` what the channel says of the traveller's language.
    """

    channel: str
    sender: str
    client_id: str
    text: str = ""
    payload: str | None = None
    locale: str | None = None


@dataclass(frozen=True)
class Patience:
    """How long the brain is waited for before a person is called: a brain that restarts is back within ten seconds.

    `seconds` for everything together: within the lease, or two processes take the message from each other for ever.
    """

    tries: int = 4
    pause: float = 1.5
    seconds: float = 45.0


PATIENCE = Patience()
OUT_OF_REACH = BrainAnswer({}, [Said("utter_unavailable", {}, ())], [{"handoff": {"reason": "unavailable"}}])


@dataclass(frozen=True)
class Worded:
    """An answer in words; `chosen` is the language that the traveller asked for in this very message."""

    chosen: str | None
    language: str
    replies: Sequence[Reply]
    handoff: Handoff | None


class Switchboard:
    """Takes messages in, and works each conversation's in order, conversations side by side."""

    def __init__(
        self,
        services: Callable[..., AbstractAsyncContextManager[Services]],
        brain: Brain,
        bus: Bus,
        renderer: Renderer,
        clock: Clock,
        holder: str,
        patience: Patience = PATIENCE,
    ) -> None:
        self._services = services
        self._brain = brain
        self._bus = bus
        self._renderer = renderer
        self._clock = clock
        self._holder = holder
        self._patience = patience
        self._working: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    async def accept(self, incoming: Incoming) -> Accepted:
        """Store a traveller's message; accepted means stored. The same client id twice is one message."""
        async with self._services() as services:
            accepted = await services.conversations.receive(
                incoming.channel,
                incoming.sender,
                incoming.client_id,
                incoming.text,
                incoming.payload,
                known(incoming.locale),
            )
        await self._announce(accepted.conversation_id, "message", {"seq": accepted.seq})
        self.wake(accepted.conversation_id)
        return accepted

    def wake(self, conversation_id: str) -> None:
        """See to it that somebody works on the conversation's messages."""
        if conversation_id in self._working:
            self._again.add(conversation_id)
            return
        task = asyncio.get_running_loop().create_task(self._work(conversation_id))
        self._working[conversation_id] = task
        task.add_done_callback(lambda _: self._rest(conversation_id))

    async def sweep(self) -> None:
        """Take up what a crash left unanswered, here or in another process; runs until cancelled."""
        while True:
            try:
                await self.take_up()
            except DeskError as error:
                log.warning("sweep: %s", error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def take_up(self) -> None:
        """Wake every conversation that has a message no turn has ended."""
        async with self._services(write=False) as services:
            left = await services.conversations.unfinished()
        for conversation_id in left:
            self.wake(conversation_id)

    async def settle(self) -> None:
        """Wait until every conversation taken up here has been answered."""
        while self._working:
            await asyncio.gather(*self._working.values(), return_exceptions=True)
            await asyncio.sleep(0)

    async def stop(self) -> None:
        """Stop working, for the end of this process, and let the others take up at once what it had begun."""
        working = tuple(self._working.values())
        self._again.clear()
        for task in working:
            task.cancel()
        await asyncio.gather(*working, return_exceptions=True)
        async with self._services() as services:
            await services.conversations.release_turns(self._holder)

    def _rest(self, conversation_id: str) -> None:
        task = self._working.pop(conversation_id, None)
        if task is not None and not task.cancelled() and task.exception():
            log.error("turn failed", exc_info=task.exception())
        if conversation_id in self._again:
            self._again.discard(conversation_id)
            self.wake(conversation_id)

    async def _work(self, conversation_id: str) -> None:
        while True:
            async with self._services() as services:
                turn = await services.conversations.begin_turn(conversation_id, self._holder, LEASE)
            if turn is None:
                return
            await self._take(turn)

    async def _take(self, turn: Turn) -> None:
        if turn.answered or turn.owner not in (BOT, QUEUE):
            await self._show_to_person(turn)
        elif turn.message.payload == BACK_TO_ASSISTANT:
            await self._return_to_assistant(turn)
        elif turn.owner == QUEUE:
            await self._show_to_person(turn)
        else:
            await self._ask_brain(turn)

    async def _ask_brain(self, turn: Turn) -> None:
        await self._bus.publish(_topic(turn.conversation_id), "typing", {"on": True, "by": "assistant"})
        try:
            async with asyncio.timeout(self._patience.seconds):
                answer = await self._answer(turn)
        except (Unavailable, TimeoutError):
            answer = OUT_OF_REACH
        if not answer.replies and not answer.directives:
            # A traveller is never met with silence, whatever the dialogue made of the message.
            answer = replace(answer, replies=[Said("utter_clarify_again", {}, ())])
        try:
            worded = self._worded(turn, answer)
        except (LookupError, TypeError, ValueError):
            # A model newer than our words, say: raised further, it would hold up the conversation for ever.
            log.exception("an answer of the brain that cannot be worded")
            worded = self._worded(turn, OUT_OF_REACH)
        await self._finish(turn, answer.reading, worded)

    async def _finish(self, turn: Turn, reading: Mapping[str, Any], worded: Worded) -> None:
        async with self._services() as services:
            if worded.chosen:
                await services.conversations.set_language_choice(turn.conversation_id, worded.chosen)
            await services.conversations.finish_turn(turn, worded.replies, reading, worded.language, worded.handoff)
        await self._finished(turn, handed_over=worded.handoff is not None)

    async def _answer(self, turn: Turn) -> BrainAnswer:
        metadata = {
            "language_choice": turn.language_choice,
            "language_memory": turn.language,
            "today": self._clock.now().date().isoformat(),
        }
        for attempt in range(self._patience.tries):
            try:
                return await self._brain.turn(
                    turn.conversation_id, str(turn.seq), turn.message.text, turn.message.payload, metadata
                )
            except Unavailable:
                log.warning("brain did not answer (try %s)", attempt + 1)
                await asyncio.sleep(self._patience.pause * attempt)
        raise Unavailable("brain")

    async def _return_to_assistant(self, turn: Turn) -> None:
        language = _spoken(turn.language_choice or turn.language)
        reply = self._word("utter_back_to_assistant", {}, language, turn.seq, ())
        async with self._services() as services:
            await services.conversations.leave_queue(turn, reply)
        await self._finished(turn, handed_over=True)

    async def _show_to_person(self, turn: Turn) -> None:
        """A person owns the talk: the brain's dialogue never hears this, but its reading helps the person."""
        try:
            reading = (
                await self._brain.parse(turn.message.text, turn.language_choice) if not turn.message.payload else {}
            )
        except Unavailable:
            reading = {}
        language = turn.language_choice or (reading.get("language") or {}).get("name") or turn.language
        async with self._services() as services:
            finished = await services.conversations.finish_turn(turn, [], reading, _spoken(language), None)
            emergency = (reading.get("intent") or {}).get("name") == "report_emergency"
            if emergency and finished.owner != BOT:
                await services.conversations.raise_priority(turn.conversation_id, URGENT)
        await self._finished(turn, handed_over=False)

    def _worded(self, turn: Turn, answer: BrainAnswer) -> Worded:
        chosen = next((str(d["language"]) for d in answer.directives if d.get("language")), None)
        language = _spoken(chosen or turn.language_choice or answer.language or turn.language)
        replies = [self._word(said.key, said.values, language, turn.seq, said.buttons) for said in answer.replies]
        handoff = next((_handoff(d["handoff"]) for d in answer.directives if "handoff" in d), None)
        return Worded(chosen, language, replies, handoff)

    def _word(self, key: str, values: Mapping[str, Any], language: str, seed: int, buttons: Any) -> Reply:
        rendered = self._renderer.reply(key, values, language, list(buttons), seed)
        return Reply(
            key=key,
            values=dict(values),
            text=rendered.text,
            buttons=tuple(rendered.buttons),
            language=language,
        )

    async def _finished(self, turn: Turn, handed_over: bool) -> None:
        await self._bus.publish(_topic(turn.conversation_id), "typing", {"on": False, "by": "assistant"})
        if handed_over:
            await self._bus.publish(_topic(turn.conversation_id), "owner", {})
        await self._announce(turn.conversation_id, "message", {})

    async def _announce(self, conversation_id: str, kind: str, data: Mapping[str, Any]) -> None:
        await self._bus.publish(_topic(conversation_id), kind, data)
        await self._bus.publish("desk", "changed", {"conversation": conversation_id})


def _topic(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def _spoken(language: str | None) -> str:
    return language if language in languages() else DEFAULT


def _handoff(directive: Mapping[str, Any]) -> Handoff:
    return Handoff(
        reason=str(directive.get("reason") or ""),
        priority=PRIORITIES[str(directive.get("priority") or "normal")],
        summary=dict(directive.get("summary") or {}),
    )
