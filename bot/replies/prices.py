"""What a tour costs and why, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.core.money import Money
from bot.products.values import Party, PriceLine, PriceQuote, Tour
from bot.replies.values import Value, change, count, line, lines, listing, name, percent, word, words

Values = dict[str, object]


def plain(tour: Tour, quote: PriceQuote) -> Values:
    """The values of `utter_price`."""
    made = [price_line(one) for one in quote.lines if one.kind == "component"]
    told = {"per_adult": quote.per_adult, "days": count("count_days", tour.days)}
    return {**told, "lines": lines([*made, *rules(tour)]), **shared(tour)}


def of_party(tour: Tour, quote: PriceQuote, party: Party) -> Values:
    """The values of `utter_price_party`."""
    priced = [price_line(one) for one in quote.lines]
    told = {"party": party_words(party), "total": quote.total}
    return {**told, "lines": lines([*priced, *rules(tour)]), **shared(tour)}


def for_children(tour: Tour) -> Values:
    """The values of `utter_price_child`."""
    return {"rules": lines(children(tour)), **shared(tour)}


def single_room(tour: Tour) -> Values | None:
    """The values of `utter_price_single`; None where there are no nights."""
    return {"amount": tour.single_supplement, **shared(tour)} if tour.single_supplement else None


def included(tour: Tour) -> Values:
    """The values of `utter_price_included`."""
    return {"included": words("included", tour.included), **shared(tour)}


def shared(tour: Tour) -> Values:
    """What every answer about a price holds."""
    return {
        "tour": name(tour.names),
        "adult": tour.adult_price,
        "not_included": words("not_included", tour.not_included),
    }


def party_words(party: Party) -> Value:
    """A party as "2 adults and 1 child"."""
    kinds = (
        ("count_adults", party.adults),
        ("count_children", party.children),
        ("count_infants", party.infants),
    )
    return listing(count(key, n) for key, n in kinds if n)


def price_line(one: PriceLine) -> Value:
    """A line of a quote."""
    if one.kind == "component" and one.quantity == 1:
        return line("line_price_component", component=word(f"word_component_{one.name}"), amount=one.total)
    if one.kind == "component":
        return line(
            "line_price_component_each",
            component=word(f"word_component_{one.name}"),
            n=one.quantity,
            unit=one.unit,
            amount=one.total,
        )
    if one.kind in {"child", "infant"}:
        who = count("count_children" if one.kind == "child" else "count_infants", one.quantity)
        return line("line_price_people", count=who, unit=one.unit, amount=one.total)
    if one.kind == "single":
        return line("line_price_component", component=word("word_component_single"), amount=one.total)
    season = word(f"word_season_{one.name}") if one.kind == "season" else word("word_component_departure")
    return line("line_price_season", season=season, percent=change(one.percent or Decimal(0)), amount=one.total)


def rules(tour: Tour) -> list[Value]:
    """What children, single rooms and seasons do to the price."""
    told = children(tour)
    if tour.single_supplement:
        told.append(line("line_price_single", amount=tour.single_supplement))
    if tour.seasons:
        named = [
            word("line_season", season=word(f"word_season_{one.name}"), percent=change(one.percent))
            for one in tour.seasons
        ]
        told.append(line("line_price_seasons", seasons=listing(named)))
    return told


def children(tour: Tour) -> list[Value]:
    """What children and infants pay, or that they cannot come."""
    if tour.child_ages is None or tour.child_percent is None:
        return [line("line_price_no_children")]
    ages = {"from": tour.child_ages[0], "to": tour.child_ages[1]}
    amount = tour.adult_price.percent(tour.child_percent)
    child = line("line_price_child", amount=amount, percent=percent(tour.child_percent), **ages)
    if tour.infant_ages is None or tour.infant_amount is None:
        return [child, line("line_price_no_infants")]
    return [child, line("line_price_infant", age=tour.infant_ages[1] + 1, amount=tour.infant_amount)]


def departure_lines(departures: Sequence[tuple[object, int, Money]]) -> Value:
    """Lines of day, places left and price."""
    return lines(
        line("line_departure", date=day, seats=count("count_seats", seats), price=price)
        for day, seats, price in departures
    )
