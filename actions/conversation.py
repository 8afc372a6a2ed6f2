"""The talk itself: yes and no, bare values and follow-ups, misunderstandings, languages, a person."""

from __future__ import annotations

from collections.abc import Mapping

from rasa_sdk.events import ActiveLoop, FollowupAction

from actions.bookings import CANCEL, open_request
from actions.context import asks_for_elsewhere
from actions.door import DeskAction, Event, answered, keep_files, remember
from actions.listening import say_contact
from actions.policies import own_booking
from actions.turn import Turn, Voice
from bot.localisation.languages import known, languages
from bot.replies.values import button, listing
from bot.services import Services
from bot.waiting import outlook

MISUNDERSTOOD_TWICE = 2
OFFERED = 3
# A message this short that names an aspect of a tour ("kids?") needs no more than the tour to be understood.
FRAGMENT = 24
# A bare facet ("and for children?") continues the topic it belongs to.
_FACET_TOPICS: Mapping[str, str] = {
    "child_price": "ask_price",
    "single_room": "ask_price",
    "included": "ask_price",
    "excluded": "ask_price",
    "hotel": "ask_itinerary",
    "meals": "ask_itinerary",
    "transport": "ask_itinerary",
    "duration": "ask_itinerary",
    "meeting_point": "ask_itinerary",
    "departures": "ask_itinerary",
    "free_time": "ask_itinerary",
    "guide": "ask_itinerary",
}
# Topics that a newly named tour, place, party or need answers afresh.
_RESUMABLE = frozenset(
    {
        "ask_price",
        "ask_itinerary",
        "ask_refund_policy",
        "ask_safety",
        "ask_documents",
        "ask_payment",
        "ask_promotion",
        "ask_special_needs",
        "ask_etiquette",
        "plan_trip",
        "book_trip",
    }
)
_NOT_OFFERED = frozenset({"nlu_fallback", "inform", "affirm", "deny", "out_of_scope", "greet", "thank", "goodbye"})


class ActionTalkToHuman(DeskAction):
    """Puts the chat in the queue, with a summary, and says honestly how long it takes."""

    resumes = False

    def name(self) -> str:
        return "action_talk_to_human"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        if "contact" in turn.all("facet"):
            await say_contact(voice, services)
        summary = {"topic": str(turn.slots.get("topic") or ""), "tour": str(turn.slots.get("tour") or "")}
        await say_waiting(turn, voice, services, await services.conversations.team_for("talk_to_human", summary))
        booking = await own_booking(turn, services)
        voice.hand_over("talk_to_human", booking=booking.reference if booking else "", **summary)
        return [ActiveLoop(None), *answered(turn), *remember(requested_slot=None)]


async def say_waiting(turn: Turn, voice: Voice, services: Services, team: str | None = None) -> None:
    """Say the place in line and the wait, that nobody is at the desk, or when people are back."""
    state, values = await outlook(services, turn.conversation, team)
    voice.say(f"utter_handoff_{state}", **values)


class ActionClarify(DeskAction):
    """Offers the likely readings as buttons; the second time in other words, the third time a person."""

    answers = False

    def name(self) -> str:
        return "action_clarify"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        continued = _FACET_TOPICS.get(str(turn.entity("facet")))
        if continued and turn.slots.get("tour") and turn.form is None and len(turn.text) <= FRAGMENT:
            return [*remember(topic=continued), FollowupAction(f"action_{continued}")]
        if asks_for_elsewhere(turn) and turn.form is None:
            return [FollowupAction("action_plan_trip")]
        missed = int(turn.slots.get("misunderstandings") or 0) + 1
        if missed > MISUNDERSTOOD_TWICE:
            voice.say("utter_give_up")
            await say_waiting(turn, voice, services)
            voice.hand_over("misunderstood")
            return remember(misunderstandings=None)
        candidates = [str(one) for one in turn.ambiguity.get("candidates") or turn.ranking]
        offered = [one for one in candidates if one not in _NOT_OFFERED][:OFFERED]
        buttons = [button(f"button_{intent}", intent, **_named(turn)) for intent in offered]
        if missed == MISUNDERSTOOD_TWICE:
            voice.say("utter_clarify_again", buttons)
        else:
            two = turn.ambiguity.get("reason") == "two_intents"
            voice.say(
                "utter_clarify_two" if two else "utter_clarify",
                [*buttons, button("button_talk_to_human", "talk_to_human")],
            )
        return remember(misunderstandings=missed)


