"""What cancelling and changing costs."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.bookings.service import BookingsService
from bot.bookings.values import CANCELLABLE, Booking
from bot.core.clock import Clock
from bot.destinations.service import DestinationsService
from bot.policies.errors import NoPolicy, NotCancellable
from bot.policies.fees import Trip, check_version, fee_lines, next_cutoff, tier_for, version_at
from bot.policies.repository import PoliciesRepository
from bot.policies.values import CancellationQuote, Policy, PolicyVersion
from bot.products.service import ProductsService


class PoliciesService:
    """Answers by the version that was in force when a booking was made."""

    def __init__(
        self,
        repository: PoliciesRepository,
        products: ProductsService,
        bookings: BookingsService,
        destinations: DestinationsService,
        clock: Clock,
    ) -> None:
        self._repository = repository
        self._products = products
        self._bookings = bookings
        self._destinations = destinations
        self._clock = clock

    async def list_all(self) -> tuple[Policy, ...]:
        """Give every policy with all its versions."""
        return await self._repository.list_all()

    async def publish(self, policy: Policy) -> None:
        """Add a policy, or replace its versions. Raises DataError where the tiers make no sense."""
        for version in policy.versions:
            check_version(version)
        await self._repository.save(policy)

    async def for_tour(self, tour_id: str, at: datetime | None = None) -> PolicyVersion:
        """Give the conditions under which a tour booked at `at` (now) is sold. Raises UnknownTour."""
        tour = await self._products.get_tour(tour_id)
        destination = await self._destinations.get(tour.destination)
        return await self._version(tour.policy_id, at or self._clock.now(), destination.zone)

    async def for_booking(self, booking_id: str) -> PolicyVersion:
        """Give the conditions that a booking was made under."""
        return (await self._conditions(await self._bookings.get(booking_id)))[0]

    async def quote_cancellation(self, booking_id: str, at: datetime | None = None) -> CancellationQuote:
        """Reckon what cancelling costs at `at` (now). Raises UnknownBooking, NotCancellable."""
        booking, moment = await self._bookings.get(booking_id), at or self._clock.now()
        if booking.state not in CANCELLABLE:
            raise NotCancellable(booking.reference, booking.state)
        version, zone = await self._conditions(booking)
        trip = Trip(booking.departure, zone, booking.meeting.time if booking.meeting else None)
        if moment >= trip.leaves_at():
            raise NotCancellable(booking.reference, "departed")
        return _quote(booking, version, trip, moment)

    async def _conditions(self, booking: Booking) -> tuple[PolicyVersion, str]:
        """Give the version a booking stands under, and its destination's zone."""
        zone = (await self._destinations.get(booking.destination)).zone
        return await self._version(booking.policy_id, booking.booked_at, zone), zone

    async def _version(self, policy_id: str, at: datetime, zone: str) -> PolicyVersion:
        policy = await self._repository.get(policy_id)
        version = version_at(policy.versions if policy else (), at.astimezone(ZoneInfo(zone)).date())
        if version is None:
            raise NoPolicy(policy_id)
        return version


def _quote(booking: Booking, version: PolicyVersion, trip: Trip, at: datetime) -> CancellationQuote:
    tier = tier_for(version, trip.days_left(at))
    lines = fee_lines(tier.fee_percent, booking.total, booking.paid)
    _, fee, refund = lines
    return CancellationQuote(
        booking_id=booking.id,
        reference=booking.reference,
        at=at,
        zone=trip.zone,
        departure=booking.departure,
        days_left=trip.days_left(at),
        policy_id=version.policy_id,
        policy_names=version.names,
        version=version.number,
        tier=tier,
        clause=tier.clause or version.clauses.get("cancel", ""),
        total=booking.total,
        paid=booking.paid,
        fee_percent=tier.fee_percent,
        fee_due=booking.total.percent(tier.fee_percent),
        fee=fee.amount,
        refund=refund.amount,
        lines=lines,
        next_cutoff=next_cutoff(version, trip, at, booking.total, booking.paid),
        refund_days=version.refund_days,
    )
