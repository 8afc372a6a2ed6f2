"""Looking at chats: the lists, and one chat with its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from bot.conversations.values import BOT, QUEUE, Conversation, Message, agent
from bot.inbox.values import Line, Page, Wanted, told_of
from bot.services import Services
from connectors.console.conversations.access import seen
from connectors.console.conversations.beside import NOTHING, beside
from connectors.console.conversations.gloss import named_things
from connectors.console.conversations.happenings import happenings
from connectors.console.conversations.headline import headline_of
from connectors.console.conversations.models import (
    Colleague,
    Colleagues,
    Counts,
    Detail,
    ListName,
    PriorityName,
    Row,
    Rows,
)
from connectors.console.conversations.names import Names, read_names
from connectors.console.conversations.summary import summary_of
from connectors.console.conversations.views import PRIORITIES, View, can_of, message_of, rating_of, row_of
from connectors.console.identity import Caller, Noting, Reading
from connectors.console.problems import ConsoleRoute

PAGE = 60
RECENT = 12
_HIGHEST = 2**31 - 1

ChatId = Annotated[str, Path(max_length=64)]
Seq = Annotated[int | None, Query(ge=0, le=_HIGHEST)]
Code = Annotated[str | None, Query(max_length=48)]

router = APIRouter(route_class=ConsoleRoute, tags=["conversations"])


@dataclass(frozen=True)
class Narrowed:
    """What a list is narrowed to; `holder`: bot, queue, or a staff id."""

    team: Code = None
    language: Code = None
    channel: Code = None
    priority: PriorityName | None = None
    holder: Code = None


@router.get("/conversations")
async def lists(
    caller: Reading,
    request: Request,
    narrowed: Annotated[Narrowed, Depends()],
    view: Annotated[ListName, Query(alias="list")] = "queue",
    after: Annotated[str | None, Query(max_length=400, description="The `next` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Rows:
    """Give a page of a list: my chats and those waiting as they are served, the other lists the latest first."""
    wanted = wanted_by(caller, view, narrowed)
    async with request.app.state.desk.services(write=False) as services:
        page: Page = await services.inbox.page(wanted, after, limit)
        items = await _rows(services, request, caller, page.lines)
        counted = await services.inbox.counts(wanted)
    counts = Counts(mine=counted.mine, queue=counted.queue, snoozed=counted.snoozed, mentions=counted.mentions)
    return Rows(name=view, items=items, counts=counts, next=page.next)


@router.get("/colleagues")
async def colleagues(caller: Noting, request: Request) -> Colleagues:
    """Give everybody who can be called into a chat with an `@`."""
    async with request.app.state.desk.services(write=False) as services:
        everybody = [one for one in await services.staff.list_all() if one.active]
    return Colleagues(
        items=[Colleague(id=one.id, name=one.name, latin_name=one.latin_name, team=one.team) for one in everybody]
    )


@router.get("/conversations/{conversation_id}")
async def detail(
    conversation_id: ChatId,
    caller: Reading,
    request: Request,
    after: Seq = None,
    before: Seq = None,
    around: Seq = None,
) -> Detail:
    """Give a chat: its latest messages, those `after` a number, or the page `before` or `around` one."""
    async with request.app.state.desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
        messages = await _page(services, conversation, after, before, around)
        return await _detail(services, request, caller, conversation, messages)


def wanted_by(caller: Caller, view: ListName, narrowed: Narrowed) -> Wanted:
    """Give the list that a caller asks for, of the teams whose work they may see."""
    holder = narrowed.holder
    return Wanted(
        view,
        caller.staff.id,
        None if caller.may("conversations.all") else (caller.staff.team,),
        narrowed.team,
        narrowed.language,
        narrowed.channel,
        PRIORITIES.index(narrowed.priority) if narrowed.priority else None,
        holder if holder in (BOT, QUEUE, None) else agent(holder),
    )


def view_of(request: Request, caller: Caller, names: Names) -> View:
    """Give the view of the colleague who is asking."""
    desk = request.app.state.desk
    return View(desk.renderer, caller.language, caller.staff.id, names, desk.clock.now())


async def _rows(services: Services, request: Request, caller: Caller, lines: Sequence[Line]) -> list[Row]:
    things = named_things(line.told.message.reading for line in lines if line.told.message)
    names = await read_names(services, caller.language, [line.conversation for line in lines], things)
    view = view_of(request, caller, names)
    return [row_of(view, line) for line in lines]


async def _detail(
    services: Services, request: Request, caller: Caller, conversation: Conversation, messages: Sequence[Message]
) -> Detail:
    recent = await services.conversations.latest(conversation.id, RECENT)
    things = named_things(message.reading for message in (*messages, *recent))
    tour = (conversation.summary or {}).get("tour")
    things |= {("tour", tour)} if isinstance(tour, str) and tour else set()
    view = view_of(request, caller, await read_names(services, caller.language, [conversation], things))
    known = await beside(services, conversation, messages, caller.staff.id)
    events = await services.conversations.events(conversation.id)
    surveys = await services.surveys.of_conversation(conversation.id)
    account = await services.customers.identity(conversation.channel, conversation.sender)
    address = account.address if account and account.address else ""
    bookings = await services.bookings.verified(conversation.id)
    tickets = await services.tickets.of_conversation(conversation.id)
    line = Line(conversation, told_of(recent), await services.conversations.queue_position(conversation.id))
    return Detail(
        conversation=row_of(view, line),
        headline=headline_of(view, conversation, recent, events, bookings, tickets),
        seen=await services.mentions.seen(conversation.id, caller.staff.id),
        messages=[message_of(view, message, known.get(message.seq, NOTHING)) for message in messages],
        earlier=bool(messages) and messages[0].seq > 1,
        later=bool(messages) and messages[-1].seq < conversation.last_seq,
        events=happenings(view, events, tickets),
        summary=summary_of(view, conversation, recent, events, bookings, tickets, surveys, address),
        ratings=[rating_of(view, one) for one in surveys],
        can=can_of(conversation, caller, await services.conversations.undoable(conversation, caller.staff.id)),
    )


async def _page(
    services: Services, conversation: Conversation, after: int | None, before: int | None, around: int | None
) -> Sequence[Message]:
    # Numbers have no gaps, so a page back is plain arithmetic.
    if after is not None:
        return await services.conversations.history(conversation.id, after, staff=True, limit=PAGE)
    if around is not None:
        first = max(0, min(around, conversation.last_seq) - PAGE // 2)
        return await services.conversations.history(conversation.id, first, staff=True, limit=PAGE)
    last = conversation.last_seq if before is None else max(0, before - 1)
    return await services.conversations.history(conversation.id, max(0, last - PAGE), staff=True, limit=min(PAGE, last))
