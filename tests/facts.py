"""A small company for tests: one destination, one set of conditions, one tour, one departure, one booking."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from bot.bookings.values import Booking, NewBooking, Payment, State
from bot.company.values import Company, Holiday
from bot.core.money import Money
from bot.customers.values import NewCustomer
from bot.destinations.values import Destination, Documents, Etiquette, Place, Safety, Season
from bot.policies.values import ChangeTerms, Policy, PolicyVersion, Tier
from bot.products.values import Component, DayPlan, Departure, Meeting, Party, PriceSeason, Stop, Tour
from bot.services import Services

BOOKED = datetime(2026, 2, 1, 9, tzinfo=UTC)
LEAVES = date(2026, 4, 10)
REFERENCE = "TD-ABC234"
PHONE = "+4915112345678"
EMAIL = "anna@example.com"


def cny(amount: str) -> Money:
    """Give so many yuan."""
    return Money.of(amount, "CNY")


COMPANY = Company(
    names={"en": "Cloudbridge"},
    zone="Asia/Shanghai",
    currency="CNY",
    email="hello@example.com",
    emergency_line="+861055550199",
    phones={"service": "+861055550100"},
    hours={
        "tue": ((time(9), time(12)), (time(13), time(18))),
        "fri": ((time(20), time(2)),),
    },
    holidays=(Holiday("golden_week", "10-01", "10-07"),),
)

KYOTO = Destination(
    id="kyoto",
    names={"en": "Kyoto", "zh": "京都"},
    country="JP",
    zone="Asia/Tokyo",
    currency="JPY",
    safety=Safety(level=1, as_of=date(2026, 3, 1), concerns=("crowds",), note={"en": "Calm."}),
    emergency_numbers={"police": "110", "ambulance": "119"},
    documents=Documents(visa={"DE": "free", "default": "required"}, visa_days=90, bring=("walking_shoes",)),
    seasons=(
        Season((3, 4, 5), 8, 22, "low", good=True),
        Season((6, 7, 8), 22, 33, "high", good=False),
    ),
    etiquette=Etiquette(tipping="none", facts=("shoes_off",)),
)

VERSION = PolicyVersion(
    policy_id="standard",
    names={"en": "Standard terms"},
    number=1,
    valid_from=date(2025, 1, 1),
    tiers=(
        Tier(30, Decimal(5), "4.1(a)"),
        Tier(15, Decimal(20), "4.1(b)"),
        Tier(0, Decimal(80), "4.1(c)"),
    ),
    no_show_percent=Decimal(100),
    change=ChangeTerms(free_until_days=30, deadline_days=7, fee=cny("200")),
    refund_days=10,
    force_majeure={"en": "…"},
    clauses={"cancel": "4.1"},
)
LATER_VERSION = replace(
    VERSION, number=2, valid_from=date(2026, 3, 1), tiers=(Tier(10, Decimal(0), "4.1(a)"), Tier(0, Decimal(50)))
)
STANDARD = Policy("standard", {"en": "Standard terms"}, (VERSION, LATER_VERSION))

TOUR = Tour(
    id="kyoto-gardens",
    code="KY-1",
    destination="kyoto",
    days=5,
    nights=4,
    names={"en": "Kyoto Gardens", "zh": "京都庭园"},
    summary={"en": "Moss and stone."},
    currency="CNY",
    components=(Component("transport", cny("400.05")), Component("lodging", cny("600"))),
    child_percent=Decimal(70),
    child_ages=(2, 11),
    infant_amount=cny("50"),
    infant_ages=(0, 1),
    single_supplement=cny("300"),
    deposit_percent=Decimal(30),
    balance_days_before=14,
    policy_id="standard",
    itinerary=(
        DayPlan(1, (Stop("meet", place="kyoto_station", at=time(9)), Stop("activity", what="tea")), ("lunch",)),
    ),
    themes=("culture", "family"),
    seasons=(
        PriceSeason("spring", "03-20", "05-31", Decimal(20)),
        PriceSeason("blossom", "04-01", "04-15", Decimal("33.3")),
    ),
    not_included=("tips",),
    meeting=Meeting("kyoto_station", time(9)),
    needs={"infant": "yes", "halal": "no"},
)


async def publish(services: Services) -> Departure:
    """Put the company, its destination, conditions, tour and one departure of ten seats on record."""
    await services.company.publish(COMPANY)
    await services.destinations.publish(KYOTO)
    await services.destinations.publish_place(Place("kyoto_station", "station", {"en": "Kyoto Station"}, "kyoto"))
    await services.policies.publish(STANDARD)
    await services.products.publish(TOUR)
    return await services.products.publish_departure(Departure(0, TOUR.id, LEAVES, seats=10, seats_left=10))


async def book(services: Services, departure: Departure, **changes: object) -> Booking:
    """Enter Anna's booking: two adults and a child, 2,700 yuan, 1,000 paid."""
    anna = await services.customers.register(
        NewCustomer("Anna Schneider", phone=PHONE, email=EMAIL, language="de", country="DE")
    )
    booking = NewBooking(
        reference=REFERENCE,
        customer_id=anna.id,
        tour_id=TOUR.id,
        departure_id=departure.id,
        state=State.CONFIRMED,
        party=Party(adults=2, children=1),
        total=cny("2700"),
        deposit=cny("810"),
        booked_at=BOOKED,
        policy_id="standard",
        balance_due=date(2026, 3, 27),
        payments=(Payment("deposit", cny("1000"), BOOKED, "received", "card"),),
    )
    return await services.bookings.enter(replace(booking, **changes), by="test")  # type: ignore[arg-type]
