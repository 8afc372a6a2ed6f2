"""What a party pays: a pure function of a tour, a party and a departure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from bot.core.calendar import in_year
from bot.core.money import Money
from bot.products.errors import PartyNotAdmitted
from bot.products.values import Departure, Party, PriceLine, PriceQuote, PriceSeason, Tour


def price(tour: Tour, party: Party, departure: Departure | None) -> PriceQuote:
    """Reckon a party's price; refuse a party too young. Shares are rounded a person, so unit × quantity is exact."""
    too_young = _too_young(tour, party)
    if too_young:
        raise PartyNotAdmitted(tour.id, too_young, tour.min_age)
    season = season_of(tour, departure)
    lines = tuple(line for line in _lines(tour, party, departure, season) if line.quantity)
    total = Money.total((line.total for line in lines), tour.currency)
    return PriceQuote(
        tour_id=tour.id,
        party=party,
        departure=departure,
        currency=tour.currency,
        lines=lines,
        total=total,
        per_adult=_with_surcharges(tour.adult_price, departure, season),
        per_child=None if tour.child_percent is None else _with_surcharges(_child(tour), departure, season),
        per_infant=tour.infant_amount,
        single_supplement=tour.single_supplement,
        deposit=total.percent(tour.deposit_percent),
        deposit_percent=tour.deposit_percent,
        balance_due=departure.day - timedelta(days=tour.balance_days_before) if departure else None,
        season=season.name if season else None,
        included=tour.included,
        not_included=tour.not_included,
    )


def season_of(tour: Tour, departure: Departure | None) -> PriceSeason | None:
    """Give the priced season that a departure falls into."""
    if departure is None:
        return None
    day = f"{departure.day:%m-%d}"
    holding = (season for season in tour.seasons if in_year(day, season.starts, season.ends))
    return min(holding, key=_width, default=None)


def _width(season: PriceSeason) -> int:
    """Give the days of a season: of two that hold, the narrower one is meant."""
    starts, ends = (date.fromisoformat(f"2000-{edge}") for edge in (season.starts, season.ends))
    return (ends - starts).days % 366


def admits(tour: Tour, party: Party) -> bool:
    """Say whether everybody in the party is old enough."""
    return _too_young(tour, party) is None


def _too_young(tour: Tour, party: Party) -> str | None:
    if party.infants and tour.infant_amount is None:
        return "infants"
    return "children" if party.children and tour.child_percent is None else None


def _lines(tour: Tour, party: Party, departure: Departure | None, season: PriceSeason | None) -> Iterator[PriceLine]:
    nothing = Money.zero(tour.currency)
    for component in tour.components:
        yield _line("component", component.component, component.amount, party.adults)
    yield _line("child", "child", _child(tour), party.children, tour.child_percent, "child")
    yield _line("infant", "infant", tour.infant_amount or nothing, party.infants, None, "infant")
    if season is not None:
        yield from _surcharges("season", season.name, season.percent, tour, party)
    if departure is not None and departure.percent:
        yield from _surcharges("departure", "departure", departure.percent, tour, party)
    yield _line("single", "single_room", tour.single_supplement or nothing, party.single_rooms)


def _surcharges(kind: str, name: str, percent: Decimal, tour: Tour, party: Party) -> Iterator[PriceLine]:
    yield _line(kind, name, tour.adult_price.percent(percent), party.adults, percent)
    yield _line(kind, name, _child(tour).percent(percent), party.children, percent, "child")


def _with_surcharges(base: Money, departure: Departure | None, season: PriceSeason | None) -> Money:
    percents = [season.percent if season else None, departure.percent if departure else None]
    return Money.total([base, *(base.percent(percent) for percent in percents if percent)], base.currency)


def _child(tour: Tour) -> Money:
    return tour.adult_price.percent(tour.child_percent or Decimal(0))


def _line(
    kind: str, name: str, unit: Money, quantity: int, percent: Decimal | None = None, who: str = "adult"
) -> PriceLine:
    return PriceLine(kind, name, unit, quantity, unit * quantity, percent, who)
