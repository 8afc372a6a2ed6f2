"""The demo company, loaded into the records once; its days count from the day of loading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.bookings.values import BookingEvent, NewBooking, Payment, State, Traveller
from bot.core.money import Money
from bot.customers.values import NewCustomer
from bot.demo_files import DemoFiles
from bot.products.values import Departure, Party, Tour
from bot.services import Desk, Services
from bot.staff.values import USUAL_CAPACITY, NewStaff

MARK = "demo-loaded"
# Its travellers have written: see `demo_visitors`.
VISITED = "demo-visited"
FOLDER = Path(__file__).parent.parent / "data" / "demo"
_OFFICE_OPENS = time(10)
_PARTY = {"adult": "adults", "child": "children", "infant": "infants"}


async def load(services: Services, today: date, folder: Path = FOLDER, password: str | None = None) -> bool:
    """Load the demo company unless it was loaded before; say whether it was now.

    `today` is the day that its days count from. `password` is given to every demo colleague; without one none of
    them can log in.
    """
    if not await services.company.once(MARK):
        return False
    files = DemoFiles(folder, today)
    tours, departures = await _load_catalogue(services, files)
    await _load_staff(services, files, password)
    zone = ZoneInfo(files.company().zone)
    await _load_bookings(services, files, tours, departures, _Times(zone, today, services.clock.now()))
    return True


async def reset(records: Desk) -> None:
    """Empty every table, logins and conversations too, and load the demo company again, in one transaction.

    Only the audit log stays, and says so.
    """
    async with records.open_services() as services:
        await services.company.wipe()
        await services.audit.record("system", "records.wiped", "demo")
        await load(services, services.clock.now().date())


class _Times:
    """Days of the files as moments: office hours of that day, never later than now."""

    def __init__(self, zone: ZoneInfo, today: date, now: datetime) -> None:
        self._zone, self._today, self.now = zone, today, now

    def ago(self, days: int, minute: int = 0) -> datetime:
        day = datetime.combine(self._today - timedelta(days=days), _OFFICE_OPENS, self._zone)
        return min(day.astimezone(UTC) + timedelta(minutes=minute), self.now)


_Departures = Mapping[tuple[str, date], Departure]


async def _load_catalogue(services: Services, files: DemoFiles) -> tuple[dict[str, Tour], _Departures]:
    company = files.company()
    await services.company.publish(company)
    for destination in files.destinations():
        await services.destinations.publish(destination)
    for place in files.places():
        await services.destinations.publish_place(place)
    for policy in files.policies(company.currency):
        await services.policies.publish(policy)
    for promotion in files.promotions(company.currency):
        await services.products.publish_promotion(promotion, company.currency)
    return await _load_tours(services, files)


async def _load_tours(services: Services, files: DemoFiles) -> tuple[dict[str, Tour], _Departures]:
    tours: dict[str, Tour] = {}
    departures: dict[tuple[str, date], Departure] = {}
    for tour, leaving in files.tours():
        await services.products.publish(tour)
        tours[tour.id] = tour
        for departure in leaving:
            departures[tour.id, departure.day] = await services.products.publish_departure(departure)
    return tours, departures


async def _load_staff(services: Services, files: DemoFiles, password: str | None) -> None:
    for one in files.staff():
        await services.staff.create(
            NewStaff(
                id=one["id"],
                name=one["names"]["native"],
                latin_name=one["names"]["latin"],
                email=one["email"],
                role=one["role"],
                also=tuple(one["also"]),
                team=one["team"],
                languages=tuple(one["languages"]),
                skills=tuple(one.get("skills", ())),
                capacity=int(one.get("capacity", USUAL_CAPACITY)),
                password=password,
            )
        )


async def _load_bookings(
    services: Services, files: DemoFiles, tours: Mapping[str, Tour], departures: _Departures, times: _Times
) -> None:
    customers = {key: await _load_customer(services, one) for key, one in files.customers().items()}
    for one in files.bookings():
        tour = tours[one["tour"]]
        departure = departures[tour.id, files.day(int(one["departure"]))]
        booking = _booking(one, customers[one["customer"]], tour, departure, files, times)
        await services.bookings.enter(booking, by="demo")


async def _load_customer(services: Services, one: Mapping[str, Any]) -> str:
    customer = await services.customers.register(
        NewCustomer(
            name=one["names"]["native"],
            latin_name=one["names"]["latin"],
            phone=one["phone"],
            email=one["email"],
            language=one["language"],
            country=one["nationality"],
            zone=one["zone"],
            marketing=one["marketing"],
        )
    )
    return customer.id


def _booking(
    one: Mapping[str, Any], customer: str, tour: Tour, departure: Departure, files: DemoFiles, times: _Times
) -> NewBooking:
    kinds = Counter(_PARTY[traveller["kind"]] for traveller in one["travellers"])
    hours = one.get("hold_hours_left")
    return NewBooking(
        reference=one["reference"],
        customer_id=customer,
        tour_id=tour.id,
        departure_id=departure.id,
        state=State(one["state"]),
        party=Party(**{"adults": 0, **kinds}, single_rooms=int(one["single_rooms"])),
        total=Money.of(one["price"]["total"], tour.currency),
        deposit=Money.of(one["deposit"], tour.currency),
        booked_at=times.ago(int(one["made_days_ago"])),
        policy_id=tour.policy_id,
        held_until=None if hours is None else times.now + timedelta(hours=int(hours)),
        balance_due=departure.day - timedelta(days=tour.balance_days_before),
        travellers=tuple(_traveller(traveller, files.today.year) for traveller in one["travellers"]),
        payments=tuple(_payments(one["payments"], tour.currency, times)),
        needs=tuple(one.get("needs", ())),
        events=tuple(_events(one, tour.currency, files, times)),
    )


def _traveller(one: Mapping[str, Any], year: int) -> Traveller:
    return Traveller(
        kind=one["kind"],
        name=one["name"],
        latin_name=one["name"],
        passport=one.get("passport"),
        nationality=one.get("nationality"),
        birth_year=year - int(one["born_years_ago"]),
    )


def _payments(payments: list[Mapping[str, Any]], currency: str, times: _Times) -> Iterator[Payment]:
    for minute, one in enumerate(payments, start=1):
        state = "sent" if one["kind"] == "refund" else "received"
        at = times.ago(int(one["days_ago"]), minute)
        yield Payment(one["kind"], Money.of(one["amount"], currency), at, state, one.get("method"))


def _events(one: Mapping[str, Any], currency: str, files: DemoFiles, times: _Times) -> Iterator[BookingEvent]:
    change, cancellation = one.get("change"), one.get("cancellation")
    if change:
        values = {"from": files.day(int(change["from"])).isoformat(), "clause": change["clause"]}
        fee = Money.of(change["fee"], currency).to_json()
        yield BookingEvent("changed", "demo", times.ago(int(change["days_ago"])), {**values, "fee": fee})
    if cancellation:
        amounts = {name: Money.of(cancellation[name], currency).to_json() for name in ("fee", "refund")}
        terms = {"fee_percent": str(cancellation["fee_percent"]), "clause": cancellation["clause"]}
        at = times.ago(int(cancellation["days_ago"]))
        yield BookingEvent("cancelled", "demo", at, {**amounts, **terms})
