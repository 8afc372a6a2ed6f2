"""Looking at customers: the list, one file, its card beside a chat. Every look at a person is on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter, Query, Request, Response

from bot.core.errors import Refusal
from bot.dossiers.segments import segments
from bot.dossiers.values import Wanted
from bot.localisation import formats
from bot.localisation.languages import languages
from bot.search.values import PEOPLE, FoundPerson
from bot.services import Services
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.customers.access import (
    Auditing,
    CustomerId,
    Exporting,
    Reading,
    Revealing,
    looking,
    seen,
    sight_of,
)
from connectors.console.customers.cursor import read, written
from connectors.console.customers.files import file_of
from connectors.console.customers.models import (
    Ask,
    CustomerCard,
    CustomerFile,
    CustomerRows,
    Look,
    Looks,
    Named,
    Options,
    Revealed,
)
from connectors.console.customers.timeline import by_of
from connectors.console.customers.views import ENDED, card_of, named, payment_of, row_of, word
from connectors.console.identity import Caller
from connectors.console.problems import ConsoleRoute
from connectors.console.search.routes import viewer_of as searcher_of

_LOOKS = ("customer.seen", "customer.revealed", "customer.exported")

router = APIRouter(route_class=ConsoleRoute, tags=["customers"])


@router.get("/customers")
async def customers(
    caller: Reading,
    request: Request,
    query: Annotated[str, Query(max_length=120)] = "",
    segment: Annotated[str, Query(pattern=r"^[a-z_]{0,40}$")] = "",
    language: Annotated[str, Query(pattern=r"^[A-Za-z-]{0,10}$")] = "",
    after: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 40,
) -> CustomerRows:
    """Give customers, the latest entered first. `query`: a phone, e-mail, reference, or the beginning of a name."""
    async with request.app.state.desk.services(write=False) as services:
        found = await _meant(services, caller, query.strip())
        wanted = Wanted(segment or None, language or None, query.strip() or None, found, sight_of(caller))
        page = await services.dossiers.page(wanted, read(after), limit)
        view = view_of(request, caller, await read_names(services, caller.language, ()))
    return CustomerRows(items=[row_of(view, one) for one in page.lines], next=written(page.following))


@router.get("/customers/options")
async def options(caller: Reading, request: Request) -> Options:
    """Give what can be chosen: segments to filter by, languages, countries, zones, needs, interests."""
    async with request.app.state.desk.services(write=False) as services:
        view = view_of(request, caller, await read_names(services, caller.language, ()))
    catalogue = request.app.state.desk.renderer.catalogue
    return Options(
        segments=named(view, "console_segment", [one.name for one in segments()]),
        languages=_sorted({code: formats.language_name(code, caller.language) for code in languages()}),
        countries=_sorted(formats.countries(caller.language)),
        zones=sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")),
        needs=named(view, "word_need", codes_of(catalogue.keys("en"), "word_need_")),
        interests=named(view, "word_theme", codes_of(catalogue.keys("en"), "word_theme_")),
    )


@router.get("/customers/{customer_id}")
async def one(customer_id: CustomerId, caller: Reading, request: Request) -> CustomerFile:
    """Give a customer's file; the look is on record. Of a merged customer: the survivor's."""
    async with looking(request, caller, customer_id, "customer.seen") as (services, customer):
        return await file_of(services, request, caller, customer)


@router.get("/customers/{customer_id}/card")
async def card(customer_id: CustomerId, caller: Reading, request: Request) -> CustomerCard:
    """Give the file in a few lines; the look is on record."""
    async with looking(request, caller, customer_id, "customer.seen", {"part": "card"}) as (services, customer):
        line = await services.dossiers.line(customer)
        bookings = await services.bookings.of_customer(customer.id)
        tickets = [one for one in await services.tickets.of_customer(customer.id) if one.state not in ENDED]
        view = view_of(request, caller, await read_names(services, caller.language, ()))
        return card_of(view, line, bookings, len(tickets))


@router.post("/customers/{customer_id}/reveal")
async def reveal(customer_id: CustomerId, body: Ask, caller: Revealing, request: Request) -> Revealed:
    """Show one covered field, this once; that it was shown is on record, and never what it said."""
    values: dict[str, object] = {"field": body.field, **({"reason": body.reason} if body.reason else {})}
    async with looking(request, caller, customer_id, "customer.revealed", values) as (services, customer):
        found = await services.dossiers.reveal(customer.id, body.field)
        view = view_of(request, caller, await read_names(services, caller.language, ()))
    value = found if isinstance(found, str) else "\n".join(payment_of(view, one) for one in found)
    return Revealed(field=body.field, value=value)


@router.get("/customers/{customer_id}/export")
async def export(customer_id: CustomerId, caller: Exporting, request: Request, response: Response) -> dict[str, Any]:
    """Give everything we hold of a customer, uncovered, as a file to be handed to them; on record."""
    async with looking(request, caller, customer_id, "customer.exported") as (services, customer):
        document = await services.exporting.export(customer.id)
    response.headers["Content-Disposition"] = f'attachment; filename="customer-{customer.id[:8]}.json"'
    return document


@router.get("/customers/{customer_id}/looks")
async def looks(customer_id: CustomerId, caller: Auditing, request: Request) -> Looks:
    """Say who looked at a customer, and at which covered fields."""
    async with request.app.state.desk.services(write=False) as services:
        customer = await seen(services, caller, customer_id)
        entries = await services.audit.of_thing(customer.id, _LOOKS)
        view = view_of(request, caller, await read_names(services, caller.language, ()))
    items = []
    for entry in entries:
        field = str((entry.values or {}).get("field") or "").partition(":")[0]
        whole = "export" if entry.action == "customer.exported" else "file"
        words = word(view, "console_look", field or whole)
        items.append(Look(by=by_of(view, entry.by), words=words, at=entry.at))
    return Looks(items=items)


async def _meant(services: Services, caller: Caller, query: str) -> tuple[str, ...]:
    """Give whom the search finds by a name; what is too short or too long for it finds nobody."""
    if not query:
        return ()
    try:
        found = await services.search.find(query, searcher_of(caller), PEOPLE)
    except Refusal:
        return ()
    return tuple(one.customer_id for one in found.hits if isinstance(one, FoundPerson) and one.customer_id)


def codes_of(keys: Iterable[str], prefix: str) -> list[str]:
    """Give the codes of a vocabulary, by its keys in the catalogue."""
    return sorted(key.removeprefix(prefix) for key in keys if key.startswith(prefix))


def _sorted(names: Mapping[str, str]) -> list[Named]:
    return [Named(code=code, name=name) for code, name in sorted(names.items(), key=lambda item: item[1])]
