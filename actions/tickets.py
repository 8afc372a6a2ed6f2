"""Complaints: listen, apologise, collect, open a ticket; and the progress of one."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop

from actions.door import DeskAction, Event, answered, keep_files, remember
from actions.listening import answer_about_us, asks_aside, leaves, tells
from actions.turn import Turn, Voice
from bot.replies.tickets import offered, progress
from bot.replies.values import Value, button, moment, word
from bot.services import Services
from bot.switchboard.cases import offer_buttons
from bot.tickets.values import NewTicket, Ticket

CATEGORIES = (
    "guide",
    "hotel",
    "transport",
    "meals",
    "itinerary",
    "price",
    "booking",
    "staff",
    "safety",
    "other",
)


class ActionListenToComplaint(DeskAction):
    """An apology before any question; what was said already is kept."""

    resumes = False
    answers = False
    writes = True

    def name(self) -> str:
        return "action_listen_to_complaint"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        voice.say("utter_complaint_listen")
        await services.attachments.begin_evidence(turn.conversation, turn.seq)
        told = None if turn.pressed else [turn.text]
        story = told if told and tells(turn.text) else None
        fresh = {"complaint_more": None, "complaint_booking": None, "complaint_wish": None}
        return remember(
            complaint_facts=story,
            complaint_category=turn.entity("complaint_category"),
            topic="make_complaint",
            **fresh,
        )


class ValidateComplaintForm(DeskAction):
    """Takes facts, what is to be added, category, booking and wish, one answer at a time."""

    resumes = False
    answers = False
    writes = True

    def name(self) -> str:
        return "validate_complaint_form"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        if turn.form is None:
            return await self._next(turn, services, {})
        if turn.wordless and set(turn.attached) <= {"sticker"}:
            return keep_files(turn, voice)
        if turn.attached:
            await services.attachments.add_evidence(turn.conversation, turn.seq)
        if turn.wordless:
            voice.say("utter_attachment_evidence")
            return remember(requested_slot=turn.asked)
        if await answer_about_us(turn, voice, services):
            # A slot set, if to what it was, keeps Rasa from looking for another answer.
            return remember(complaint_more=turn.slots.get("complaint_more"), requested_slot=turn.asked)
        if leaves(turn) or asks_aside(turn):
            return remember(requested_slot=turn.asked)
        take = getattr(self, f"_{turn.asked}", None)
        return await self._next(turn, services, take(turn, voice) if take else {})

    def _complaint_facts(self, turn: Turn, voice: Voice) -> dict[str, object]:
        category = turn.entity("complaint_category") or turn.slots.get("complaint_category")
        return {"complaint_facts": [turn.text], "complaint_category": category}

    def _complaint_more(self, turn: Turn, voice: Voice) -> dict[str, object]:
        if turn.entity("none") or turn.intent in {"affirm", "thank"}:
            return {"complaint_more": "told"}
        category = turn.slots.get("complaint_category") or turn.entity("complaint_category")
        facts = [*(turn.slots.get("complaint_facts") or []), turn.text]
        return {"complaint_facts": facts, "complaint_more": "told", "complaint_category": category}

    def _complaint_category(self, turn: Turn, voice: Voice) -> dict[str, object]:
        chosen = turn.entity("complaint_category")
        if chosen:
            return {"complaint_category": chosen}
        voice.say("utter_complaint_choose_category")
        return {"complaint_category": None}

    def _complaint_booking(self, turn: Turn, voice: Voice) -> dict[str, object]:
        if reference := turn.entity("booking_reference"):
            return {"complaint_booking": reference}
        return {"complaint_booking": "none"}

    def _complaint_wish(self, turn: Turn, voice: Voice) -> dict[str, object]:
        return {"complaint_wish": turn.entity("wish") or turn.text}

    async def _next(self, turn: Turn, services: Services, taken: dict[str, object]) -> list[Event]:
        known = {**turn.slots, **taken}
        if not known.get("complaint_booking"):
            verified = await services.bookings.verified(turn.conversation)
            if len(verified) == 1:
                taken["complaint_booking"] = known["complaint_booking"] = verified[0].reference
        order = (
            "complaint_facts",
            "complaint_more",
            "complaint_category",
            "complaint_booking",
            "complaint_wish",
        )
        return remember(**taken, requested_slot=next((slot for slot in order if not known.get(slot)), None))


class ActionAskComplaintCategory(DeskAction):
    """The categories as buttons."""

    resumes = False
    answers = False

    def name(self) -> str:
        return "action_ask_complaint_form_complaint_category"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        buttons = [button(word(f"word_category_{one}"), "inform", complaint_category=one) for one in CATEGORIES]
        voice.say("utter_ask_complaint_form_complaint_category", buttons)
        return []


class ActionMakeComplaint(DeskAction):
    """Opens the ticket and says its number and deadline."""

    writes = True
    resumes = False

    def name(self) -> str:
        return "action_make_complaint"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        slots = turn.slots
        verified = await services.bookings.verified(turn.conversation)
        booking = next((one for one in verified if one.reference == slots.get("complaint_booking")), None)
        facts: dict[str, object] = {"told": list(slots.get("complaint_facts") or [])}
        if booking is None and slots.get("complaint_booking") not in {None, "none"}:
            facts["claimed_booking"] = slots["complaint_booking"]
        ticket = await services.tickets.open(
            NewTicket(
                kind="complaint",
                category=str(slots.get("complaint_category") or "other"),
                conversation_id=turn.conversation,
                booking_id=booking.id if booking else None,
                facts=facts,
                wish=str(slots.get("complaint_wish") or ""),
                once=turn.once,
            )
        )
        for one in await services.attachments.take_evidence(turn.conversation, ticket.id):
            shown = {"attachment": one.id, "kind": one.kind, "name": one.name}
            await services.tickets.record(ticket.id, "attached", "traveller", shown)
        zone = (await services.company.get()).zone
        # A complaint about what was settled the other day opens that case again.
        again = any(event.kind == "reopened" for event in ticket.events)
        voice.say(
            "utter_complaint_again" if again else "utter_make_complaint",
            [button("button_talk_to_human", "talk_to_human")],
            ticket=ticket.reference,
            deadline=moment(ticket.deadline, zone),
        )
        cleared = ("facts", "more", "category", "booking", "wish")
        return answered(turn, **{f"complaint_{slot}": None for slot in cleared})


class ActionStopForm(DeskAction):
    """Leaves a form; nothing was changed."""

    resumes = False

    def name(self) -> str:
        return "action_stop_form"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        voice.say("utter_stopped")
        return [
            ActiveLoop(None),
            *remember(requested_slot=None, reference=None, factor=None, complaint_facts=None, complaint_more=None),
        ]


class ActionCheckTicket(DeskAction):
    """How far a complaint or request is."""

    def name(self) -> str:
        return "action_check_ticket"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        mine = await services.tickets.of_conversation(turn.conversation)
        named = turn.entity("ticket_reference")
        chosen = [ticket for ticket in mine if ticket.reference == named] if named else list(mine)
        if named and not chosen:
            voice.say("utter_ticket_not_found")
        elif not chosen:
            voice.say("utter_check_ticket_none")
        elif len(chosen) > 1:
            voice.say(
                "utter_check_ticket_many",
                [button(one.reference, "check_ticket", ticket_reference=one.reference) for one in chosen[:6]],
            )
        else:
            zone = (await services.company.get()).zone
            voice.say("utter_check_ticket", _offered(chosen[0]), **progress(chosen[0], zone))
        return answered(turn)


def _offered(ticket: Ticket) -> list[Value]:
    """Give the buttons of the proposal that is still to be answered."""
    remedy = offered(ticket)
    return offer_buttons(ticket, remedy) if remedy else []
