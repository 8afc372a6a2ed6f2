"""Entering webhooks, and looking at what they were told."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from bot.webhooks.values import EVENTS, Call, Webhook
from connectors.console.acting import acting
from connectors.console.identity import Caller, May
from connectors.console.problems import ConsoleRoute
from connectors.console.webhooks.models import CallMade, CallsMade, Hook, HookChange, HookMade, Hooks, NewHook

router = APIRouter(route_class=ConsoleRoute, tags=["webhooks"], prefix="/webhooks")

Managing = Annotated[Caller, Depends(May("webhooks.write"))]
HookId = Annotated[str, Path(max_length=36)]
_HIGHEST = 2**31 - 1
CallId = Annotated[int, Path(ge=1, le=_HIGHEST)]


@router.get("")
async def list_all(caller: Managing, request: Request) -> Hooks:
    """Give every webhook, and the events that one can ask for."""
    async with request.app.state.desk.services(write=False) as services:
        found = await services.webhooks.list_all()
    return Hooks(items=[_hook(one, waiting) for one, waiting in found], events=list(EVENTS))


@router.post("", status_code=201)
async def create(body: NewHook, caller: Managing, request: Request) -> HookMade:
    """Enter a webhook. Its calls are POSTs signed by the Standard Webhooks rules with the secret given here, once."""
    async with acting(request, caller, "webhook.created", "webhooks", {"events": body.events}) as services:
        made = await services.webhooks.create(body.url, body.events, caller.staff.owner)
    return HookMade(**_hook(made, 0).model_dump(), secret=made.secret)


@router.patch("/{webhook_id}")
async def change(webhook_id: HookId, body: HookChange, caller: Managing, request: Request) -> Hook:
    """Change a webhook, or switch it on or off."""
    values = body.model_dump(exclude_none=True, exclude={"url"})
    async with acting(request, caller, "webhook.changed", f"webhook:{webhook_id}", values) as services:
        changed = await services.webhooks.change(webhook_id, body.url, body.events, body.active)
    return _hook(changed, 0)


@router.delete("/{webhook_id}", status_code=204)
async def remove(webhook_id: HookId, caller: Managing, request: Request) -> None:
    """Forget a webhook, and what it was still owed."""
    async with acting(request, caller, "webhook.removed", f"webhook:{webhook_id}") as services:
        await services.webhooks.remove(webhook_id)


@router.post("/{webhook_id}/test", status_code=202)
async def test(webhook_id: HookId, caller: Managing, request: Request) -> CallMade:
    """Make a call that tells of nothing, to see whether it arrives."""
    async with acting(request, caller, "webhook.tested", f"webhook:{webhook_id}") as services:
        await services.webhooks.test(webhook_id)
        latest = await services.webhooks.calls(webhook_id, limit=1)
    return _call(latest[0])


@router.get("/{webhook_id}/calls")
async def calls(
    webhook_id: HookId,
    caller: Managing,
    request: Request,
    before: Annotated[int | None, Query(ge=1, le=_HIGHEST)] = None,
) -> CallsMade:
    """Give a webhook's calls, the latest first; `before` an id for the next page."""
    async with request.app.state.desk.services(write=False) as services:
        found = await services.webhooks.calls(webhook_id, before)
    return CallsMade(items=[_call(one) for one in found])


@router.post("/{webhook_id}/calls/{call_id}/again", status_code=202)
async def call_again(webhook_id: HookId, call_id: CallId, caller: Managing, request: Request) -> CallMade:
    """Make a call once more."""
    async with acting(request, caller, "webhook.called_again", f"webhook:{webhook_id}", {"call": call_id}) as services:
        again = await services.webhooks.call_again(webhook_id, call_id)
    return _call(again)


def _hook(webhook: Webhook, waiting: int) -> Hook:
    return Hook(
        id=webhook.id,
        url=webhook.url,
        events=list(webhook.events),
        active=webhook.active,
        reason=webhook.reason,
        failing_since=webhook.failing_since,
        waiting=waiting,
        created_at=webhook.created_at,
    )


def _call(call: Call) -> CallMade:
    return CallMade(
        id=call.id,
        event=call.event,
        thing=call.thing,
        data=dict(call.data),
        at=call.at,
        state=call.state,
        attempts=call.attempts,
        next_at=call.next_at,
        status=call.status,
        error=call.error,
    )
