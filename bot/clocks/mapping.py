"""Rows to clocks' values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import yaml

from bot.clocks.values import Chat, Fact, Rules, Setting, Standing, Trip
from bot.company.values import Calendar
from bot.core.shapes import read
from bot.localisation.languages import DATA
from bot.records.conversations import ConversationRecord


@cache
def usual_rules() -> Rules:
    """Read what an installation begins with."""
    document = yaml.safe_load((DATA / "clocks.yml").read_text(encoding="utf-8"))["clocks"]
    return read(Rules, document, "clocks.yml")


def setting_of(row: Sequence[Any]) -> Setting:
    """Give the rules and the company's calendar."""
    version, rules, zone, hours, holidays = row
    company = {"zone": zone, "hours": hours, "holidays": holidays}
    return Setting(
        rules=read(Rules, rules, "clock_rules") if rules else usual_rules(),
        version=version or 0,
        company=read(Calendar, company, "company") if zone else None,
    )


def chat_of(record: ConversationRecord) -> Chat:
    """Give what clocks need of a conversation."""
    return Chat(
        id=record.id,
        owner=record.owner,
        status=record.status,
        priority=record.priority,
        team=record.team,
        language=record.language,
        customer_id=record.customer_id,
        booking=_named(record.summary),
        snoozed_until=record.snoozed_until,
        standing=Standing(
            rank=record.rank,
            due_at=record.due_at,
            due_kind=record.due_kind,
            due_since=record.due_since,
            warn_at=record.warn_at,
            departs_at=record.departs_at,
            look_at=record.look_at,
        ),
    )


def fact_of(row: Sequence[Any]) -> Fact:
    """Give a message or an event."""
    at, _, _, _, kind, from_owner, to_owner, written = row
    note = json.loads(written) if written else {}
    return Fact(
        at=at,
        kind=kind,
        from_owner=from_owner,
        to_owner=to_owner,
        until=_moment(note.get("until")),
        clock=note.get("clock") if kind.startswith("clock_") else None,
        since=_moment(note.get("since")),
    )


def trip_of(row: Sequence[Any]) -> Trip:
    """Give a departure."""
    day, meets, zone = row
    return Trip(day, meets, zone)


def _named(summary: dict[str, Any] | None) -> str | None:
    reference = (summary or {}).get("booking")
    return reference if isinstance(reference, str) and reference else None


def _moment(iso: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(iso) if isinstance(iso, str) else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
