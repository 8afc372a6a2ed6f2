"""What a tour costs and why, line by line."""

from __future__ import annotations

from actions.context import offer_tours, tour_in_focus
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from bot.products.values import Party, PriceQuote, Tour
from bot.replies import prices
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
    facet = turn.entity("facet")
    if facet == "child_price" and not (turn.entity("party") or {}).get("adults"):
        voice.say("utter_price_child", **prices.for_children(tour))
    elif facet == "single_room" and (told := prices.single_room(tour)):
        voice.say("utter_price_single", **told)
    elif facet in {"included", "excluded"}:
        voice.say("utter_price_included", **prices.included(tour))
    elif party is not None and party != Party():
        voice.say("utter_price_party", **prices.of_party(tour, quote, party))
    else:
        voice.say("utter_price", **prices.plain(tour, quote))
