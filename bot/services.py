"""The services of one unit of work, wired by hand, and the desk that opens units of work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrivals.repository import ArrivalsRepository
from bot.arrivals.service import ArrivalsService
from bot.assignment.repository import AssignmentRepository
from bot.assignment.service import AssignmentService
from bot.attachments.files import MB, Files
from bot.attachments.repository import AttachmentsRepository
from bot.attachments.service import AttachmentsService
from bot.attachments.types import load_types
from bot.attempts.repository import AttemptsRepository
from bot.attempts.service import AttemptsService
from bot.audit.repository import AuditRepository
from bot.audit.service import AuditService
from bot.bookings.repository import BookingsRepository
from bot.bookings.service import BookingsService, SeatsService
from bot.bookings.verification import Verification
from bot.clocks.repository import ClocksRepository
from bot.clocks.service import ClocksService
from bot.company.repository import CompanyRepository
from bot.company.service import CompanyService
from bot.contacts.service import ContactsService
from bot.conversations.belonging import BelongingService
from bot.conversations.belonging_repository import BelongingRepository
from bot.conversations.outbox import OutboxRepository
from bot.conversations.repository import ConversationsRepository
from bot.conversations.service import ConversationsService
from bot.conversations.touched import Touched
from bot.conversations.turn_repository import TurnRepository
from bot.conversations.undo_repository import UndoRepository
from bot.core.clock import Clock, SystemClock
from bot.core.crypto import Ciphers
from bot.core.database import Database, build_database
from bot.core.settings import Settings
from bot.customers.account_repository import AccountRepository
from bot.customers.merge_repository import MergeRepository
from bot.customers.merging import MergesService
from bot.customers.repository import CustomersRepository
from bot.customers.service import CustomersService
from bot.destinations.repository import DestinationsRepository
from bot.destinations.service import DestinationsService
from bot.dossiers.erasing import ErasingService
from bot.dossiers.exporting import ExportingService
from bot.dossiers.merging import MergingService
from bot.dossiers.repository import DossiersRepository
from bot.dossiers.service import Areas, DossiersService
from bot.factors.repository import FactorsRepository
from bot.factors.service import FactorsService
from bot.inbox.repository import InboxRepository
from bot.inbox.service import InboxService
from bot.leases.repository import LeasesRepository
from bot.leases.service import LeasesService
from bot.logins.repository import LoginsRepository
from bot.logins.service import LoginsService
from bot.logins.values import Policy
from bot.mentions.repository import MentionsRepository
from bot.mentions.service import MentionsService
from bot.phrases.filling import Filling
from bot.phrases.reader import Records
from bot.phrases.repository import PhrasesRepository
from bot.phrases.service import PhrasesService
from bot.policies.repository import PoliciesRepository
from bot.policies.service import PoliciesService
from bot.presence.repository import PresenceRepository
from bot.presence.service import PresenceService
from bot.products.repository import ProductsRepository
from bot.products.service import ProductsService
from bot.search.following import following
from bot.search.index import Index
from bot.search.names import Marks
from bot.search.repository import SearchRepository
from bot.search.service import SearchService
from bot.staff.passwords import Passwords
from bot.staff.repository import StaffRepository
from bot.staff.service import StaffService
from bot.suggestions.service import SuggestionsService
from bot.surveys.repository import SurveysRepository
from bot.surveys.service import SurveysService
from bot.tickets.choices import choices
from bot.tickets.listing import TicketLists
from bot.tickets.repository import TicketsRepository
from bot.tickets.service import TicketsService
from bot.tokens.repository import TokensRepository
from bot.tokens.service import TokensService
from bot.webhooks.repository import WebhooksRepository
from bot.webhooks.service import WebhooksService


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
    clocks: ClocksService
    inbox: InboxService
    mentions: MentionsService
    contacts: ContactsService
    attachments: AttachmentsService
    search: SearchService
    surveys: SurveysService
    staff: StaffService
    arrivals: ArrivalsService
    leases: LeasesService
    audit: AuditService
    presence: PresenceService
    assignment: AssignmentService
    webhooks: WebhooksService
    chats: BelongingService
    dossiers: DossiersService
    merging: MergingService
    erasing: ErasingService
    exporting: ExportingService
    phrases: PhrasesService
    filling: Filling
    logins: LoginsService
    factors: FactorsService
    tokens: TokensService
    suggestions: SuggestionsService


def build_services(
    session: AsyncSession, clock: Clock, ciphers: Ciphers, passwords: Passwords, policy: Policy, daily_bytes: int
) -> Services:
    """Wire the services of one session; `daily_bytes` is how much one sender may send in a day."""
    webhooks = WebhooksService(WebhooksRepository(session), clock)
    attempts = AttemptsService(AttemptsRepository(session), ciphers)
    colleagues = StaffRepository(session, ciphers)
    factors = FactorsService(FactorsRepository(session, ciphers), attempts, clock)
    booked = BookingsRepository(session)
    destinations = DestinationsService(DestinationsRepository(session))
    products = ProductsService(ProductsRepository(session), SeatsService(booked), destinations, clock)
    touched = Touched()
    clocks = ClocksService(ClocksRepository(session), touched, clock)
    bookings = BookingsService(booked, Verification(booked, attempts, ciphers), touched, clock)
    people = CustomersRepository(session, ciphers)
    customers = CustomersService(people, AccountRepository(session, ciphers), clock)
    tickets = TicketsService(
        TicketsRepository(session, webhooks.tell), TicketLists(session), clocks.deadline, clock, choices()
    )
    policies = PoliciesService(PoliciesRepository(session), products, bookings, destinations, clock)
    conversations = ConversationsService(
        ConversationsRepository(session, touched, webhooks.tell),
        TurnRepository(session),
        OutboxRepository(session),
        clocks,
        UndoRepository(session),
        clock,
    )
    staff = StaffService(colleagues, passwords, clock)
    mentions = MentionsService(MentionsRepository(session), staff, clock)
    presence = PresenceService(PresenceRepository(session), clock)
    leases = LeasesService(LeasesRepository(session), clock)
    company, surveys = (
        CompanyService(CompanyRepository(session), clock),
        SurveysService(SurveysRepository(session), clock),
    )
    attachments = AttachmentsService(AttachmentsRepository(session), clock, daily_bytes)
    merges = MergesService(customers, people, MergeRepository(session), clock)
    chats = BelongingService(BelongingRepository(session))
    areas = Areas(customers, merges, bookings, tickets, surveys, chats, company)
    dossiers = DossiersService(areas, DossiersRepository(session), clock)
    marks = Marks(ciphers)
    filling = Filling(Records(bookings, products, policies, destinations, company, tickets, customers))
    return Services(
        clock=clock,
        company=company,
        destinations=destinations,
        products=products,
        policies=policies,
        customers=customers,
        bookings=bookings,
        tickets=tickets,
        conversations=conversations,
        clocks=clocks,
        inbox=InboxService(InboxRepository(session), mentions),
        mentions=mentions,
        contacts=ContactsService(conversations, customers, bookings, tickets),
        attachments=attachments,
        search=SearchService(SearchRepository(session), Index(session, marks), marks, clock),
        surveys=surveys,
        staff=staff,
        arrivals=ArrivalsService(ArrivalsRepository(session), clock),
        leases=leases,
        audit=AuditService(AuditRepository(session, ciphers), clock),
        presence=presence,
        assignment=AssignmentService(AssignmentRepository(session), conversations, staff, presence, leases, clock),
        webhooks=webhooks,
        chats=chats,
        dossiers=dossiers,
        exporting=ExportingService(dossiers, conversations),
        merging=MergingService(areas),
        erasing=ErasingService(areas, attachments, clock),
        phrases=PhrasesService(PhrasesRepository(session), clock),
        logins=LoginsService(LoginsRepository(session, policy.idle), colleagues, attempts, factors, clock, policy),
        factors=factors,
        tokens=TokensService(TokensRepository(session), colleagues, clock),
        filling=filling,
        suggestions=SuggestionsService(filling, tickets, clock),
    )


class Desk:
    """Settings, database and clock of this process; opens units of work."""

    def __init__(
        self, settings: Settings, database: Database, clock: Clock, passwords: Passwords | None = None
    ) -> None:
        self.settings = settings
        self.database = database
        self.clock = clock
        self.files = Files(settings.home / "files", settings.file_limit_mb, load_types())
        self._ciphers = settings.ciphers()
        self._passwords = passwords or Passwords()
        self.settle_policy(settings)

    def settle_policy(self, settings: Settings) -> None:
        """Ask of log-ins what the settings say."""
        idle = timedelta(minutes=settings.session_idle_minutes)
        self._policy = Policy(idle, frozenset(settings.second_factor_for))

    @property
    def passwords(self) -> Passwords:
        """Give what hashes and checks passwords, which is too slow for a unit of work."""
        return self._passwords

    @asynccontextmanager
    async def open_services(self, *, write: bool = True) -> AsyncIterator[Services]:
        """Give the services of one transaction: committed at the end, undone by an error.

        `write=False` for work that only reads. Do not wait for anything slow (the brain, a network) inside.
        """
        async with self.database.unit_of_work(write=write) as session:
            daily = self.settings.files_a_day_mb * MB
            services = build_services(session, self.clock, self._ciphers, self._passwords, self._policy, daily)
            index = Index(session, Marks(self._ciphers))
            async with following(session, index) if write else nullcontext():
                yield services
            if write:
                await services.clocks.settle()

    async def close(self) -> None:
        """Close every connection."""
        await self.database.close()


def open_desk(settings: Settings, clock: Clock | None = None) -> Desk:
    """Open the desk that the settings describe; the schema is `bot.records.migrate.upgrade`'s business."""
    return Desk(settings, build_database(settings.database, settings.ciphers()), clock or SystemClock())
