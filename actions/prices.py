"""What a tour costs and why, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from actions.context import offer_tours, tour_in_focus
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from actions.values import Value, change, count, line, lines, listing, name, percent, word, words
from bot.core.money import Money
from bot.products.values import Party, PriceLine, PriceQuote, Tour
from bot.services import Services


class ActionAskPrice(DeskAction):
    """What a tour costs and why."""

    def name(self) -> str:
        return "action_ask_price"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        focus = await tour_in_focus(turn, services)
        if focus.tour is None:
            offer_tours(turn, voice, focus.likely)
            return answered(turn)
        party = party_of(turn)
        quote = await services.products.quote(focus.tour.id, party or Party())
        _say_price(turn, voice, focus.tour, quote, party)
        return answered(turn, tour=focus.tour.id, destination=focus.tour.destination, **kept_party(turn))


def party_of(turn: Turn) -> Party | None:
    """The party the message or the talk names, or None."""
    said = turn.entity("party") or turn.slots.get("party")
    if not isinstance(said, dict):
        return None
    adults, children, infants = (int(said.get(kind) or 0) for kind in ("adults", "children", "infants"))
    return Party(adults or (0 if children else 1), children, infants) if adults + children + infants else None


def kept_party(turn: Turn) -> dict[str, object]:
    """The slot to set where the message says who travels."""
    return {"party": turn.entity("party")} if turn.entity("party") else {}


def _say_price(turn: Turn, voice: Voice, tour: Tour, quote: PriceQuote, party: Party | None) -> None:
    shared = {
        "tour": name(tour.names),
        "adult": tour.adult_price,
        "not_included": words("not_included", tour.not_included),
    }
    facet = turn.entity("facet")
    if facet == "child_price" and not (turn.entity("party") or {}).get("adults"):
        voice.say("utter_price_child", rules=lines(_children(tour)), **shared)
    elif facet == "single_room" and tour.single_supplement:
        voice.say("utter_price_single", amount=tour.single_supplement, **shared)
    elif facet in {"included", "excluded"}:
        voice.say("utter_price_included", included=words("included", tour.included), **shared)
    elif party is not None and party != Party():
        priced = [_price_line(one) for one in quote.lines]
        voice.say(
            "utter_price_party",
            party=party_words(party),
            total=quote.total,
            lines=lines([*priced, *_rules(tour)]),
            **shared,
        )
    else:
        made = [_price_line(one) for one in quote.lines if one.kind == "component"]
        days = count("count_days", tour.days)
        voice.say("utter_price", per_adult=quote.per_adult, days=days, lines=lines([*made, *_rules(tour)]), **shared)


def party_words(party: Party) -> Value:
    """A party as "2 adults and 1 child"."""
    kinds = (
        ("count_adults", party.adults),
        ("count_children", party.children),
        ("count_infants", party.infants),
    )
    return listing(count(key, n) for key, n in kinds if n)


def _price_line(one: PriceLine) -> Value:
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


def _rules(tour: Tour) -> list[Value]:
    rules = _children(tour)
    if tour.single_supplement:
        rules.append(line("line_price_single", amount=tour.single_supplement))
    if tour.seasons:
        named = [
            word("line_season", season=word(f"word_season_{one.name}"), percent=change(one.percent))
            for one in tour.seasons
        ]
        rules.append(line("line_price_seasons", seasons=listing(named)))
    return rules


def _children(tour: Tour) -> list[Value]:
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
