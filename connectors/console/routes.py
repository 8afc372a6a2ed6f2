"""Everything the console serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from connectors.console import page
from connectors.console.account import colleagues, second_factor
from connectors.console.account import routes as account
from connectors.console.assignment import routes as assignment
from connectors.console.assignment import transfers
from connectors.console.audit import routes as audit
from connectors.console.clocks import routes as clocks
from connectors.console.contacts import routes as contacts
from connectors.console.conversations import changes, files, stream, writing
from connectors.console.conversations import routes as conversations
from connectors.console.customers import changes as customer_changes
from connectors.console.customers import merges as customer_merges
from connectors.console.customers import routes as customers
from connectors.console.models import Failure
from connectors.console.phrases import chat as phrasing
from connectors.console.phrases import routes as phrases
from connectors.console.presence import routes as presence
from connectors.console.search import routes as search
from connectors.console.sessions import routes as sessions
from connectors.console.staff import routes as staff
from connectors.console.suggestions import routes as suggestions
from connectors.console.tickets import changes as ticket_changes
from connectors.console.tickets import options as ticket_options
from connectors.console.tickets import orders as ticket_orders
from connectors.console.tickets import routes as tickets
from connectors.console.tokens import routes as tokens
from connectors.console.understanding import routes as understanding
from connectors.console.webhooks import routes as webhooks

if TYPE_CHECKING:
    from bot.app import Desk

API = "/api/v1"
_PARTS = (
    search,
    sessions,
    conversations,
    changes,
    writing,
    files,
    stream,
    tickets,
    ticket_options,
    ticket_changes,
    ticket_orders,
    contacts,
    understanding,
    webhooks,
    phrases,
    phrasing,
    customers,
    customer_changes,
    customer_merges,
    account,
    second_factor,
    colleagues,
    tokens,
    audit,
    suggestions,
    presence,
    assignment,
    transfers,
    staff,
    clocks,
)
_FAILURES = (401, 403, 404, 409, 410, 413, 415, 422, 429, 503)


def routers(desk: Desk) -> tuple[APIRouter, ...]:
    """Give the routers of the API and the page; they find `desk` on `app.state`."""
    api = APIRouter(prefix=API, responses={code: {"model": Failure} for code in _FAILURES})
    for part in _PARTS:
        api.include_router(part.router)
    return (api, page.router)
