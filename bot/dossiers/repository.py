"""Lists of customers and facts of many at once: read over the areas' records, never written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.sight import Sight
from bot.customers.sight import customers_seen_by
from bot.dossiers.facts import Journey, Material, needs_in
from bot.dossiers.values import Place, Wanted
from bot.records.bookings import BookingRecord, PaymentRecord, TravellerRecord
from bot.records.customers import CustomerRecord
from bot.records.products import DepartureRecord, TourRecord
from bot.records.tickets import TicketRecord

_MOVED = ("received", "sent")


class DossiersRepository:
    """Reads what is not sealed, so that looking through thousands opens nothing."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def stretch(
        self, wanted: Wanted, only: Sequence[str] | None, after: Place | None, limit: int
    ) -> tuple[Place, ...]:
        """Give the next customers, the latest entered first; `only` these ids where they are known."""
        query = select(CustomerRecord.created_at, CustomerRecord.id).where(
            CustomerRecord.merged_into.is_(None), CustomerRecord.erased_at.is_(None)
        )
        if only is not None:
            query = query.where(CustomerRecord.id.in_(only))
        if wanted.language is not None:
            query = query.where(CustomerRecord.language == wanted.language)
        if wanted.sight is not None:
            query = query.where(customers_seen_by(wanted.sight))
        if after is not None:
            earlier = and_(CustomerRecord.created_at == after.created_at, CustomerRecord.id < after.id)
            query = query.where(or_(CustomerRecord.created_at < after.created_at, earlier))
        query = query.order_by(CustomerRecord.created_at.desc(), CustomerRecord.id.desc()).limit(limit)
        return tuple(Place(at, customer_id) for at, customer_id in await self._session.execute(query))

    async def knows(self, sight: Sight, customer_id: str) -> bool:
        query = select(CustomerRecord.id).where(CustomerRecord.id == customer_id, customers_seen_by(sight))
        return await self._session.scalar(query) is not None

    async def materials(self, ids: Sequence[str], now: datetime) -> Mapping[str, Material]:
        """Give what the records say of these customers: four questions, however many they are."""
        people = select(CustomerRecord.id, CustomerRecord.created_at, CustomerRecord.preferences)
        rows = await self._session.execute(people.where(CustomerRecord.id.in_(ids)))
        found = {one: Material(at, set(needs_in(preferences))) for one, at, preferences in rows}
        await self._add_journeys(found, ids)
        await self._add_payments(found, ids)
        await self._add_parties(found, ids)
        complaints = select(TicketRecord.customer_id).where(
            TicketRecord.kind == "complaint", TicketRecord.opened_at > now - timedelta(days=365)
        )
        for customer_id in await self._session.scalars(complaints.where(TicketRecord.customer_id.in_(ids))):
            if customer_id in found:
                found[customer_id].complaints += 1
        return found

    async def _add_journeys(self, found: Mapping[str, Material], ids: Sequence[str]) -> None:
        query = (
            select(BookingRecord.customer_id, BookingRecord.state, DepartureRecord.day, TourRecord.days)
            .add_columns(BookingRecord.currency, BookingRecord.needs, BookingRecord.children + BookingRecord.infants)
            .join(DepartureRecord, DepartureRecord.id == BookingRecord.departure_id)
            .join(TourRecord, TourRecord.id == BookingRecord.tour_id)
            .where(BookingRecord.customer_id.in_(ids))
        )
        for customer_id, state, day, days, currency, needs, children in await self._session.execute(query):
            found[customer_id].children += children
            ends = day + timedelta(days=days - 1)
            found[customer_id].journeys.append(Journey(state, day, ends, currency, tuple(needs)))

    async def _add_payments(self, found: Mapping[str, Material], ids: Sequence[str]) -> None:
        query = (
            select(BookingRecord.customer_id, PaymentRecord.kind, PaymentRecord.amount, PaymentRecord.currency)
            .join(BookingRecord, BookingRecord.id == PaymentRecord.booking_id)
            .where(PaymentRecord.state.in_(_MOVED), PaymentRecord.kind != "fee", BookingRecord.customer_id.in_(ids))
        )
        for customer_id, kind, amount, currency in await self._session.execute(query):
            found[customer_id].paid[currency] += -amount if kind == "refund" else amount

    async def _add_parties(self, found: Mapping[str, Material], ids: Sequence[str]) -> None:
        query = (
            select(BookingRecord.customer_id, TravellerRecord.birth_year, TravellerRecord.needs)
            .join(BookingRecord, BookingRecord.id == TravellerRecord.booking_id)
            .where(BookingRecord.customer_id.in_(ids))
        )
        for customer_id, birth_year, needs in await self._session.execute(query):
            material = found[customer_id]
            material.needs.update(needs)
            if birth_year:
                material.birth_years.add(birth_year)
