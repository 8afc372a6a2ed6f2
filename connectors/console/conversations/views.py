"""Chats and messages as the console shows them, in the agent's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from bot.attachments.types import load_types
from bot.attachments.values import Attachment
from bot.conversations.mood import NEUTRAL, mood_of
from bot.conversations.notes import CHANGED_WITHIN
from bot.conversations.values import BOT, QUEUE, UNTIL_WRITTEN, Conversation, Owed
from bot.conversations.values import Message as Stored
from bot.inbox.values import Line
from bot.localisation import formats
from bot.localisation.catalogue import UnknownText
from bot.localisation.languages import languages, spoken
from bot.localisation.render import Renderer
from bot.surveys.values import Survey
from connectors.console.clocks.timing import timing_of
from connectors.console.conversations.beside import NOTHING, Beside
from connectors.console.conversations.gloss import gloss_of, intent_words
from connectors.console.conversations.models import (
    Attached,
    Called,
    Can,
    Delivered,
    Earlier,
    Last,
    Message,
    Rating,
    Row,
)
from connectors.console.conversations.names import Names
from connectors.console.identity import Caller
from connectors.console.texts import words

EMERGENCY = "console_reason_report_emergency"
PRIORITIES: tuple[Literal["urgent", "high", "normal", "low"], ...] = ("urgent", "high", "normal", "low")


@dataclass(frozen=True)
class View:
    """Who is looking, in which language, with the names at hand."""

    renderer: Renderer
    language: str
    staff_id: str
    names: Names
    now: datetime

    def word(self, key: str, **values: object) -> str:
        """Word a fragment in the agent's language."""
        return words(self.renderer, key, self.language, values)

    def colleague(self, staff_id: str | None) -> str:
        """Name a colleague, also one who is here no longer."""
        return self.names.staff.get(staff_id or "") or self.word("console_owner_former")

    def owner(self, owner: str) -> str:
        """Word an owner: the assistant, the queue, or a colleague."""
        if owner in (BOT, QUEUE):
            return self.word(f"console_owner_{owner}")
        return self.colleague(owner.removeprefix("agent:"))

    def traveller(self, conversation: Conversation) -> str:
        """Name the traveller, or tell guests apart."""
        known = self.names.travellers.get(conversation.id)
        return known or self.word("console_guest", code=conversation.id[:4].upper())


def row_of(view: View, line: Line) -> Row:
    """Show a chat as a line of a list."""
    conversation, told = line.conversation, line.told
    language = spoken(conversation.language)
    return Row(
        id=conversation.id,
        channel=conversation.channel,
        traveller=view.traveller(conversation),
        customer=conversation.customer_id,
        language=language,
        language_name=formats.language_name(language, view.language),
        status=_status(conversation),
        owner=cast(Literal["bot", "queue", "agent"], conversation.owner.partition(":")[0]),
        owner_name=view.colleague(conversation.staff_id) if conversation.staff_id else None,
        mine=conversation.staff_id == view.staff_id,
        version=conversation.owner_version,
        team=conversation.team,
        priority=PRIORITIES[conversation.priority],
        snoozed_until=None if conversation.snoozed_until == UNTIL_WRITTEN else conversation.snoozed_until,
        mentioned=line.mentioned,
        called=line.called,
        position=line.position,
        waiting_since=conversation.waiting_since or (told.since if conversation.staff_id else None),
        unread=0 if conversation.owner == BOT else told.unanswered,
        last_seq=conversation.last_seq,
        updated_at=conversation.updated_at,
        last=_last(view, told.message),
        offered_to=view.colleague(conversation.offered_to) if conversation.offered_to else None,
        offered_to_me=conversation.offered_to == view.staff_id,
        offered_until=conversation.offered_until,
        **timing_of(view.word, view.language, conversation, view.now, _reason(view, conversation)),
    )


def message_of(view: View, message: Stored, beside: Beside = NOTHING) -> Message:
    """Show a message: as written, what it means in the agent's language, and what is known besides."""
    language = spoken(message.language)
    from_traveller = message.author == "traveller"
    gloss = gloss_of(view.renderer, message.reading, message.payload, view.language, view.names.things)
    return Message(
        seq=message.seq,
        author=cast(Literal["traveller", "assistant", "agent", "system"], message.author),
        name=view.colleague(message.staff_id) if message.staff_id else None,
        audience="staff" if message.audience == "staff" else "all",
        text=message.text or (gloss.words if gloss and from_traveller else ""),
        language=language,
        direction="rtl" if languages()[language].direction == "rtl" else "ltr",
        translation=_translation(view, message, language),
        gloss=gloss if from_traveller else None,
        buttons=[str(button.get("title") or "") for button in message.buttons],
        pressed=message.payload is not None,
        truncated=message.truncated,
        at=message.at,
        client_id=(message.client_id or "").partition(":")[2] or None,
        attachments=[attached_of(view, one) for one in beside.carried],
        edits=[Earlier.model_validate({"text": one["text"], "until": one["at"]}) for one in message.edits],
        **(_mood(view, message, language) if from_traveller else {}),
        delivery=_delivery(message, beside.owed, beside.mine),
        mentions=[
            Called(
                id=one.staff_id,
                name=view.colleague(one.staff_id),
                names=list(view.names.written.get(one.staff_id, ())),
                seen=one.seen_at is not None,
            )
            for one in beside.mentions
        ],
        withdrawn=message.audience == "staff" and bool(message.edits) and not message.text,
        editable_until=_editable_until(view, message),
        origin=_origin(message),
    )


