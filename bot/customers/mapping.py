"""Customer records to values."""

from __future__ import annotations

import json

from bot.customers.values import Customer, CustomerEvent, Identity, Merge
from bot.records.customers import (
    ChannelIdentityRecord,
    CustomerEventRecord,
    CustomerMergeRecord,
    CustomerRecord,
)


def customer_of(record: CustomerRecord) -> Customer:
    """Give the value of a customer."""
    return Customer(
        id=record.id,
        name=record.name,
        latin_name=record.latin_name,
        phone=record.phone,
        email=record.email,
        language=record.language,
        country=record.country,
        zone=record.zone,
        preferences=record.preferences,
        marketing=record.marketing,
        created_at=record.created_at,
        version=record.version,
        merged_into=record.merged_into,
        erased_at=record.erased_at,
    )


def identity_of(record: ChannelIdentityRecord) -> Identity:
    """Give the value of a chat account."""
    return Identity(
        record.channel,
        record.sender,
        record.customer_id,
        record.display_name,
        record.language,
        record.unreachable_since,
        record.address,
        record.id,
    )


def event_of(record: CustomerEventRecord) -> CustomerEvent:
    """Give the value of an event."""
    told = json.loads(record.told) if record.told else {}
    return CustomerEvent(record.kind, record.by, record.at, tuple(record.fields), told)


def merge_of(record: CustomerMergeRecord) -> Merge:
    """Give the value of a merge's journal."""
    told = json.loads(record.told) if record.told else {}
    return Merge(
        record.id,
        record.number,
        record.survivor_id,
        record.merged_id,
        {kind: tuple(ids) for kind, ids in record.moved.items()},
        told.get("before", {}),
        told.get("after", {}),
        record.by,
        record.at,
        record.undone_at,
        record.undone_by,
    )
