"""What is no part of a complaint though it is said in the middle of one: wishes that end it, and clear questions."""

from __future__ import annotations

import re

from actions.turn import Turn, Voice
from bot.core.contacts import readable_phone
from bot.replies.values import Value, button, listing
from bot.services import Services

# Said in the middle of a complaint, these end it.
EXITS = frozenset(
    {"talk_to_human", "report_emergency", "deny", "goodbye", "check_ticket", "change_language", "manage_my_data"}
)
# Questions that a rule answers before the story goes on; the second kind only where it says what it is about:
# "is that what you call safe?" is a story.
ASIDES = frozenset({"ask_documents", "ask_payment", "ask_promotion", "ask_capabilities"})
NAMED_ASIDES = frozenset({"ask_price", "ask_safety", "ask_etiquette"})
PLAINLY = 0.8
ENOUGH_TO_BE_A_STORY = 40
# A longer message tells something, whatever it asks.
LONGEST_QUESTION = 90
_TELLING = frozenset({"complaint_facts", "complaint_more"})
_ASKED = re.compile(r"[^.!。！?？؟\n]+(?:[?？؟]|か[。．]?)\s*")


def leaves(turn: Turn) -> bool:
    """Whether a message ends the complaint; bad news in a story is no emergency unless it plainly is one."""
    if turn.intent == "report_emergency" and not turn.pressed:
        return bool(turn.entity("emergency")) or turn.confidence >= PLAINLY
    if turn.intent not in EXITS or (turn.asked == "complaint_booking" and turn.intent == "deny"):
        return False
    # A story holds many words that sound like a wish; only a plain one, or a pressed button, ends it.
    return turn.pressed or turn.confidence >= PLAINLY or turn.asked not in _TELLING


def asks_aside(turn: Turn) -> bool:
    """Whether a message is a plain question that has an answer of its own, and nothing of the story."""
    if not _is_question(turn) or turn.confidence < PLAINLY:
        return False
    named = turn.entity("tour") or turn.entity("destination")
    return turn.intent in ASIDES or bool(named and turn.intent in NAMED_ASIDES)


async def answer_about_us(turn: Turn, voice: Voice, services: Services) -> bool:
    """Answer how long a complaint takes, or where we can be reached; False where neither is asked."""
    if "contact" in turn.all("facet") and (turn.intent == "talk_to_human" or _is_question(turn)):
        await say_contact(voice, services, button("button_talk_to_human", "talk_to_human"))
    elif _asks_how_long(turn) and not await services.tickets.of_conversation(turn.conversation):
        voice.say("utter_complaint_how_long", hours=services.tickets.choices.answer_hours)
    else:
        return False
    voice.say("utter_resume")
    return True


async def say_contact(voice: Voice, services: Services, *buttons: Value) -> None:
    """Say our telephone numbers and address."""
    company = await services.company.get()
    voice.say(
        "utter_contact", buttons, phones=listing(map(readable_phone, company.phones.values())), email=company.email
    )


def tells(text: str) -> bool:
    """Whether a first message already tells what happened."""
    return _weight(text) >= ENOUGH_TO_BE_A_STORY


def _asks_how_long(turn: Turn) -> bool:
    if not _is_question(turn) or any(map(turn.entity, ("tour", "destination", "ticket_reference"))):
        return False
    return turn.intent == "check_ticket" or "duration" in turn.all("facet")


def _is_question(turn: Turn) -> bool:
    """One short sentence with a question mark, or the Japanese word for one, at its end and nowhere else."""
    text = turn.text.lstrip("¿ ")
    return not turn.pressed and _weight(text) <= LONGEST_QUESTION and _ASKED.fullmatch(text) is not None


def _weight(text: str) -> int:
    """Give a text's length; Han, kana, Hangul and Thai say more with a character."""
    return len(text) + 2 * len(re.findall(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]", text))
