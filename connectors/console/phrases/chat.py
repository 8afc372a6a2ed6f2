"""Phrases of a chat: found in the agent's language, filled from the records, sent in the traveller's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Query, Request

from bot.conversations.errors import OwnedByAnother
from bot.conversations.values import Conversation
from bot.conversations.values import Message as Stored
from bot.core.errors import Unavailable
from bot.localisation.catalogue import UnknownText
from bot.phrases.chat import about_of
from bot.phrases.errors import BadValue
from bot.phrases.reader import Reader
from bot.phrases.search import Entry, search, strong
from bot.phrases.values import Filled, Phrase
from bot.services import Services
from bot.staff.names import name_for
from connectors.console.acting import acting
from connectors.console.conversations.access import seen
from connectors.console.conversations.models import Message
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import RECENT, ChatId, view_of
from connectors.console.conversations.views import message_of
from connectors.console.conversations.wakes import refuse, wake
from connectors.console.identity import Caller, Reading, Talking
from connectors.console.phrases.models import Amount, ChatPhrase, ChatPhrases, Chosen, SentPhrase
from connectors.console.phrases.views import Candidate, candidates, chat_phrase, entry_of, label, say
from connectors.console.problems import ConsoleRoute, Problem

SHOWN = 24
# Fewer phrases than this with the words themselves: look for those that mean the same.
FEW = 3

# What a thread tells of as an event too: a sum was named to the traveller.
QUOTE = "utter_refund_quote"

router = APIRouter(route_class=ConsoleRoute, tags=["phrases"])


@router.get("/conversations/{conversation_id}/phrases")
async def find(
    conversation_id: ChatId, caller: Reading, request: Request, q: Annotated[str, Query(max_length=200)] = ""
) -> ChatPhrases:
    """Find phrases by what they say in the agent's language, by title or shortcut; each is filled from the records."""
    renderer = request.app.state.desk.renderer
    async with request.app.state.desk.services(write=False) as services:
        await seen(services, caller, conversation_id)
        own = await own_phrases(services, caller)
    offered = {one.id: one for one in candidates(renderer, own)}
    found = await _matching(request, [entry_of(renderer, one, caller.language) for one in offered.values()], q)
    async with request.app.state.desk.services(write=False) as services:
        reader = await _reader(services, caller, await seen(services, caller, conversation_id), {})
        items: list[ChatPhrase] = []
        for one in (offered[entry.id] for entry in found):
            filled = await services.filling.fill(reader, one.key, one.template)
            if filled is None:
                continue
            # A record may name something that nobody has worded yet: such a phrase cannot be said.
            with suppress(UnknownText):
                items.append(chat_phrase(renderer, one, filled, reader.about.language, caller.language))
            if len(items) == SHOWN:
                break
    return ChatPhrases(items=items)


@router.post("/conversations/{conversation_id}/phrase/preview")
async def preview(conversation_id: ChatId, body: Chosen, caller: Reading, request: Request) -> ChatPhrase:
    """Show a phrase with what was typed and chosen so far; nothing is sent."""
    renderer = request.app.state.desk.renderer
    async with request.app.state.desk.services(write=False) as services:
        conversation = await seen(services, caller, conversation_id)
        one, filled, reader = await _filled(services, request, caller, conversation, body)
    try:
        return chat_phrase(renderer, one, filled, reader.about.language, caller.language)
    except UnknownText as error:
        raise Problem(422, "phrase_unfit") from error


@router.post("/conversations/{conversation_id}/phrase")
async def send(conversation_id: ChatId, body: SentPhrase, caller: Talking, request: Request) -> Message:
    """Say a phrase as the owner, in the traveller's language; the same `client_id` twice is one message."""
    told: dict[str, object] = {"phrase": body.phrase}
    try:
        async with acting(request, caller, "conversation.replied", conversation_id, told) as services:
            conversation = await seen(services, caller, conversation_id)
            message = await _send(services, request, caller, conversation, body)
            names = await read_names(services, caller.language, ())
    except OwnedByAnother as error:
        await refuse(request, caller, "not_owner", error)
    await wake(request, conversation_id, "message", {"seq": message.seq})
    return message_of(view_of(request, caller, names), message)


async def own_phrases(services: Services, caller: Caller) -> Sequence[Phrase]:
    """Give the company's own phrases that the caller may use."""
    return await services.phrases.list_for(None if caller.may("conversations.all") else caller.staff.team)


async def _send(
    services: Services, request: Request, caller: Caller, conversation: Conversation, body: SentPhrase
) -> Stored:
    renderer = request.app.state.desk.renderer
    one, filled, reader = await _filled(services, request, caller, conversation, body)
    missing = next((field for field in filled.fields if field.missing), None)
    if missing is not None:
        raise Problem(422, "phrase_missing", field=label(renderer, missing.name, caller.language))
    try:
        said = say(renderer, one, filled, reader.about.language, caller.language)
    except UnknownText as error:
        raise Problem(422, "phrase_unfit") from error
    before = conversation.last_seq
    sent = await services.conversations.agent_reply(
        conversation.id,
        caller.staff.id,
        body.client_id,
        said.rendered.text,
        said.key,
        said.values,
        reader.about.language,
        buttons=tuple(said.rendered.buttons),
    )
    if said.key == QUOTE and sent.seq > before:
        await services.conversations.happened(conversation.id, "quoted", caller.staff.owner)
    return sent


async def _filled(
    services: Services, request: Request, caller: Caller, conversation: Conversation, body: Chosen
) -> tuple[Candidate, Filled, Reader]:
    """Fill one phrase. Raises Problem where there is none, it does not fit, or something is typed wrongly."""
    renderer = request.app.state.desk.renderer
    known = candidates(renderer, await own_phrases(services, caller))
    one = next((one for one in known if one.id == body.phrase), None)
    if one is None:
        raise Problem(404, "console_phrase_unknown")
    given = {name: _plain(value) for name, value in body.values.items()}
    reader = await _reader(services, caller, conversation, given)
    try:
        filled = await services.filling.fill(reader, one.key, one.template)
    except BadValue as error:
        raise Problem(422, "console_phrase_value", field=label(renderer, error.field, caller.language)) from error
    if filled is None:
        raise Problem(422, "phrase_unfit")
    return one, filled, reader


async def _reader(
    services: Services, caller: Caller, conversation: Conversation, given: Mapping[str, object]
) -> Reader:
    recent = await services.conversations.latest(conversation.id, RECENT)
    about = about_of(conversation, recent, "")
    about = about_of(conversation, recent, name_for(caller.staff, about.language))
    return services.filling.reader(about, given)


async def _matching(request: Request, entries: Sequence[Entry], query: str) -> list[Entry]:
    """Search by words; where too few have them, by meaning too."""
    likeness: dict[str, float] = {}
    if len(query.strip()) >= FEW and strong(entries, query) < FEW:
        try:
            # A title says in one line what a long text says in ten; a phrase of our own has only a shortcut.
            texts = [one.text[:200] if one.title == one.shortcut else one.title for one in entries]
            found = await request.app.state.desk.brain.likeness(query, texts)
            likeness = {one.id: like for one, like in zip(entries, found, strict=True)}
        except Unavailable:
            pass  # found by words alone, then
    return search(entries, query, likeness)


def _plain(value: str | int | Amount) -> object:
    return value.model_dump() if isinstance(value, Amount) else value
