"""Destinations and the places in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.records.base import Record
from bot.records.types import Code, Currency, Document, Listing, Slug


class DestinationRecord(Record):
    """A destination; its facts are documents that `bot.destinations.values` gives a shape to."""

    __tablename__ = "destinations"

    id: Mapped[Slug]
    names: Mapped[Document]
    country: Mapped[Code]
    zone: Mapped[Code]
    currency: Mapped[Currency]
    safety_level: Mapped[int]
    safety_as_of: Mapped[date]
    safety: Mapped[Document]
    emergency_numbers: Mapped[Document]
    embassy: Mapped[Document | None]
    insurance: Mapped[Document | None]
    documents: Mapped[Document]
    seasons: Mapped[Listing]
    etiquette: Mapped[Document]


class PlaceRecord(Record):
    """A sight, hotel, restaurant, station, port, airport or area."""

    __tablename__ = "places"

    id: Mapped[Slug]
    destination_id: Mapped[Code | None] = mapped_column(ForeignKey("destinations.id"), index=True)
    kind: Mapped[Code]
    names: Mapped[Document]
