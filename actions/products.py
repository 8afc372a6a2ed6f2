"""Payment and offers."""

from __future__ import annotations

from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from bot.replies.bookings import methods, owed, terms_of_payment
from bot.replies.promotions import promotion_line
from bot.replies.values import lines, name
from bot.services import Services


class ActionAskPayment(DeskAction):
    """How and when to pay; with a verified booking, what is open."""

    def name(self) -> str:
        return "action_ask_payment"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        company = await services.company.get()
        booking = next(iter(await services.bookings.verified(turn.conversation)), None)
        tour = turn.entity("tour") or turn.slots.get("tour")
        if booking is not None and not turn.entity("tour"):
            key = "utter_payment_booking" if booking.balance else "utter_payment_booking_paid"
            voice.say(key, **owed(booking, company))
        elif tour:
            about = await services.products.get_tour(str(tour))
            key = "utter_payment" if about.deposit_percent < 100 else "utter_payment_full"
            voice.say(key, **terms_of_payment(about, company))
        else:
            voice.say("utter_payment_general", methods=methods(company))
        return answered(turn)


class ActionAskPromotion(DeskAction):
    """The offers that hold for bookings made today."""

    def name(self) -> str:
        return "action_ask_promotion"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        tour = turn.entity("tour") or (turn.slots.get("tour") if turn.slots.get("topic") else None)
        found = await services.products.promotions(str(tour) if tour else None, turn.today)
        if found:
            voice.say("utter_promotions", lines=lines(promotion_line(one) for one in found))
        else:
            asked = name((await services.products.get_tour(str(tour))).names) if tour else ""
            voice.say("utter_no_promotions", tour=asked)
        return answered(turn)
