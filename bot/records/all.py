"""Every record, imported: the whole schema for migrations and for rotating keys."""

from __future__ import annotations

from bot.records import (
    attempts,
    bookings,
    company,
    conversations,
    customers,
    destinations,
    policies,
    products,
    staff,
    tickets,
)
from bot.records.base import Record

MODULES = (
    attempts,
    bookings,
    company,
    conversations,
    customers,
    destinations,
    policies,
    products,
    staff,
    tickets,
)

metadata = Record.metadata
