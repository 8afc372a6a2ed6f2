"""One open page of the console: what it has been told, and what each wake-up means to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request
from sse_starlette import ServerSentEvent

from bot.app import Desk
from bot.bus import Wake, desk_of, topic_of, watching
from bot.conversations.values import Message
from bot.core.errors import Refusal
from bot.services import Services
from connectors.console.conversations.access import seen, sees
from connectors.console.conversations.beside import NOTHING, Beside, beside
from connectors.console.conversations.gloss import named_things
from connectors.console.conversations.models import Message as Shown
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.conversations.views import View, delivered_of, message_of
from connectors.console.conversations.watching import DELIVERY, DOING, Watch
from connectors.console.identity import Caller, still_in

DESK = "desk"


@dataclass
class Follower:
    """The chat a page shows, the last number it has, those it lacks a reading for, those on their way."""

    request: Request
    caller: Caller
    conversation_id: str | None
    last: int
    watch: Watch | None = None
    unread: set[int] = field(default_factory=set)
    shown_others: list[str] = field(default_factory=list)
    over: bool = False

    @property
    def desk(self) -> Desk:
        """Give the desk that is looked at."""
        desk: Desk = self.request.app.state.desk
        return desk

    @property
    def topics(self) -> tuple[str, ...]:
        """Give what to listen to."""
        mine = (DESK, desk_of(self.caller.staff.id))
        chat = self.conversation_id
        return (*mine, topic_of(chat), watching(chat)) if chat else mine

    async def told(self, wake: Wake | None) -> list[ServerSentEvent]:
        """Give what the page is to hear; None is a heartbeat."""
        if wake is None:
            return await self._beat()
        if wake.topic == DESK:
            return self._of_colleagues(wake) if wake.kind in ("offer", "presence") else await self._changed(wake)
        if wake.topic == desk_of(self.caller.staff.id):
            return await self._notified(wake)
        if wake.topic == watching(self.conversation_id or ""):
            return await self._watched(wake)
        return await self._of_chat(wake)

    async def _beat(self) -> list[ServerSentEvent]:
        if not await still_in(self.request, self.caller):
            self.over = True
            return [_event("expired", {})]
        if not await self._still_sees():
            self.over = True
            return [_event("gone", {"conversation": self.conversation_id})]
        if self.watch is not None:
            self.watch.forget_silent(self.desk.clock.now())
            await self.watch.say_here(self.desk.bus)
        return [*await self._messages(), *await self._others()]

    def _of_colleagues(self, wake: Wake) -> list[ServerSentEvent]:
        mine = wake.kind == "presence" or wake.data.get("to") == self.caller.staff.id
        return [_event(wake.kind, dict(wake.data))] if mine else []

    async def _changed(self, wake: Wake) -> list[ServerSentEvent]:
        # A reading is stored with the end of a turn; the desk is told of that end.
        mine = self.conversation_id is not None and wake.data.get("conversation") == self.conversation_id
        return [*(await self._messages() if mine else []), _event("changed", dict(wake.data))]

    async def _notified(self, wake: Wake) -> list[ServerSentEvent]:
        """Tell what concerns this colleague alone, with the traveller's name, if they may know it."""
        data = {"kind": wake.kind, **wake.data}
        async with self.desk.services(write=False) as services:
            try:
                conversation = await seen(services, self.caller, str(wake.data.get("conversation") or ""))
            except Refusal:
                return []
            view = await self._view(services, named=[conversation])
        return [_event("notify", {**data, "traveller": view.traveller(conversation)})]

    async def _watched(self, wake: Wake) -> list[ServerSentEvent]:
        if wake.kind == DOING:
            return await self._doing(wake)
        if wake.kind == DELIVERY:
            return await self._delivery(int(wake.data.get("seq") or 0))
        if self.watch is not None and self.watch.hear(wake, self.desk.clock.now()):
            await self.watch.say_here(self.desk.bus)
        return await self._others()

    async def _of_chat(self, wake: Wake) -> list[ServerSentEvent]:
        if wake.kind == "typing":
            return []
        if wake.kind == "edited":
            return await self._again(int(wake.data.get("seq") or 0))
        if wake.kind != "owner":
            return await self._messages()
        if not await self._still_sees():
            self.over = True
            return [_event("gone", {"conversation": self.conversation_id})]
        return [*await self._messages(), _event("owner", dict(wake.data))]

    async def _messages(self) -> list[ServerSentEvent]:
        """Give what is new on record, and again what was given before anybody had read it."""
        if self.conversation_id is None:
            return []
        since = min({self.last + 1, *self.unread}) - 1
        async with self.desk.services(write=False) as services:
            stored = await services.conversations.history(self.conversation_id, since, staff=True)
            fresh = [one for one in stored if one.seq > self.last or (one.seq in self.unread and one.reading)]
            shown = await self._shown(services, fresh)
        self._remember(fresh)
        return [self._message(one) for one in shown]

    async def _again(self, seq: int) -> list[ServerSentEvent]:
        """Give a message again that says something else now; its place in the sequence is not where the reader is."""
        async with self.desk.services(write=False) as services:
            message = await services.conversations.message(self.conversation_id or "", seq)
            return [self._message(one) for one in await self._shown(services, [message] if message else [])]

    async def _shown(self, services: Services, messages: Sequence[Message]) -> list[Shown]:
        if not messages:
            return []
        known = await self._beside(services, messages)
        view = await self._view(services, messages)
        return [message_of(view, one, known.get(one.seq, NOTHING)) for one in messages]

    async def _delivery(self, seq: int) -> list[ServerSentEvent]:
        """Tell how the delivery of a message, and of those before it that may have come with it, stands."""
        first = max(0, seq - 10)
        async with self.desk.services(write=False) as services:
            chat = self.conversation_id or ""
            stored = await services.conversations.history(chat, first, staff=True, limit=20)
            known = await self._beside(services, stored) if stored else {}
            view = await self._view(services)
        states = [delivered_of(view, one, known.get(one.seq, NOTHING)) for one in stored]
        return [_event("delivery", {"items": [one.model_dump() for one in states if one]})]

    async def _doing(self, wake: Wake) -> list[ServerSentEvent]:
        by = str(wake.data.get("by") or "")
        if by == self.caller.staff.id:
            return []
        async with self.desk.services(write=False) as services:
            name = (await self._view(services)).colleague(by)
        on, kind = bool(wake.data.get("on")), str(wake.data.get("kind") or "reply")
        return [_event("typing", {"on": on, "kind": kind, "id": by, "name": name})]

    async def _others(self) -> list[ServerSentEvent]:
        """Give who else is here, when that has changed."""
        others = self.watch.colleagues if self.watch else []
        if others == self.shown_others:
            return []
        self.shown_others = others
        async with self.desk.services(write=False) as services:
            view = await self._view(services)
        return [_event("watchers", {"items": [{"id": one, "name": view.colleague(one)} for one in others]})]

    async def _beside(self, services: Services, messages: Sequence[Message]) -> dict[int, Beside]:
        conversation = await services.conversations.get(self.conversation_id or "")
        return dict(await beside(services, conversation, messages, self.caller.staff.id))

    async def _view(self, services: Services, messages: Sequence[Message] = (), named: Sequence[Any] = ()) -> View:
        things = named_things(one.reading for one in messages)
        return view_of(self.request, self.caller, await read_names(services, self.caller.language, named, things))

    async def _still_sees(self) -> bool:
        """Say whether the chat is still there, and still one that the caller may see."""
        if self.conversation_id is None:
            return True
        try:
            async with self.desk.services(write=False) as services:
                conversation = await services.conversations.get(self.conversation_id)
                return await sees(services, self.caller, conversation)
        except Refusal:
            return False

    def _message(self, shown: Shown) -> ServerSentEvent:
        return ServerSentEvent(event="message", id=str(self.last), data=shown.model_dump_json())

    def _remember(self, fresh: Sequence[Message]) -> None:
        self.last = max([self.last, *(one.seq for one in fresh)])
        self.unread -= {one.seq for one in fresh}
        self.unread |= {one.seq for one in fresh if one.author == "traveller" and not one.reading and not one.handled}


def _event(kind: str, data: dict[str, Any]) -> ServerSentEvent:
    return ServerSentEvent(event=kind, data=json.dumps(data))
