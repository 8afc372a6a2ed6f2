"""Product records to values and back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bot.core.money import Money
from bot.core.shapes import read, write
from bot.products.values import Departure, Promotion, Tour
from bot.records.products import (
    DepartureRecord,
    PriceComponentRecord,
    PriceSeasonRecord,
    PromotionRecord,
    TourRecord,
)

# Columns that hold a value's field under the same name, as a document where it is nested.
_COPIED = (
    "also", "themes", "guide_languages", "included", "not_included", "itinerary", "needs", "insurance", "names",
    "summary", "child_ages", "infant_ages", "bring",
)  # fmt: skip
_PLAIN = (
    "code", "days", "nights", "currency", "child_percent", "deposit_percent", "balance_days_before", "policy_id",
    "group_min", "group_max", "active", "min_age",
)  # fmt: skip


def tour_of(record: TourRecord) -> Tour:
    """Give the value of a tour record whose components and seasons are loaded."""
    currency = record.currency
    document: dict[str, Any] = {name: getattr(record, name) for name in ("id", *_COPIED, *_PLAIN)}
    document |= {
        "destination": record.destination_id,
        "components": [
            {"component": part.component, "amount": Money(part.amount, currency)} for part in record.components
        ],
        "seasons": [
            {"name": part.name, "starts": part.starts, "ends": part.ends, "percent": part.percent}
            for part in record.seasons
        ],
        "infant_amount": _money(record.infant_amount, currency),
        "single_supplement": _money(record.single_supplement, currency),
        "meeting": {"place": record.meeting_place, "time": record.meeting_time},
    }
    if record.meeting_place is None and record.meeting_time is None:
        document["meeting"] = None
    return read(Tour, document, f"tour {record.id}")


def fill_tour(record: TourRecord, tour: Tour) -> None:
    """Write a tour into its record, whose components and seasons are empty."""
    document = write(tour)
    for name in _COPIED:
        setattr(record, name, document[name])
    for name in _PLAIN:
        setattr(record, name, getattr(tour, name))
    record.needs = document["needs"] or {}
    record.destination_id = tour.destination
    record.infant_amount = tour.infant_amount.amount if tour.infant_amount else None
    record.single_supplement = tour.single_supplement.amount if tour.single_supplement else None
    record.meeting_place = tour.meeting.place if tour.meeting else None
    record.meeting_time = tour.meeting.time if tour.meeting else None
    record.components.extend(
        PriceComponentRecord(component=part.component, position=position, amount=part.amount.amount)
        for position, part in enumerate(tour.components)
    )
    record.seasons.extend(
        PriceSeasonRecord(name=part.name, starts=part.starts, ends=part.ends, percent=part.percent)
        for part in tour.seasons
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount, currency)


def departure_of(record: DepartureRecord) -> Departure:
    """Give the value of a departure; nobody has booked yet."""
    return Departure(record.id, record.tour_id, record.day, record.seats, record.seats, record.percent)


def promotion_of(record: PromotionRecord) -> Promotion:
    """Give the value of a promotion."""
    return Promotion(
        id=record.id,
        kind=record.kind,
        names=record.names,
        conditions={name: _condition(value) for name, value in record.conditions.items()},
        valid_from=record.valid_from,
        valid_to=record.valid_to,
        percent=record.percent,
        amount=_money(record.amount, record.currency),
        code=record.code,
        tours=None if record.tours is None else tuple(record.tours),
    )


def fill_promotion(record: PromotionRecord, promotion: Promotion, currency: str) -> None:
    """Write a promotion into its record."""
    record.kind, record.names, record.code = promotion.kind, dict(promotion.names), promotion.code
    record.conditions = {
        name: value.to_json() if isinstance(value, Money) else value for name, value in promotion.conditions.items()
    }
    record.valid_from, record.valid_to = promotion.valid_from, promotion.valid_to
    record.percent = promotion.percent
    record.amount = promotion.amount.amount if promotion.amount else None
    record.currency = promotion.amount.currency if promotion.amount else currency
    record.tours = None if promotion.tours is None else list(promotion.tours)


def _condition(value: Any) -> bool | int | Money:
    return Money.from_json(value) if isinstance(value, dict) else value
