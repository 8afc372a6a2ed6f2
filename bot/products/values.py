"""Tours, their prices and what a party pays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from bot.core.money import Money
from bot.core.shapes import Texts


@dataclass(frozen=True)
class Party:
    """How many travel. Infants sit on a lap: they take no seat. `single_rooms` of the adults sleep alone."""

    adults: int = 1
    children: int = 0
    infants: int = 0
    single_rooms: int = 0

    def __post_init__(self) -> None:
        if min(self.adults, self.children, self.infants, self.single_rooms) < 0 or not self.people:
            raise ValueError("a party has people, and none less than nobody")

    @property
    def people(self) -> int:
        """Give everybody, infants too."""
        return self.adults + self.children + self.infants

    @property
    def seats(self) -> int:
        """Give the seats that the party takes."""
        return self.adults + self.children


@dataclass(frozen=True)
class Component:
    """An adult's share of the price for one thing (transport, lodging, meals …)."""

    component: str
    amount: Money


@dataclass(frozen=True)
class PriceSeason:
    """A part of every year, MM-DD to MM-DD, that costs `percent` more (or less)."""

    name: str
    starts: str
    ends: str
    percent: Decimal


@dataclass(frozen=True)
class Meeting:
    """Where (a place id) and when (local time) the tour begins."""

    place: str | None
    time: time | None


@dataclass(frozen=True)
class Stop:
    """One step of a day: meet, transfer (`by`), sight, activity (`what`), meal (`meal`), free, hotel or leave.

    Times are local; `until` is the arrival of a flight between zones.
    """

    type: str
    place: str | None = None
    at: time | None = None
    until: time | None = None
    minutes: int | None = None
    by: str | None = None
    meal: str | None = None
    what: str | None = None
    note: Texts | None = None


@dataclass(frozen=True)
class Hotel:
    """Where the night is spent."""

    place: str
    stars: int | None = None


@dataclass(frozen=True)
class DayPlan:
    """One day of the tour; `meals` are those included."""

    day: int
    stops: tuple[Stop, ...]
    meals: tuple[str, ...] = ()
    hotel: Hotel | None = None
    note: Texts | None = None


@dataclass(frozen=True)
class Insurance:
    """What the tour's insurance pays at most, and for what."""

    provider: Texts
    medical: Money
    accident: Money
    luggage: Money | None = None
    covers: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tour:
    """A tour as published. Amounts are for one adult unless said otherwise.

    `needs` maps a need to yes, on_request, partly or no. No `infant_amount`: infants are not admitted. No
    `single_supplement`: there are no nights. `min_age` is the youngest admitted, where there is a limit.
    """

    id: str
    code: str
    destination: str
    days: int
    nights: int
    names: Texts
    summary: Texts
    currency: str
    components: tuple[Component, ...]
    child_percent: Decimal | None
    child_ages: tuple[int, int] | None
    infant_amount: Money | None
    infant_ages: tuple[int, int] | None
    single_supplement: Money | None
    deposit_percent: Decimal
    balance_days_before: int
    policy_id: str
    itinerary: tuple[DayPlan, ...]
    group_min: int = 1
    group_max: int = 99
    also: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    guide_languages: tuple[str, ...] = ()
    seasons: tuple[PriceSeason, ...] = ()
    included: tuple[str, ...] = ()
    not_included: tuple[str, ...] = ()
    meeting: Meeting | None = None
    needs: Mapping[str, str] | None = None
    insurance: Insurance | None = None
    min_age: int | None = None
    bring: tuple[str, ...] = ()
    active: bool = True

    @property
    def adult_price(self) -> Money:
        """Give one adult's price out of season."""
        return Money.total((component.amount for component in self.components), self.currency)

    def ends(self, departure: date) -> date:
        """Give the last day of the tour that leaves on `departure`."""
        return departure + timedelta(days=self.days - 1)

    def places(self) -> tuple[str, ...]:
        """Give the id of every place that the tour names."""
        stops = (stop.place for plan in self.itinerary for stop in plan.stops)
        hotels = (plan.hotel.place for plan in self.itinerary if plan.hotel)
        meeting = self.meeting.place if self.meeting else None
        return tuple(dict.fromkeys(place for place in (meeting, *stops, *hotels) if place))


@dataclass(frozen=True)
class Departure:
    """A day on which a tour leaves; `percent` is this day's own surcharge, or reduction."""

    id: int
    tour_id: str
    day: date
    seats: int
    seats_left: int
    percent: Decimal | None = None


@dataclass(frozen=True)
class PriceLine:
    """A line of a price: `unit` × `quantity` = `total`.

    kind: `component` (name: transport …), `child`, `infant` (`percent` of the adult's price), `season` and
    `departure` (a surcharge of `percent`, or a reduction below zero; `who` is adult or child), `single`.
    """

    kind: str
    name: str
    unit: Money
    quantity: int
    total: Money
    percent: Decimal | None = None
    who: str = "adult"


@dataclass(frozen=True)
class PriceQuote:
    """What a party pays, line by line; the lines add up to `total`. Without a departure, out of season."""

    tour_id: str
    party: Party
    departure: Departure | None
    currency: str
    lines: tuple[PriceLine, ...]
    total: Money
    per_adult: Money
    per_child: Money | None
    per_infant: Money | None
    single_supplement: Money | None
    deposit: Money
    deposit_percent: Decimal
    balance_due: date | None
    season: str | None
    included: tuple[str, ...]
    not_included: tuple[str, ...]


@dataclass(frozen=True)
class Promotion:
    """An offer: `percent` or `amount` off, on bookings made between two days, for some tours or all (None)."""

    id: str
    kind: str
    names: Texts
    conditions: Mapping[str, bool | int | Money]
    valid_from: date
    valid_to: date
    percent: Decimal | None = None
    amount: Money | None = None
    code: str | None = None
    tours: tuple[str, ...] | None = None

    def valid_on(self, day: date) -> bool:
        """Say whether a booking made on `day` may use it."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Wish:
    """What a traveller has said they want; all of it optional. `month` is 1–12, `needs` as in Tour.needs."""

    destination: str | None = None
    days: int | None = None
    budget: Money | None = None
    party: Party | None = None
    themes: tuple[str, ...] = ()
    month: int | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why a tour fits, and what to say of it.

    fits_destination (destination), fits_days (days), fits_budget (total, budget), matches_theme (theme),
    meets_need (need, answer), good_season (month), child_friendly, seats_left (seats, day).
    """

    kind: str
    values: Mapping[str, object]


@dataclass(frozen=True)
class Suggestion:
    """A tour that fits, its first suitable departure, what the party would pay, and why it fits."""

    tour: Tour
    departure: Departure | None
    quote: PriceQuote
    score: int
    reasons: tuple[Reason, ...]
