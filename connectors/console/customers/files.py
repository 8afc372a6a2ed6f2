"""A customer's file put together for one colleague: what they may see of it, in their language."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request

from bot.core.money import Money
from bot.customers.values import Customer
from bot.dossiers.values import Dossier
from bot.services import Services
from connectors.console.conversations.access import sees
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.conversations.views import View
from connectors.console.customers.access import sight_of
from connectors.console.customers.models import (
    Can,
    ChatCard,
    CustomerFile,
    CustomerRow,
    MergeCard,
    NoteCard,
    SurveyCard,
)
from connectors.console.customers.timeline import by_of, timeline_of
from connectors.console.customers.views import (
    account_of,
    booking_of,
    country_of,
    email_of,
    hidden,
    language_of,
    listed,
    local_time,
    money,
    named,
    phone_of,
    row_of,
    ticket_of,
    word,
)
from connectors.console.identity import Caller
from connectors.console.tickets.access import scope_of


async def file_of(services: Services, request: Request, caller: Caller, customer: Customer) -> CustomerFile:
    """Show the file of a customer that the caller may see."""
    file = await services.dossiers.of(customer.id)
    view = view_of(request, caller, await read_names(services, caller.language, ()))
    now = services.clock.now()
    chats = [one for one in file.conversations if await sees(services, caller, one)]
    tickets = [one for one in file.tickets if await services.tickets.sees(scope_of(caller), one.id)]
    surveys = [one for one in file.surveys if one.conversation_id in {chat.id for chat in chats}]
    return CustomerFile(
        **_head(view, file, now),
        accounts=[account_of(view, one) for one in file.accounts],
        bookings=[booking_of(view, one, now.date()) for one in file.bookings],
        chats=[
            ChatCard(
                id=one.id,
                channel=word(view, "console_channel", one.channel),
                status=word(view, "console_person_chat", one.status),
                owner=view.owner(one.owner),
                updated_at=one.updated_at,
            )
            for one in chats
        ],
        tickets=[ticket_of(view, one) for one in tickets],
        surveys=[SurveyCard(score=one.score, comment=one.comment, at=one.rated_at or one.asked_at) for one in surveys],
        notes=[
            NoteCard(by=by_of(view, one.by), text=str(one.told.get("text", "")), at=one.at)
            for one in reversed(file.events)
            if one.kind == "noted"
        ],
        merges=await _merges(services, view, file),
        alike=await _alike(services, view, caller, file),
        timeline=timeline_of(view, [one.booking for one in file.bookings], chats, tickets, surveys, file.events),
        can=Can(
            write=caller.may("customers.write"),
            reveal=caller.may("customers.reveal"),
            merge=caller.may("customers.merge"),
            erase=caller.may("customers.erase"),
            export=caller.may("customers.export"),
            audit=caller.may("audit.read"),
        ),
    )


def _head(view: View, file: Dossier, now: datetime) -> dict[str, object]:
    customer, facts = file.customer, file.facts
    currency = next((one.booking.total.currency for one in file.bookings), None)
    return {
        "id": customer.id,
        "version": customer.version,
        "name": customer.name,
        "latin_name": customer.latin_name,
        "phone": hidden("phone", phone_of(customer)),
        "email": hidden("email", email_of(customer)),
        "language": language_of(view, customer.language),
        "country": country_of(view, customer.country),
        "zone": customer.zone,
        "local_time": local_time(customer.zone, now),
        "needs": named(view, "word_need", listed(customer, "needs")),
        "interests": named(view, "word_theme", listed(customer, "interests")),
        "marketing": customer.marketing,
        "since": customer.created_at,
        "trips": facts.trips,
        "paid": money(view, Money.of(facts.paid, currency)) if currency and facts.paid else None,
        "segments": named(view, "console_segment", file.segments),
    }


async def _merges(services: Services, view: View, file: Dossier) -> list[MergeCard]:
    people = await services.customers.of_ids([one.merged_id for one in file.merges])
    return [
        MergeCard(id=one.id, name=people[one.merged_id].name, by=by_of(view, one.by), at=one.at, last=not number)
        for number, one in enumerate(file.merges)
    ]


async def _alike(services: Services, view: View, caller: Caller, file: Dossier) -> list[CustomerRow]:
    known = [one for one in file.alike if await services.dossiers.knows(sight_of(caller), one.id)]
    return [row_of(view, await services.dossiers.line(one)) for one in known]
