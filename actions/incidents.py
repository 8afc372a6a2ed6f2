"""An emergency: instructions and numbers at once, and a person."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop

from actions.context import destination_in_focus
from actions.destinations import nationality_of
from actions.door import DeskAction, Event, answered, remember
from actions.turn import Turn, Voice
from bot.core.contacts import readable_phone
from bot.replies.places import numbers
from bot.replies.values import name, word
from bot.services import Services
from bot.tickets.values import URGENT, NewTicket

KINDS = frozenset(
    {
        "accident",
        "illness",
        "injury",
        "theft",
        "lost_passport",
        "disaster",
        "stranded",
        "missing_person",
        "danger",
    }
)


class ActionReportEmergency(DeskAction):
    """Never asks anything first."""

    resumes = False
    writes = True

    def name(self) -> str:
        return "action_report_emergency"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        kinds = [kind for kind in dict.fromkeys(map(str, turn.all("emergency"))) if kind in KINDS]
        # "Help!" is read as danger; what happened, where it is told, says better what to do.
        kinds.sort(key=lambda kind: kind == "danger")
        instructions = word(f"line_emergency_{kinds[0] if kinds else 'general'}")
        company = await services.company.get()
        emergency_line = readable_phone(company.emergency_line)
        place = await destination_in_focus(turn, services)
        if place is None:
            voice.say("utter_emergency_no_place", instructions=instructions, line=emergency_line)
        else:
            voice.say(
                "utter_emergency",
                instructions=instructions,
                numbers=numbers(place, nationality_of(turn)),
                line=emergency_line,
            )
        booking = next(iter(await services.bookings.verified(turn.conversation)), None)
        ticket = await services.tickets.open(
            NewTicket(
                kind="emergency",
                category=kinds[0] if kinds else "other",
                severity="critical",
                priority=URGENT,
                conversation_id=turn.conversation,
                booking_id=booking.id if booking else None,
                facts={"told": [turn.text]},
                once=turn.once,
            )
        )
        voice.hand_over("report_emergency", "urgent", ticket=ticket.reference, place=name(place.names) if place else "")
        return [ActiveLoop(None), *answered(turn), *remember(requested_slot=None)]
