"""Two records of one person: compared, made one, made two again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from bot.customers.errors import MergeUndone, Stale
from bot.customers.values import FIELDS, Customer
from connectors.console.acting import acting
from connectors.console.conversations.names import read_names
from connectors.console.conversations.routes import view_of
from connectors.console.conversations.views import View
from connectors.console.customers.access import ID, CustomerId, Merging, seen
from connectors.console.customers.changes import slower, tell
from connectors.console.customers.files import file_of
from connectors.console.customers.models import CustomerFile, MergePreview, MergeWanted, Side
from connectors.console.customers.views import country_of, email_of, language_of, listed, named, phone_of
from connectors.console.problems import ConsoleRoute

router = APIRouter(route_class=ConsoleRoute, tags=["customers"])


@router.get("/customers/{customer_id}/merge")
async def preview(
    customer_id: CustomerId, caller: Merging, request: Request, other: Annotated[str, Query(pattern=ID)]
) -> MergePreview:
    """Compare two records: what would move into this one, and what its fields would hold. Nothing is changed."""
    async with request.app.state.desk.services(write=False) as services:
        survivor, second = await seen(services, caller, customer_id), await seen(services, caller, other)
        found = await services.merging.preview(survivor.id, second.id)
        view = view_of(request, caller, await read_names(services, caller.language, ()))
    return MergePreview(
        survivor=_side(view, found.survivor),
        other=_side(view, found.other),
        result={name: _origin(found.survivor, found.other, found.fields[name], name) for name in FIELDS},
        moving=dict(found.moving),
    )


@router.post("/customers/{customer_id}/merge")
async def merge(customer_id: CustomerId, body: MergeWanted, caller: Merging, request: Request) -> CustomerFile:
    """Take another record into this one; of two colleagues who do so at once, the slower gets 409."""
    values: dict[str, object] = {"other": body.other}
    try:
        async with acting(request, caller, "customer.merged", customer_id, values) as services:
            await seen(services, caller, customer_id)
            await seen(services, caller, body.other)
            choices = {str(name): side for name, side in body.choices.items()}
            versions = (body.version, body.other_version)
            done = await services.merging.merge(customer_id, body.other, caller.staff.owner, choices, versions)
            values["merge"] = done.id
            file = await file_of(services, request, caller, await services.customers.get(customer_id))
    except Stale as error:
        await slower(request, caller, error.by, error)
    await tell(request, customer_id)
    await tell(request, body.other)
    return file


@router.post("/customers/{customer_id}/merges/{merge_id}/undo")
async def undo(customer_id: CustomerId, merge_id: CustomerId, caller: Merging, request: Request) -> CustomerFile:
    """Make two records of one again: what moved goes back, what came since stays. The last merge is undone first."""
    try:
        async with acting(request, caller, "customer.merge_undone", customer_id, {"merge": merge_id}) as services:
            customer = await seen(services, caller, customer_id)
            done = await services.merging.undo(merge_id, caller.staff.owner, customer.id)
            file = await file_of(services, request, caller, await services.customers.get(done.survivor_id))
    except MergeUndone as error:
        await slower(request, caller, error.by, error)
    await tell(request, done.survivor_id)
    await tell(request, done.merged_id)
    return file


def _side(view: View, customer: Customer) -> Side:
    language, country = language_of(view, customer.language), country_of(view, customer.country)
    liked = [
        *named(view, "word_need", listed(customer, "needs")),
        *named(view, "word_theme", listed(customer, "interests")),
    ]
    values = {
        "name": customer.name,
        "latin_name": customer.latin_name,
        "phone": phone_of(customer),
        "email": email_of(customer),
        "language": language.name if language else None,
        "country": country.name if country else None,
        "zone": customer.zone,
        "preferences": ", ".join(one.name for one in liked),
        "marketing": view.word(f"console_customer_marketing_{'yes' if customer.marketing else 'no'}"),
    }
    return Side(id=customer.id, version=customer.version, values={key: value or "" for key, value in values.items()})


def _origin(survivor: Customer, other: Customer, value: object, name: str) -> str:
    """Say which side a field comes from; `both` where they are put together."""
    if value == getattr(survivor, name):
        return "survivor"
    return "other" if value == getattr(other, name) else "both"
