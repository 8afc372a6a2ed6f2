"""The services of one unit of work, wired by hand, and the desk that opens units of work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.attempts.repository import AttemptsRepository
from bot.attempts.service import AttemptsService
from bot.bookings.repository import BookingsRepository
from bot.bookings.service import BookingsService, SeatsService
from bot.bookings.verification import Verification
from bot.company.repository import CompanyRepository
from bot.company.service import CompanyService
from bot.conversations.outbox import OutboxRepository
from bot.conversations.repository import ConversationsRepository
from bot.conversations.service import ConversationsService
from bot.conversations.turn_repository import TurnRepository
from bot.core.clock import Clock, SystemClock
from bot.core.crypto import Ciphers
from bot.core.database import Database, build_database
from bot.core.settings import Settings
from bot.customers.repository import CustomersRepository
from bot.customers.service import CustomersService
from bot.destinations.repository import DestinationsRepository
from bot.destinations.service import DestinationsService
from bot.policies.repository import PoliciesRepository
from bot.policies.service import PoliciesService
from bot.products.repository import ProductsRepository
from bot.products.service import ProductsService
from bot.staff.passwords import Passwords
from bot.staff.repository import StaffRepository
from bot.staff.service import StaffService
from bot.tickets.repository import TicketsRepository
from bot.tickets.service import TicketsService


@dataclass(frozen=True)
class Services:
    """Every area's service, all in one transaction."""

    clock: Clock
    company: CompanyService
    destinations: DestinationsService
    products: ProductsService
    policies: PoliciesService
    customers: CustomersService
    bookings: BookingsService
    tickets: TicketsService
    conversations: ConversationsService
    staff: StaffService


def build_services(session: AsyncSession, clock: Clock, ciphers: Ciphers, passwords: Passwords) -> Services:
    """Wire the services of one session."""
    attempts = AttemptsService(AttemptsRepository(session), ciphers)
    booked = BookingsRepository(session)
    destinations = DestinationsService(DestinationsRepository(session))
    products = ProductsService(ProductsRepository(session), SeatsService(booked), destinations, clock)
    bookings = BookingsService(booked, Verification(booked, attempts, ciphers), clock)
    return Services(
        clock=clock,
        company=CompanyService(CompanyRepository(session), clock),
        destinations=destinations,
        products=products,
        policies=PoliciesService(PoliciesRepository(session), products, bookings, destinations, clock),
        customers=CustomersService(CustomersRepository(session, ciphers), clock),
        bookings=bookings,
        tickets=TicketsService(TicketsRepository(session), clock),
        conversations=ConversationsService(
            ConversationsRepository(session), TurnRepository(session), OutboxRepository(session), clock
        ),
        staff=StaffService(StaffRepository(session, ciphers), attempts, passwords, clock),
    )


class Desk:
    """Settings, database and clock of this process; opens units of work."""

    def __init__(
        self, settings: Settings, database: Database, clock: Clock, passwords: Passwords | None = None
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock
        self._ciphers = settings.ciphers()
        self._passwords = passwords or Passwords()

    @asynccontextmanager
    async def open_services(self, *, write: bool = True) -> AsyncIterator[Services]:
        """Give the services of one transaction: committed at the end, undone by an error.

        `write=False` for work that only reads. Do not wait for anything slow (the brain, a network) inside.
        """
        async with self.database.unit_of_work(write=write) as session:
            yield build_services(session, self.clock, self._ciphers, self._passwords)

    async def close(self) -> None:
        """Close every connection."""
        await self.database.close()


def open_desk(settings: Settings, clock: Clock | None = None) -> Desk:
    """Open the desk that the settings describe; the schema is `bot.records.migrate.upgrade`'s business."""
    return Desk(settings, build_database(settings.database, settings.ciphers()), clock or SystemClock())
