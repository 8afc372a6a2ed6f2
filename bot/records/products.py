"""Tours with their prices by component, seasons and departures; promotions."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.records.base import Record
from bot.records.types import Amount, Code, Currency, Document, Listing, Percent, RowId, Slug, owned_by


class TourRecord(Record):
    """A tour as it is published."""

    __tablename__ = "tours"

    id: Mapped[Slug]
    code: Mapped[Code]
    destination_id: Mapped[Code] = mapped_column(ForeignKey("destinations.id"), index=True)
    also: Mapped[Listing]
    days: Mapped[int]
    nights: Mapped[int]
    names: Mapped[Document]
    summary: Mapped[Document]
    themes: Mapped[Listing]
    guide_languages: Mapped[Listing]
    group_min: Mapped[int]
    group_max: Mapped[int]
    currency: Mapped[Currency]
    child_percent: Mapped[Percent | None]
    child_ages: Mapped[Listing | None]
    infant_amount: Mapped[Amount | None]
    infant_ages: Mapped[Listing | None]
    single_supplement: Mapped[Amount | None]
    included: Mapped[Listing]
    not_included: Mapped[Listing]
    deposit_percent: Mapped[Percent]
    balance_days_before: Mapped[int]
    policy_id: Mapped[Code] = mapped_column(ForeignKey("policies.id"))
    meeting_place: Mapped[Code | None] = mapped_column(ForeignKey("places.id"))
    meeting_time: Mapped[time | None]
    itinerary: Mapped[Listing]
    needs: Mapped[Document]
    insurance: Mapped[Document | None]
    min_age: Mapped[int | None]
    bring: Mapped[Listing]
    active: Mapped[bool]
    components: Mapped[list[PriceComponentRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PriceComponentRecord.position"
    )
    seasons: Mapped[list[PriceSeasonRecord]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="PriceSeasonRecord.id"
    )


class PriceComponentRecord(Record):
    """One adult's share of the price for one thing: transport, lodging, meals."""

    __tablename__ = "price_components"

    tour_id: Mapped[str] = mapped_column(String(40), owned_by("tours.id"), primary_key=True)
    component: Mapped[str] = mapped_column(String(40), primary_key=True)
    position: Mapped[int]
    amount: Mapped[Amount]


class PriceSeasonRecord(Record):
    """A part of every year (MM-DD to MM-DD, both included) that costs so much per cent more, or less."""

    __tablename__ = "price_seasons"

    id: Mapped[RowId]
    tour_id: Mapped[str] = mapped_column(String(40), owned_by("tours.id"), index=True)
    name: Mapped[Code]
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    percent: Mapped[Percent]


class DepartureRecord(Record):
    """A day on which a tour leaves, with its seats and its own surcharge."""

    __tablename__ = "departures"
    __table_args__ = (UniqueConstraint("tour_id", "day"),)

    id: Mapped[RowId]
    tour_id: Mapped[str] = mapped_column(String(40), owned_by("tours.id"))
    day: Mapped[date] = mapped_column(index=True)
    seats: Mapped[int]
    percent: Mapped[Percent | None]


class PromotionRecord(Record):
    """An offer that holds between two days, for some tours or all."""

    __tablename__ = "promotions"

    id: Mapped[Slug]
    kind: Mapped[Code]
    names: Mapped[Document]
    percent: Mapped[Percent | None]
    amount: Mapped[Amount | None]
    currency: Mapped[Currency]
    conditions: Mapped[Document]
    code: Mapped[Code | None] = mapped_column(unique=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    tours: Mapped[Listing | None]
