"""Safety, papers and packing, customs."""

from __future__ import annotations

from actions.context import destination_in_focus, offer_destinations
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from bot.core.contacts import readable_phone
from bot.replies.places import documents_values, etiquette_values, insurance_values, likely_passport, safety_values
from bot.services import Services


class ActionAskSafety(DeskAction):
    """The safety state, our measures, the numbers; for a tour also its insurance."""

    def name(self) -> str:
        return "action_ask_safety"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        company = await services.company.get()
        destination = await destination_in_focus(turn, services)
        if destination is None:
            await offer_destinations(turn, voice, services)
            return answered(turn)
        voice.say(
            "utter_safety",
            line=readable_phone(company.emergency_line),
            **safety_values(destination, nationality_of(turn)),
        )
        tour_id = turn.entity("tour") or turn.slots.get("tour")
        tour = await services.products.get_tour(str(tour_id)) if tour_id else None
        cover = insurance_values(tour, company) if tour and destination.id in (tour.destination, *tour.also) else None
        if cover:
            voice.say("utter_insurance", **cover)
        return answered(turn, destination=destination.id)


class ActionAskDocuments(DeskAction):
    """Visa, passport, vaccinations, packing, weather."""

    def name(self) -> str:
        return "action_ask_documents"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        destination = await destination_in_focus(turn, services)
        if destination is None:
            await offer_destinations(turn, voice, services)
            return answered(turn)
        voice.say("utter_documents", **documents_values(destination, nationality_of(turn)))
        return answered(turn, destination=destination.id)


class ActionAskEtiquette(DeskAction):
    """Customs, dress, tipping, table manners."""

    def name(self) -> str:
        return "action_ask_etiquette"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        destination = await destination_in_focus(turn, services)
        if destination is None:
            await offer_destinations(turn, voice, services)
            return answered(turn)
        voice.say("utter_etiquette", **etiquette_values(destination))
        return answered(turn, destination=destination.id)


def nationality_of(turn: Turn) -> str | None:
    """The passport that is named, or the one that the language makes likely."""
    return str(turn.entity("nationality") or "") or likely_passport(turn.language)
