"""Cancellation rules; and with a booking, what cancelling today would cost."""

from __future__ import annotations

from actions.context import offer_tours, tour_in_focus
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from actions.values import Value, button, count, free_text, line, lines, listing, moment, name, percent, word
from bot.bookings.values import CANCELLABLE, Booking
from bot.policies.values import CancellationQuote, PolicyVersion
from bot.services import Services


class ActionAskRefundPolicy(DeskAction):
    """The tiers of a tour's policy; for a verified booking the exact fee and the next cut-off."""

    def name(self) -> str:
        return "action_ask_refund_policy"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        booking = await own_booking(turn, services)
        if booking is not None and not turn.entity("tour"):
            version = await services.policies.for_booking(booking.id)
            voice.say("utter_refund_policy", tour=name(booking.tour_names), **_rules(version))
            if booking.state in CANCELLABLE:
                say_quote(voice, await services.policies.quote_cancellation(booking.id))
            return answered(turn, booking=booking.reference)
        focus = await tour_in_focus(turn, services)
        if focus.tour is not None:
            version = await services.policies.for_tour(focus.tour.id)
            voice.say("utter_refund_policy", tour=name(focus.tour.names), **_rules(version))
            return answered(turn, tour=focus.tour.id, destination=focus.tour.destination)
        if turn.entity("destination"):
            offer_tours(turn, voice, focus.likely)
            return answered(turn)
        policies = [policy.versions[-1] for policy in await services.policies.list_all() if policy.versions]
        buttons = [button(name(tour.names), turn.intent, tour=tour.id) for tour in focus.likely]
        voice.say("utter_refund_policy_general", buttons, lines=lines(_in_short(version) for version in policies))
        return answered(turn)


async def own_booking(turn: Turn, services: Services) -> Booking | None:
    """The verified booking the message or the talk means; the latest proved one where there are several."""
    verified = await services.bookings.verified(turn.conversation)
    meant = turn.entity("booking_reference") or turn.slots.get("booking")
    return next((one for one in verified if one.reference == meant), verified[0] if verified else None)


def say_quote(voice: Voice, quote: CancellationQuote) -> None:
    """Say what cancelling now would cost."""
    voice.say("utter_refund_quote", **quote_values(quote))


def quote_values(quote: CancellationQuote) -> dict[str, object]:
    """The values of `utter_refund_quote`."""
    cutoff = quote.next_cutoff
    rises = (
        word("line_next_cutoff", at=moment(cutoff.at, quote.zone), fee=cutoff.fee)
        if cutoff and cutoff.fee != quote.fee
        else word("line_no_next_cutoff")
    )
    return {
        "reference": quote.reference,
        "total": quote.total,
        "fee": word("line_fee_capped", amount=quote.fee) if quote.fee_due > quote.fee else quote.fee,
        # A place that is only held costs nothing yet, whatever the tier.
        "percent": percent(quote.fee_percent if quote.fee.amount else 0),
        "clause": quote.clause,
        "version": quote.version,
        "paid": quote.paid,
        "refund": quote.refund,
        "next": rises,
    }


def change_rule(version: PolicyVersion) -> Value:
    """The rule for changes, as one line."""
    change = version.change
    fee = word("line_each", amount=change.fee)
    free, deadline = count("count_days", change.free_until_days), count("count_days", change.deadline_days)
    if change.deadline_days >= 365:
        return line("line_change_none")
    if change.free_until_days >= 365:
        return line("line_change_fee", fee=fee, deadline=deadline)
    return line("line_change_free", days=free, fee=fee, deadline=deadline)


def _rules(version: PolicyVersion) -> dict[str, object]:
    rows = [_tier(version, index) for index in range(len(version.tiers))]
    rows.append(line("line_tier_no_show", percent=percent(version.no_show_percent)))
    rows.append(change_rule(version))
    rows.append(line("line_refund_days", days=count("count_working_days", version.refund_days)))
    rows.append(line("line_force_majeure", text=free_text(version.force_majeure)))
    return {"policy": name(version.names), "version": version.number, "lines": lines(rows)}


def _tier(version: PolicyVersion, index: int) -> Value:
    tier = version.tiers[index]
    days, kept = count("count_days", tier.days_before), percent(tier.fee_percent)
    if tier.days_before == 0:
        return line("line_tier_last", percent=kept)
    return line("line_tier", days=days, percent=kept) if tier.fee_percent else line("line_tier_free", days=days)


def _in_short(version: PolicyVersion) -> Value:
    tiers = [tier for tier in version.tiers if tier.days_before]
    short = [
        word("line_tier_inline", percent=percent(tier.fee_percent), days=count("count_days", tier.days_before))
        for tier in tiers
    ]
    return line("line_policy", policy=name(version.names), tiers=listing(short))
