"""Which customers a colleague may see. One that they may not is, to them, one that does not exist."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends, Path, Request

from bot.conversations.sight import Sight
from bot.customers.errors import UnknownCustomer
from bot.customers.values import Customer
from bot.services import Services
from connectors.console.identity import Caller, May

ID = r"^[A-Za-z0-9-]{1,64}$"
CustomerId = Annotated[str, Path(pattern=ID)]
Reading = Annotated[Caller, Depends(May("customers.read"))]
Revealing = Annotated[Caller, Depends(May("customers.reveal"))]
Writing = Annotated[Caller, Depends(May("customers.write"))]
Merging = Annotated[Caller, Depends(May("customers.merge"))]
Erasing = Annotated[Caller, Depends(May("customers.erase"))]
Exporting = Annotated[Caller, Depends(May("customers.export"))]
Auditing = Annotated[Caller, Depends(May("audit.read"))]


def sight_of(caller: Caller) -> Sight:
    """Say whom a colleague may look up: customer service everybody, as whoever answers the phone has to."""
    return Sight(caller.staff.id, caller.staff.team, caller.may("customers.all"))


async def seen(services: Services, caller: Caller, customer_id: str) -> Customer:
    """Give the record that counts for an id. Raises UnknownCustomer, Erased."""
    customer = await services.customers.standing(customer_id)
    if not await services.dossiers.knows(sight_of(caller), customer.id):
        raise UnknownCustomer(customer_id)
    return customer


@asynccontextmanager
async def looking(
    request: Request, caller: Caller, customer_id: str, action: str, values: dict[str, object] | None = None
) -> AsyncIterator[tuple[Services, Customer]]:
    """Give what a look needs; the look is on record, under the id that counts, or there was none."""
    async with request.app.state.desk.services() as services:
        customer = await seen(services, caller, customer_id)
        yield services, customer
        await services.audit.record(caller.staff.owner, action, customer.id, values)
