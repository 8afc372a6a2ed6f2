"""Special needs, and tours that fit what a traveller wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import InvalidOperation
from typing import Any

from actions.context import asks_for_elsewhere, offer_tours, tour_in_focus
from actions.door import DeskAction, Event, answered
from actions.prices import kept_party, party_of
from actions.turn import Turn, Voice
from bot.core.money import Money
from bot.products.values import Reason, Suggestion
from bot.replies.tours import in_short, level_words, need_lines, need_words
from bot.replies.values import Value, button, clauses, count, line, lines, listing, name, word
from bot.services import Services

POPULAR = 4


class ActionAskSpecialNeeds(DeskAction):
    """Whether a tour can take care of a need."""

    def name(self) -> str:
        return "action_ask_special_needs"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        focus = await tour_in_focus(turn, services)
        if focus.tour is None:
            offer_tours(turn, voice, focus.likely)
            return answered(turn)
        levels = focus.tour.needs or {}
        asked = [need for need in dict.fromkeys(map(str, turn.all("need"))) if need in levels]
        shown = asked or list(levels)
        if len(asked) == 1:
            answer = "utter_special_need_no" if levels[asked[0]] == "no" else "utter_special_need"
            voice.say(
                answer,
                tour=name(focus.tour.names),
                need=need_words(asked[0]),
                level=level_words(levels[asked[0]]),
            )
        else:
            rows = need_lines(focus.tour, shown)
            voice.say("utter_special_needs", tour=name(focus.tour.names), lines=rows)
        return answered(turn, tour=focus.tour.id, destination=focus.tour.destination)


class ActionPlanTrip(DeskAction):
    """Suggest tours that fit, saying why."""

    def name(self) -> str:
        return "action_plan_trip"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        wish = _wish(turn)
        destination = str(turn.entity("destination")) if turn.entity("destination") else None
        found = await services.products.suggest(
            destination=destination, party=party_of(turn), needs=turn.all("need"), limit=POPULAR, **wish
        )
        said_something = bool(wish or destination or turn.entity("party") or turn.entity("need"))
        buttons = [button(name(one.tour.names), "ask_itinerary", tour=one.tour.id) for one in found]
        if asks_for_elsewhere(turn):
            voice.say("utter_not_there")
        _say_other_currency(voice, wish.get("budget"), found)
        if not found:
            voice.say("utter_plan_trip_none")
        elif said_something:
            voice.say("utter_plan_trip", buttons, lines=lines(_suggestion(one) for one in found))
        else:
            voice.say("utter_plan_trip_ask", buttons, lines=lines(in_short(one.tour) for one in found))
        # From here on "it" is one of these, and no longer the tour of before.
        only = found[0].tour.id if len(found) == 1 else None
        return answered(turn, tour=only, destination=destination, **kept_party(turn))


def _say_other_currency(voice: Voice, budget: Money | None, found: Sequence[Suggestion]) -> None:
    """Say that a budget could not be weighed: rates of exchange are on no record."""
    priced = {one.quote.currency for one in found}
    if budget and found and budget.currency not in priced:
        voice.say("utter_plan_trip_other_currency", budget=budget, currency=listing(sorted(priced)))


def _wish(turn: Turn) -> dict[str, Any]:
    wish: dict[str, Any] = {}
    if money := _money(turn.entity("money")):
        wish["budget"] = money
    if turn.entity("date"):
        # A day or a month alone: 2026-05-17, 2026-05.
        wish["month"] = int(str(turn.entity("date"))[5:7])
    if turn.entity("duration"):
        wish["days"] = int(turn.entity("duration"))
    return wish


def _money(said: object) -> Money | None:
    if not isinstance(said, Mapping):
        return None
    try:
        return Money.of(str(said["amount"]), str(said.get("currency") or "CNY"))
    except (ValueError, InvalidOperation, KeyError):
        return None


def _suggestion(one: Suggestion) -> Value:
    days = count("count_days", one.tour.days)
    reasons = clauses(_reason(reason) for reason in one.reasons)
    return line("line_suggestion", tour=name(one.tour.names), days=days, price=one.quote.per_adult, reasons=reasons)


def _reason(reason: Reason) -> Value:
    return word(f"word_reason_{reason.kind}", **{key: _spoken(key, value) for key, value in reason.values.items()})


def _spoken(key: str, value: object) -> object:
    if key in {"theme", "need"}:
        return word(f"word_{key}_{value}")
    if key == "month":
        return {"t": "month", "number": value}
    if key in {"days", "seats"}:
        return count(f"count_{key}", int(str(value)))
    return value
