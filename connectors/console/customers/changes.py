"""Changing customers: enter, correct, note, link, erase. One transaction each, with its line in the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn
from zoneinfo import available_timezones

from fastapi import APIRouter, Path, Request

from bot.customers.errors import Stale
from bot.customers.values import NewCustomer
from bot.localisation.catalogue import Catalogue
from bot.localisation.languages import known
from connectors.console.acting import acting
from connectors.console.conversations.access import seen as chat_seen
from connectors.console.conversations.wakes import owner_name, wake
from connectors.console.customers.access import CustomerId, Erasing, Writing, seen
from connectors.console.customers.files import file_of
from connectors.console.customers.models import (
    Changed,
    CustomerFile,
    EraseWanted,
    Linked,
    NewPerson,
    Preferences,
    Written,
)
from connectors.console.identity import Caller
from connectors.console.problems import ConsoleRoute, Problem

_HIGHEST = 2**31 - 1
AccountId = Path(ge=1, le=_HIGHEST)

router = APIRouter(route_class=ConsoleRoute, tags=["customers"])


@router.post("/customers", status_code=201)
async def enter(body: NewPerson, caller: Writing, request: Request) -> CustomerFile:
    """Enter a customer; the same `client_id` twice is one. The answer's `alike` are who it may be already."""
    fields = checked(body.model_dump(exclude={"client_id"}), request)
    audit: dict[str, object] = {}
    async with acting(request, caller, "customer.entered", "", audit) as services:
        once = f"{caller.staff.owner}/{body.client_id}"
        customer = await services.customers.register(NewCustomer(**fields), caller.staff.owner, once)
        audit["customer"] = customer.id
        return await file_of(services, request, caller, customer)


@router.patch("/customers/{customer_id}")
async def change(customer_id: CustomerId, body: Changed, caller: Writing, request: Request) -> CustomerFile:
    """Set fields of a customer; the slower of two gets 409 and the name of the faster."""
    given = body.model_dump(exclude_unset=True, exclude={"version"})
    fields = checked(given, request)
    try:
        async with acting(request, caller, "customer.changed", customer_id, {"fields": sorted(fields)}) as services:
            customer = await seen(services, caller, customer_id)
            if "preferences" in fields:
                fields["preferences"] = {**customer.preferences, **fields["preferences"]}
            after = await services.customers.change(customer.id, fields, caller.staff.owner, body.version)
            file = await file_of(services, request, caller, after)
    except Stale as error:
        await slower(request, caller, error.by, error)
    await tell(request, customer_id)
    return file


@router.post("/customers/{customer_id}/notes")
async def note(customer_id: CustomerId, body: Written, caller: Writing, request: Request) -> CustomerFile:
    """Write a note for colleagues; the same `client_id` twice is one."""
    if not body.text.strip():
        raise Problem(422, "empty")
    async with acting(request, caller, "customer.noted", customer_id) as services:
        customer = await seen(services, caller, customer_id)
        once = f"{caller.staff.owner}/{body.client_id}"
        await services.customers.note(customer.id, caller.staff.owner, body.text, once)
        file = await file_of(services, request, caller, customer)
    await tell(request, customer_id)
    return file


@router.post("/customers/{customer_id}/accounts")
async def link(customer_id: CustomerId, body: Linked, caller: Writing, request: Request) -> CustomerFile:
    """Say that a chat is this customer's: its account and what was opened in it become theirs."""
    async with acting(request, caller, "customer.linked", customer_id, {"chat": body.conversation}) as services:
        customer = await seen(services, caller, customer_id)
        chat = await chat_seen(services, caller, body.conversation)
        await services.customers.link(chat.channel, chat.sender, customer.id, caller.staff.owner)
        await services.conversations.set_customer(chat.id, customer.id)
        opened = [one.id for one in await services.tickets.of_conversation(chat.id) if one.customer_id is None]
        await services.tickets.reassign(None, customer.id, opened)
        file = await file_of(services, request, caller, customer)
    await wake(request, body.conversation, "owner", {})
    await tell(request, customer_id)
    return file


@router.delete("/customers/{customer_id}/accounts/{account_id}")
async def unlink(customer_id: CustomerId, account_id: int, caller: Writing, request: Request) -> CustomerFile:
    """Say that an account is not this customer's after all; its chat, and what was opened in it, are nobody's."""
    if not 0 < account_id <= _HIGHEST:
        raise Problem(422, "input", field="account_id")
    async with acting(request, caller, "customer.unlinked", customer_id) as services:
        customer = await seen(services, caller, customer_id)
        account = await services.customers.unlink(customer.id, account_id, caller.staff.owner)
        chat = await services.conversations.find(account.channel, account.sender) if account else None
        if chat is not None and chat.customer_id == customer.id:
            await services.chats.reassign(customer.id, None, [chat.id])
            opened = [one.id for one in await services.tickets.of_conversation(chat.id)]
            await services.tickets.reassign(customer.id, None, opened)
        file = await file_of(services, request, caller, customer)
    if chat is not None:
        await wake(request, chat.id, "owner", {})
    await tell(request, customer_id)
    return file


@router.post("/customers/{customer_id}/erase", status_code=204)
async def erase(customer_id: CustomerId, body: EraseWanted, caller: Erasing, request: Request) -> None:
    """Forget everything personal about a customer, for good; refused while something is still owed to them."""
    desk = request.app.state.desk
    try:
        async with acting(request, caller, "customer.erased", customer_id) as services:
            customer = await seen(services, caller, customer_id)
            gone = await services.erasing.erase(customer.id, caller.staff.owner, body.version)
    except Stale as error:
        await slower(request, caller, error.by, error)
    for file_id in gone:
        await desk.files.drop(file_id)
    await tell(request, customer_id, erased=True)


async def slower(request: Request, caller: Caller, by: str, error: Exception) -> NoReturn:
    """Name who was faster. Raises Problem 409."""
    if not by.startswith("agent:"):
        raise Problem(409, "conflict") from error
    raise Problem(409, "customer_stale", name=await owner_name(request, caller, by)) from error


async def tell(request: Request, customer_id: str, erased: bool = False) -> None:
    """Wake the pages on which this customer is open."""
    await request.app.state.desk.bus.publish("desk", "changed", {"customer": customer_id, "erased": erased})


def checked(given: Mapping[str, Any], request: Request) -> dict[str, Any]:
    """Check codes against what we know. Raises Problem 422."""
    fields = dict(given)
    if fields.get("language"):
        fields["language"] = known(str(fields["language"]))
        if fields["language"] is None:
            raise Problem(422, "input", field="language")
    if fields.get("zone") and fields["zone"] not in available_timezones():
        raise Problem(422, "input", field="zone")
    if fields.get("marketing", False) is None:
        raise Problem(422, "input", field="marketing")
    if "preferences" in fields:
        fields["preferences"] = _preferences(fields["preferences"] or {}, request.app.state.desk.renderer.catalogue)
    return fields


def _preferences(given: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    chosen = Preferences(**given)
    for vocabulary, codes in (("need", chosen.needs), ("theme", chosen.interests)):
        if any(not catalogue.has(f"word_{vocabulary}_{code}") for code in codes):
            raise Problem(422, "input", field="preferences")
    return {name: list(dict.fromkeys(codes)) for name, codes in chosen.model_dump().items()}