class ActionInform(DeskAction):
    """A bare value: continues the topic it answers."""

    answers = False

    def name(self) -> str:
        return "action_inform"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        if turn.wordless:
            # Rasa comes by here first when a form was filled by nothing; the form itself has the word then.
            return [] if turn.form else keep_files(turn, voice)
        if turn.entity("booking_reference"):
            return [FollowupAction("booking_form")]
        if turn.entity("ticket_reference"):
            return [FollowupAction("action_check_ticket")]
        topic = _FACET_TOPICS.get(str(turn.entity("facet"))) or turn.slots.get("topic")
        if turn.entity("day") is not None and turn.slots.get("tour"):
            topic = "ask_itinerary"
        if topic in _RESUMABLE:
            return [*remember(topic=topic), FollowupAction(f"action_{topic}")]
        if turn.entity("tour"):
            return [FollowupAction("action_ask_itinerary")]
        if turn.entity("elsewhere"):
            return [FollowupAction("action_plan_trip")]
        kept = {slot: turn.entity(slot) for slot in ("destination", "party") if turn.entity(slot)}
        buttons = [
            button(f"button_{intent}", intent)
            for intent in ("ask_price", "ask_itinerary", "plan_trip", "talk_to_human")
        ]
        voice.say("utter_inform", buttons)
        return remember(**kept)


class ActionAffirm(DeskAction):
    """Yes to what is pending; else nothing but courtesy."""

    writes = True

    def name(self) -> str:
        return "action_affirm"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        act, _, reference = str(turn.slots.get("pending") or "").partition(" ")
        booking = await own_booking(turn, services)
        if act == CANCEL and booking is not None and booking.reference == reference:
            ticket = await open_request(turn, services, "cancel_booking", booking)
            voice.say("utter_cancel_requested", reference=reference, ticket=ticket.reference)
            voice.hand_over("cancel_booking", booking=reference, ticket=ticket.reference)
        else:
            voice.say("utter_affirm")
        return remember(pending=None, misunderstandings=None)


class ActionDeny(DeskAction):
    """No to what is pending."""

    def name(self) -> str:
        return "action_deny"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        act, _, reference = str(turn.slots.get("pending") or "").partition(" ")
        if act == CANCEL:
            voice.say("utter_cancel_kept", reference=reference)
        else:
            voice.say("utter_deny")
        return remember(pending=None, misunderstandings=None)


class ActionOutOfScope(DeskAction):
    """Says kindly what the desk is for; inside a form its question stands."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        voice.say("utter_out_of_scope")
        return remember(misunderstandings=None)


class ActionGiveFeedback(DeskAction):
    """Thanks, and keeps it for the team."""

    writes = True

    def name(self) -> str:
        return "action_give_feedback"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        ticket = await open_request(turn, services, "feedback")
        voice.say("utter_give_feedback", ticket=ticket.reference)
        return answered(turn)


class ActionChangeLanguage(DeskAction):
    """Changes the conversation's language, or shows the choice."""

    def name(self) -> str:
        return "action_change_language"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        chosen = known(str(turn.entity("language") or ""))
        if chosen == "zh" and turn.language == "zh-TW" and not turn.pressed and "簡" not in turn.text:
            # "中文" is whichever script it is asked in.
            chosen = "zh-TW"
        if chosen:
            voice.choose_language(chosen)
            voice.say("utter_change_language", language={"t": "language", "code": chosen})
            return remember(misunderstandings=None)
        spoken = listing(language.name for language in languages().values())
        buttons = [
            button(language.name, "change_language", language=language.code) for language in languages().values()
        ]
        voice.say("utter_ask_language", buttons, languages=spoken)
        return remember(misunderstandings=None)


def _named(turn: Turn) -> dict[str, str]:
    """What the unclear message named, so that a pressed button loses nothing."""
    for kind in ("tour", "destination"):
        if turn.entity(kind):
            return {kind: str(turn.entity(kind))}
    return {}
