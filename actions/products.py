"""Payment and offers."""

from __future__ import annotations

from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from actions.values import Value, count, line, lines, listing, moment, name, percent, word, words
from bot.bookings.values import State
from bot.core.money import Money
from bot.products.values import Promotion
from bot.services import Services


class ActionAskPayment(DeskAction):
    """How and when to pay; with a verified booking, what is open."""

    def name(self) -> str:
        return "action_ask_payment"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        company = await services.company.get()
        methods = words("payment", (method.method for method in company.payment_methods))
        booking = next(iter(await services.bookings.verified(turn.conversation)), None)
        tour = turn.entity("tour") or turn.slots.get("tour")
        if booking is not None and not turn.entity("tour"):
            key = "utter_payment_booking" if booking.balance else "utter_payment_booking_paid"
            due: object = booking.balance_due or booking.departure
            if booking.state == State.HELD and booking.held_until:
                due = moment(booking.held_until, company.zone)
            voice.say(
                key,
                reference=booking.reference,
                total=booking.total,
                paid=booking.paid,
                balance=booking.balance,
                due=due,
                methods=methods,
            )
        elif tour:
            about = await services.products.get_tour(str(tour))
            days = count("count_days", about.balance_days_before)
            key = "utter_payment" if about.deposit_percent < 100 else "utter_payment_full"
            voice.say(
                key,
                tour=name(about.names),
                methods=methods,
                deposit=percent(about.deposit_percent),
                balance_days=days,
            )
        else:
            voice.say("utter_payment_general", methods=methods)
        return answered(turn)


class ActionAskPromotion(DeskAction):
    """The offers that hold for bookings made today."""

    def name(self) -> str:
        return "action_ask_promotion"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        tour = turn.entity("tour") or (turn.slots.get("tour") if turn.slots.get("topic") else None)
        found = await services.products.promotions(str(tour) if tour else None, turn.today)
        if found:
            voice.say("utter_promotions", lines=lines(_promotion_line(one) for one in found))
        else:
            asked = name((await services.products.get_tour(str(tour))).names) if tour else ""
            voice.say("utter_no_promotions", tour=asked)
        return answered(turn)


def _promotion_line(one: Promotion) -> Value:
    value: object = percent(one.percent) if one.percent is not None else one.amount
    conditions = listing(_condition(kind, asked) for kind, asked in one.conditions.items() if asked is not False)
    shared = {"name": name(one.names), "value": value, "conditions": conditions, "until": one.valid_to}
    if one.code:
        return line("line_promotion_code", code=one.code, **shared)
    return line("line_promotion", **shared)


def _condition(kind: str, asked: bool | int | Money) -> Value:
    if isinstance(asked, bool):
        return word(f"word_condition_{kind}")
    return word(f"word_condition_{kind}", **({"amount": asked} if isinstance(asked, Money) else {"n": asked}))
