"""Every record, imported: the whole schema for migrations and for rotating keys."""

from __future__ import annotations

from bot.records import (
    arrivals,
    attachments,
    attempts,
    audit,
    bookings,
    clocks,
    company,
    conversations,
    customers,
    destinations,
    mentions,
    phrases,
    policies,
    presence,
    products,
    search,
    staff,
    surveys,
    tickets,
    webhooks,
)
from bot.records.base import Record

MODULES = (
    arrivals,
    attachments,
    attempts,
    audit,
    bookings,
    clocks,
    company,
    conversations,
    customers,
    destinations,
    phrases,
    mentions,
    policies,
    presence,
    products,
    search,
    staff,
    surveys,
    tickets,
    webhooks,
)

metadata = Record.metadata
