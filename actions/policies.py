"""Cancellation rules; and with a booking, what cancelling today would cost."""

from __future__ import annotations

from actions.context import offer_tours, tour_in_focus
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from bot.bookings.values import CANCELLABLE, Booking
from bot.policies.values import CancellationQuote
from bot.replies.policies import in_short, quote_values, rules
from bot.replies.values import button, lines, name
from bot.services import Services


class ActionAskRefundPolicy(DeskAction):
    """The tiers of a tour's policy; for a verified booking the exact fee and the next cut-off."""

    def name(self) -> str:
        return "action_ask_refund_policy"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        booking = await own_booking(turn, services)
        if booking is not None and not turn.entity("tour"):
            version = await services.policies.for_booking(booking.id)
            voice.say("utter_refund_policy", tour=name(booking.tour_names), **rules(version))
            if booking.state in CANCELLABLE:
                say_quote(voice, await services.policies.quote_cancellation(booking.id))
            return answered(turn, booking=booking.reference)
        focus = await tour_in_focus(turn, services)
        if focus.tour is not None:
            version = await services.policies.for_tour(focus.tour.id)
            voice.say("utter_refund_policy", tour=name(focus.tour.names), **rules(version))
            return answered(turn, tour=focus.tour.id, destination=focus.tour.destination)
        if turn.entity("destination"):
            offer_tours(turn, voice, focus.likely)
            return answered(turn)
        policies = [policy.versions[-1] for policy in await services.policies.list_all() if policy.versions]
        buttons = [button(name(tour.names), turn.intent, tour=tour.id) for tour in focus.likely]
        voice.say("utter_refund_policy_general", buttons, lines=lines(in_short(version) for version in policies))
        return answered(turn)


async def own_booking(turn: Turn, services: Services) -> Booking | None:
    """The verified booking the message or the talk means; the latest proved one where there are several."""
    verified = await services.bookings.verified(turn.conversation)
    meant = turn.entity("booking_reference") or turn.slots.get("booking")
    return next((one for one in verified if one.reference == meant), verified[0] if verified else None)


def say_quote(voice: Voice, quote: CancellationQuote) -> None:
    """Say what cancelling now would cost."""
    voice.say("utter_refund_quote", **quote_values(quote))
