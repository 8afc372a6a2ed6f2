"""Writing up calls and e-mails: `POST /contacts` makes a chat of one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from bot.contacts.values import NewContact
from bot.localisation import formats
from bot.localisation.languages import known, languages
from connectors.console.acting import acting
from connectors.console.contacts.models import Contact, ContactLogged, TravellerLanguages
from connectors.console.conversations.wakes import owner_name, wake
from connectors.console.identity import Asking, Caller, May
from connectors.console.problems import ConsoleRoute, Problem
from connectors.console.sessions.models import LanguageName

router = APIRouter(route_class=ConsoleRoute, tags=["contacts"])

Logging = Annotated[Caller, Depends(May("contacts.log"))]


@router.get("/languages")
async def traveller_languages(caller: Asking) -> TravellerLanguages:
    """Give the languages that travellers are answered in."""
    named = [(formats.language_name(code, caller.language), code) for code in languages()]
    return TravellerLanguages(items=[LanguageName(code=code, name=name) for name, code in sorted(named)])


@router.post("/contacts")
async def log_contact(body: Contact, caller: Logging, request: Request) -> ContactLogged:
    """Write up a call or an e-mail: my chat, with the traveller's words in it; the same `client_id` twice is one."""
    language = known(body.language)
    if language is None:
        raise Problem(422, "input", field="language")
    desk = request.app.state.desk
    new = NewContact(**{**body.model_dump(), "language": language})
    async with acting(request, caller, "contact.logged", body.channel) as services:
        logged = await services.contacts.log(new, caller.staff.id)
    after, mine = logged.conversation, logged.conversation.staff_id == caller.staff.id
    await wake(request, after.id, "owner", {"owner": after.owner})
    await wake(request, after.id, "message", {"seq": logged.seq})
    desk.switchboard.wake(after.id)
    return ContactLogged(
        conversation=after.id,
        seq=logged.seq,
        duplicate=logged.duplicate,
        mine=mine,
        owner_name=None if mine else await owner_name(request, caller, after.owner),
        ticket=logged.ticket.reference if logged.ticket else None,
    )
