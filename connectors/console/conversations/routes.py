"""Looking at chats: the lists, and one chat with its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from bot.conversations.values import Conversation, Listed, Message
from bot.services import Services
from connectors.console.conversations.access import seen
from connectors.console.conversations.carried import carried_by
from connectors.console.conversations.gloss import named_things
from connectors.console.conversations.models import Counts, Detail, ListName, Row, Rows
from connectors.console.conversations.names import Names, read_names
from connectors.console.conversations.summary import summary_of
from connectors.console.conversations.views import View, can_of, event_of, message_of, rating_of, row_of
from connectors.console.identity import Caller, Reading
from connectors.console.problems import ConsoleRoute

PAGE = 60
RECENT = 12
_HIGHEST = 2**31 - 1

ChatId = Annotated[str, Path(max_length=64)]
Seq = Annotated[int | None, Query(ge=0, le=_HIGHEST)]

router = APIRouter(route_class=ConsoleRoute, tags=["conversations"])


@router.get("/conversations")
async def lists(
    caller: Reading,
    request: Request,
    view: Annotated[ListName, Query(alias="list")] = "queue",
    team: Annotated[str | None, Query(max_length=40)] = None,
) -> Rows:
    """Give one list: my chats, those waiting in the order they are served, or all, the newest first.

    Who does not see every team's work gets their own team's; who does, all teams' or those of a `team`.
    """
    shown = team if caller.may("conversations.all") else caller.staff.team
    async with request.app.state.desk.services(write=False) as services:
        mine = await services.conversations.list("mine", caller.staff.id)
        queue = await services.conversations.list("queue", team=shown)
        listed = {"mine": mine, "queue": queue}.get(view) or ()
        if view == "all":
            listed = await services.conversations.list("all", caller.staff.id, team=shown)
        items = await _rows(services, request, caller, listed, _places(queue))
    return Rows(name=view, items=items, counts=Counts(mine=len(mine), queue=len(queue)))


@router.get("/conversations/{conversation_id}")
async def detail(
    conversation_id: ChatId, caller: Reading, request: Request, after: Seq = None, before: Seq = None
) -> Detail:
    """Give a chat: its latest messages, those `after` a number, or the page `before` one."""
    async with request.app.state.desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
        return await _detail(services, request, caller, conversation, after, before)


def view_of(request: Request, caller: Caller, names: Names) -> View:
    """Give the view of the colleague who is asking."""
    return View(request.app.state.desk.renderer, caller.language, caller.staff.id, names)


async def _rows(
    services: Services, request: Request, caller: Caller, listed: Sequence[Listed], places: Mapping[str, int]
) -> list[Row]:
    recent = {one.conversation.id: await _recent(services, one) for one in listed}
    things = named_things(message.reading for messages in recent.values() for message in messages)
    names = await read_names(services, caller.language, [one.conversation for one in listed], things)
    view = view_of(request, caller, names)
    return [
        row_of(view, one.conversation, recent[one.conversation.id], places.get(one.conversation.id)) for one in listed
    ]


def _places(queue: Sequence[Listed]) -> Mapping[str, int]:
    """Number those who wait, each within its own team."""
    reached: Counter[str] = Counter()
    places = {}
    for one in queue:
        reached[one.conversation.team] += 1
        places[one.conversation.id] = reached[one.conversation.team]
    return places


async def _recent(services: Services, listed: Listed) -> Sequence[Message]:
    """Give the latest messages where a person is concerned; the assistant's own chats need only the last."""
    if listed.conversation.owner == "bot":
        return (listed.latest,) if listed.latest else ()
    return await services.conversations.latest(listed.conversation.id, RECENT)


async def _detail(
    services: Services,
    request: Request,
    caller: Caller,
    conversation: Conversation,
    after: int | None,
    before: int | None,
) -> Detail:
    messages = await _page(services, conversation, after, before)
    recent = await services.conversations.latest(conversation.id, RECENT)
    things = named_things(message.reading for message in (*messages, *recent))
    tour = (conversation.summary or {}).get("tour")
    things |= {("tour", tour)} if isinstance(tour, str) and tour else set()
    view = view_of(request, caller, await read_names(services, caller.language, [conversation], things))
    carried = await carried_by(services, messages)
    events = await services.conversations.events(conversation.id)
    surveys = await services.surveys.of_conversation(conversation.id)
    account = await services.customers.identity(conversation.channel, conversation.sender)
    address = account.address if account and account.address else ""
    bookings = await services.bookings.verified(conversation.id)
    of_chat = await services.tickets.of_conversation(conversation.id)
    position = await services.conversations.queue_position(conversation.id)
    return Detail(
        conversation=row_of(view, conversation, recent, position),
        messages=[message_of(view, message, carried.get(message.seq, ())) for message in messages],
        earlier=after is None and bool(messages) and messages[0].seq > 1,
        events=[shown for event in events if (shown := event_of(view, event))],
        summary=summary_of(view, conversation, recent, events, bookings, of_chat, surveys, address),
        ratings=[rating_of(view, one) for one in surveys],
        can=can_of(conversation, caller.staff.id, caller.may("conversations.talk"), caller.may("conversations.assign")),
    )


async def _page(
    services: Services, conversation: Conversation, after: int | None, before: int | None
) -> Sequence[Message]:
    if after is not None:
        return await services.conversations.history(conversation.id, after, staff=True, limit=10 * PAGE)
    last = conversation.last_seq if before is None else max(0, before - 1)
    # Numbers have no gaps, so a page back is plain arithmetic.
    return await services.conversations.history(conversation.id, max(0, last - PAGE), staff=True, limit=min(PAGE, last))
