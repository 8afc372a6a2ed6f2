"""One message on its way: its parts in order, and what becomes of each."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine
from datetime import timedelta
from typing import Any, Final

from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.bus import announce, settled
from bot.conversations.values import Delivery
from bot.core.errors import DataError, Unavailable
from bot.localisation.languages import DEFAULT
from connectors.telegram_chat.client import span_of
from connectors.telegram_chat.door import Door
from connectors.telegram_chat.keyboards import keyboard, link
from connectors.telegram_chat.messages import MESSAGE
from connectors.telegram_chat.pace import Pace
from connectors.telegram_chat.parcels import parcels, send
from connectors.telegram_chat.places import Place

log = logging.getLogger(__name__)
# What Telegram has taken and our records do not know yet: as many can come twice when the process is killed.
# Enough for 28 a second at a quarter of a second each.
IN_THE_AIR = 8
# How long a desk that stops waits for Telegram's answers.
GRACE_SECONDS = 3.0
AGAIN_SECONDS = 1.0
CLAIM = timedelta(seconds=30)
LONGEST_PAUSE = 60
_GONE: Final = ("chat not found", "user not found", "group chat was upgraded", "peer_id_invalid")


class Sender:
    """Sends messages. A part that has begun is seen through, so that a desk which stops says nothing twice."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._pace = Pace()
        self._air = asyncio.Semaphore(IN_THE_AIR)
        self._flying: set[asyncio.Task[None]] = set()

    async def send(self, delivery: Delivery) -> None:
        """Send what has not arrived of it, and write down what became of it."""
        place = Place.of(delivery.channel, delivery.sender)
        self._door.remember(delivery.message.conversation_id, place)
        try:
            await self._say(delivery, place)
        except RetryAfter as error:
            span = span_of(error)
            self._pace.hold(place.chat_id, span.total_seconds())
            await self._again(delivery, "429", span)
        except TelegramError as error:
            await self._failed(delivery, place, error)
        except DataError as error:
            log.error("message %s cannot be sent: %s", delivery.message.id, error)
            await self._again(delivery, "file", None)

    async def land(self) -> None:
        """Wait, when the desk stops, for what Telegram may have taken."""
        if self._flying:
            _, late = await asyncio.wait(self._flying, timeout=GRACE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _say(self, delivery: Delivery, place: Place) -> None:
        owed = await parcels(self._door, delivery.message)
        if delivery.parts >= len(owed):
            await self._arrived(delivery, len(owed), last=True)
        answered = await self._answered(delivery) if place.group else None
        for number in range(delivery.parts, len(owed)):
            last = number == len(owed) - 1
            markup = self._keyboard(delivery, place) if last else None
            await self._pace.wait(place.chat_id)
            async with self._air:
                sending = send(self._door, place, owed[number], markup, answered)
                await self._fly(self._part(delivery, place, sending, number + 1, last))

    async def _part(self, delivery: Delivery, place: Place, sending: Awaitable[None], parts: int, last: bool) -> None:
        await sending
        self._pace.sent(place.chat_id)
        await self._arrived(delivery, parts, last)

    async def _fly(self, part: Coroutine[Any, Any, None]) -> None:
        """Go through with it even where the delivery is cancelled: broken off, it would come a second time."""
        flying = asyncio.create_task(part)
        self._flying.add(flying)
        flying.add_done_callback(self._flying.discard)
        await asyncio.shield(flying)

    async def _arrived(self, delivery: Delivery, parts: int, last: bool) -> None:
        """Write down what arrived, however long the records are away: forgotten, it would be sent again."""
        while True:
            try:
                async with self._door.desk.services() as services:
                    if not last:
                        return await services.conversations.part_delivered(delivery.id, parts, CLAIM)
                    await services.conversations.delivered(delivery.id)
                return await settled(self._door.desk.bus, delivery.message.conversation_id, delivery.message.seq)
            except Unavailable:
                await asyncio.sleep(AGAIN_SECONDS)

    def _keyboard(self, delivery: Delivery, place: Place) -> InlineKeyboardMarkup | None:
        message = delivery.message
        if place.group and message.key == "utter_group_private":
            title = self._door.word("telegram_open_private", message.language or DEFAULT)
            return link(title, self._door.bot.link)
        return keyboard(message.seq, message.buttons)

    async def _answered(self, delivery: Delivery) -> ReplyParameters | None:
        """In a group an answer stands under its question."""
        if delivery.message.turn_of is None:
            return None
        async with self._door.desk.services(write=False) as services:
            asked = await services.conversations.history(
                delivery.message.conversation_id, delivery.message.turn_of - 1, limit=1
            )
        kind, _, number = ((asked[0].client_id if asked else None) or "").partition(":")
        return ReplyParameters(int(number), allow_sending_without_reply=True) if kind == MESSAGE else None

    async def _failed(self, delivery: Delivery, place: Place, error: TelegramError) -> None:
        words = error.message.lower()
        if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and any(one in words for one in _GONE)):
            await self._gone(delivery, place, error)
        elif isinstance(error, BadRequest):
            log.error("Telegram refused message %s for good: %s", delivery.message.id, error.message)
            await self._again(delivery, error.message, None)
        else:
            wrong_token = isinstance(error, InvalidToken)
            wait = LONGEST_PAUSE if wrong_token else min(LONGEST_PAUSE, 2 ** min(delivery.attempts, 10) / 2)
            why = "wrong token" if wrong_token else error.message  # the library's own words would show the token
            log.warning("Telegram did not take a message (%s); again in %s s", why, wait)
            await self._again(delivery, why, timedelta(seconds=wait))

    async def _gone(self, delivery: Delivery, place: Place, error: TelegramError) -> None:
        """The traveller has blocked us: the message failed, and whoever looks after the chat is told."""
        conversation_id = delivery.message.conversation_id
        async with self._door.desk.services() as services:
            await services.conversations.delivery_failed(delivery.id, error.message, None)
            if await services.customers.reachable(place.channel, place.sender, False):
                await services.conversations.happened(conversation_id, "unreachable")
        await announce(self._door.desk.bus, conversation_id, "owner")
        await settled(self._door.desk.bus, conversation_id, delivery.message.seq)

    async def _again(self, delivery: Delivery, why: str, wait: timedelta | None) -> None:
        """Write down that it did not arrive: to be tried again after `wait`, or never (None)."""
        async with self._door.desk.services() as services:
            await services.conversations.delivery_failed(delivery.id, why, wait)
        await settled(self._door.desk.bus, delivery.message.conversation_id, delivery.message.seq)