def _mood(view: View, message: Stored, language: str) -> dict[str, Any]:
    mood = mood_of(message.text, language, message.reading)
    if mood.name == NEUTRAL:
        return {"mood": NEUTRAL}
    why = f"“{mood.word}”" if mood.word else intent_words(view.renderer, mood.intent or "", view.language)
    return {"mood": mood.name, "mood_words": view.word(f"console_mood_{mood.name}_why", why=why)}


def _delivery(message: Stored, owed: Owed | None, mine: bool) -> Delivered | None:
    if owed is None or message.author not in ("agent", "system"):
        return None
    state = cast(Literal["pending", "sent", "failed"], owed.state)
    reason = owed.error if state != "sent" else None
    retry = mine and state == "failed"
    return Delivered(seq=message.seq, state=state, reason=reason, tries=owed.attempts, retry=retry)


def delivered_of(view: View, message: Stored, beside: Beside) -> Delivered | None:
    """Show how the delivery of a message stands."""
    return _delivery(message, beside.owed, beside.mine)


def _editable_until(view: View, message: Stored) -> datetime | None:
    own_note = message.audience == "staff" and message.staff_id == view.staff_id and bool(message.text)
    return message.at + CHANGED_WITHIN if own_note else None


def _origin(message: Stored) -> Literal["phrase", "written"] | None:
    """Say how a colleague's words to a traveller came about."""
    if message.author != "agent" or message.audience != "all" or not message.text:
        return None
    return "phrase" if message.key else "written"


def rating_of(view: View, survey: Survey) -> Rating:
    """Show a rating."""
    return Rating(
        score=survey.score,
        comment=survey.comment,
        by=view.colleague(survey.staff_id) if survey.staff_id else view.owner(BOT),
        at=survey.rated_at or survey.asked_at,
    )


def attached_of(view: View, attachment: Attachment) -> Attached:
    """Show a file, or what has no bytes, in the agent's words."""
    facts = attachment.facts
    told = [str(facts[name]) for name in ("title", "name", "phone", "emoji") if facts.get(name)]
    place = ",".join(f"{facts[name]}" for name in ("latitude", "longitude") if name in facts)
    return Attached(
        id=attachment.id,
        kind=attachment.kind,
        name=attachment.name,
        size=attachment.size,
        media=attachment.media,
        shown=load_types().shown(attachment.media),
        words=" · ".join([view.word(f"console_kind_{attachment.kind}"), *told, *([place] if place else [])]),
        link=f"geo:{place}" if place else None,
    )


def can_of(conversation: Conversation, caller: Caller, undo: datetime | None = None) -> Can:
    """Say what the caller may do now."""
    talks = caller.may("conversations.talk")
    mine = talks and conversation.staff_id == caller.staff.id
    assigns = talks and caller.may("conversations.assign")
    return Can(
        take=talks and conversation.staff_id is None,
        reply=mine,
        note=caller.may("conversations.note"),
        hand_back=mine,
        resolve=mine,
        transfer=mine or assigns,
        snooze=mine,
        prioritise=mine or assigns,
        undo=undo,
    )


def _status(conversation: Conversation) -> Literal["open", "pending", "snoozed", "resolved"]:
    if conversation.status in ("snoozed", "resolved"):
        return cast(Literal["snoozed", "resolved"], conversation.status)
    return "pending" if conversation.owner == BOT else "open"


def _translation(view: View, message: Stored, language: str) -> str | None:
    if not message.key or language == view.language:
        return None
    try:
        return view.renderer.reply(message.key, message.values, view.language, seed=message.turn_of or 0).text
    except UnknownText:
        return None


def _last(view: View, last: Stored | None) -> Last | None:
    if last is None:
        return None
    message = message_of(view, last)
    meaning = message.translation or (message.gloss.words if message.gloss else None)
    kinds = ", ".join(view.word(f"console_kind_{kind}") for kind in last.attached)
    return Last(author=message.author, text=(message.text or kinds)[:200], meaning=meaning[:200] if meaning else None)


def _reason(view: View, conversation: Conversation) -> str:
    key = f"console_reason_{(conversation.summary or {}).get('reason')}"
    # "Emergency: emergency" says it once too often.
    return view.word(key) if view.renderer.catalogue.has(key) and key != EMERGENCY else ""
