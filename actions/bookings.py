"""Looking up, booking, changing and cancelling: what a traveller may see at once, and what a colleague must confirm."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from actions.context import offer_tours, tour_in_focus
from actions.departures import say_departures
from actions.door import DeskAction, Event, answered, keep_files, remember
from actions.policies import own_booking
from actions.prices import kept_party, party_of
from actions.turn import Turn, Voice
from bot.bookings.errors import BookingLocked, BookingNotMatched
from bot.bookings.values import CANCELLABLE, Booking
from bot.products.errors import UnknownDeparture
from bot.products.values import Party, Tour
from bot.replies.bookings import booking_values
from bot.replies.policies import change_rule, quote_values
from bot.replies.prices import party_words
from bot.replies.values import button, clauses, count, lines, moment, name, word
from bot.services import Services
from bot.tickets.values import NewTicket, Ticket

CANCEL = "cancel"
FEWEST_DIGITS = 7
_TELEPHONE = re.compile(r"\+?[\d\s().\-/]{7,24}")


class ValidateBookingForm(DeskAction):
    """Takes the reference, then the phone or e-mail; a verified chat skips both."""

    resumes = False
    answers = False
    writes = True

    def name(self) -> str:
        return "validate_booking_form"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        if turn.wordless and not (turn.phones and turn.asked == "factor"):
            return keep_files(turn, voice)
        reference = turn.entity("booking_reference")
        if await _known(turn, services, reference):
            return remember(reference="verified", factor="verified", requested_slot=None)
        if reference:
            return await self._by_shared_number(turn, voice, services, str(reference))
        if turn.asked == "factor":
            return await self._prove(turn, voice, services)
        if turn.asked == "reference" and _bare(turn):
            voice.say("utter_reference_unreadable")
            return remember(reference=None, requested_slot="reference")
        return remember(requested_slot=turn.asked or "reference")

    async def _prove(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        shared = await services.attachments.use_phone(turn.conversation) if turn.phones else None
        factor = (
            shared
            or next(iter(turn.phones), None)
            or turn.entity("phone")
            or turn.entity("email")
            or _number(turn.text)
        )
        if not factor and not _bare(turn):
            return remember(requested_slot="factor")
        if not factor:
            voice.say("utter_factor_unreadable")
            return remember(factor=None, requested_slot="factor")
        try:
            return await self._verified(turn, voice, services, str(turn.slots.get("reference")), str(factor))
        except BookingNotMatched as refusal:
            voice.say("utter_booking_not_matched", tries=count("count_tries", refusal.tries_left))
            return remember(reference=None, factor=None, requested_slot="reference")

    async def _by_shared_number(self, turn: Turn, voice: Voice, services: Services, reference: str) -> list[Event]:
        """A contact shared before is tried first; where it does not match, the question is asked as ever."""
        shared = await services.attachments.use_phone(turn.conversation)
        if shared is not None:
            with suppress(BookingNotMatched):
                return await self._verified(turn, voice, services, reference, shared)
        return remember(reference=reference, factor=None, requested_slot="factor")

    async def _verified(self, turn: Turn, voice: Voice, services: Services, reference: str, factor: str) -> list[Event]:
        try:
            booking = await services.bookings.verify(turn.conversation, reference, factor)
        except BookingLocked as refusal:
            zone = (await services.company.get()).zone
            voice.say("utter_booking_locked", until=moment(refusal.until, zone))
            return remember(reference="locked", factor="locked", requested_slot=None)
        return remember(reference=booking.reference, factor="verified", booking=booking.reference, requested_slot=None)


class ActionCheckBooking(DeskAction):
    """What a proved booking says."""

    def name(self) -> str:
        return "action_check_booking"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        form_done = {"reference": None, "factor": None}
        if turn.slots.get("factor") == "locked":
            return remember(**form_done)
        verified = await services.bookings.verified(turn.conversation)
        if not verified:
            return remember(**form_done)
        booking = await own_booking(turn, services)
        assert booking is not None
        places = await services.destinations.places(
            [booking.meeting.place] if booking.meeting and booking.meeting.place else []
        )
        meeting = next(iter(places.values()), None)
        voice.say("utter_booking", **booking_values(booking, meeting))
        return answered(
            turn,
            tour=booking.tour_id,
            destination=booking.destination,
            booking=booking.reference,
            topic="check_booking",
            **form_done,
        )


class ActionBookTrip(DeskAction):
    """Departures with places left; the wish itself goes to a colleague, who holds the seats."""

    writes = True

    def name(self) -> str:
        return "action_book_trip"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        focus = await tour_in_focus(turn, services)
        if focus.tour is None:
            offer_tours(turn, voice, focus.likely)
            return answered(turn)
        party = party_of(turn)
        day = str(turn.entity("date") or "")
        if len(day) == len("2026-05-17") and party:
            await self._note(turn, voice, services, focus.tour, date.fromisoformat(day), party)
        else:
            await say_departures(turn, voice, services, focus.tour, "utter_book_trip")
        return answered(turn, tour=focus.tour.id, destination=focus.tour.destination, **kept_party(turn))

    async def _note(self, turn: Turn, voice: Voice, services: Services, tour: Tour, day: date, party: Party) -> None:
        """Keep the wish in a ticket; a day on which the tour does not leave is said at once."""
        try:
            await services.products.departure_on(tour.id, day)
        except UnknownDeparture:
            await say_departures(turn, voice, services, tour)
            return
        details = clauses([party_words(party), day])
        ticket = await open_request(turn, services, "book_trip")
        voice.say("utter_book_trip_noted", tour=name(tour.names), details=details)
        voice.hand_over("book_trip", tour=name(tour.names), details=details, ticket=ticket.reference)


class ActionChangeBooking(DeskAction):
    """Notes the change with the rule that holds; a colleague confirms it."""

    writes = True

    def name(self) -> str:
        return "action_change_booking"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        booking = await own_booking(turn, services)
        if booking is None:
            return _prove_first(turn, voice)
        rule = lines([change_rule(await services.policies.for_booking(booking.id))])
        ticket = await open_request(turn, services, "change_booking", booking)
        voice.say("utter_change_booking", reference=booking.reference, ticket=ticket.reference, rule=rule)
        voice.hand_over("change_booking", booking=booking.reference, ticket=ticket.reference)
        return answered(turn)


class ActionCancelBooking(DeskAction):
    """Quotes the fee first; only a yes passes it on."""

    def name(self) -> str:
        return "action_cancel_booking"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        booking = await own_booking(turn, services)
        if booking is None:
            return _prove_first(turn, voice)
        if booking.state not in CANCELLABLE:
            voice.say(
                "utter_refund_not_cancellable",
                reference=booking.reference,
                state=word(f"word_state_{booking.state}"),
            )
            return answered(turn)
        quote = await services.policies.quote_cancellation(booking.id)
        voice.ask("utter_cancel_booking", quote=word("utter_refund_quote", **quote_values(quote)))
        return [*answered(turn), *remember(pending=f"{CANCEL} {booking.reference}")]


async def open_request(turn: Turn, services: Services, category: str, booking: Booking | None = None) -> Ticket:
    """Open a ticket for something that a colleague has to do; a retry of the same message gives the same one."""
    ticket = NewTicket(
        kind="request",
        category=category,
        conversation_id=turn.conversation,
        booking_id=booking.id if booking else None,
        facts={"told": [turn.text]},
        once=f"{turn.once}/{category}",
    )
    return await services.tickets.open(ticket)


def _prove_first(turn: Turn, voice: Voice) -> list[Event]:
    voice.ask(
        "utter_prove_first",
        [button("button_check_booking", "check_booking"), button("button_talk_to_human", "talk_to_human")],
    )
    return answered(turn)


async def _known(turn: Turn, services: Services, reference: object) -> bool:
    verified = await services.bookings.verified(turn.conversation)
    return any(one.reference == reference for one in verified) if reference else bool(verified) and turn.form is None


def _number(text: str) -> str | None:
    """A message that is nothing but a telephone number, even of a range that the number plans leave out."""
    return text if _TELEPHONE.fullmatch(text.strip()) and sum(map(str.isdigit, text)) >= FEWEST_DIGITS else None


def _bare(turn: Turn) -> bool:
    """Whether the message is a value meant for the form, rather than a question that interrupts it."""
    return turn.intent in {"inform", "nlu_fallback", "out_of_scope", "affirm", "check_booking"}
