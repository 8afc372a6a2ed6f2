"""Chats and messages as the console shows them, in the agent's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from bot.attachments.types import load_types
from bot.attachments.values import Attachment
from bot.conversations.values import BOT, QUEUE, Conversation
from bot.conversations.values import Event as Happened
from bot.conversations.values import Message as Stored
from bot.localisation import formats
from bot.localisation.catalogue import UnknownText
from bot.localisation.languages import languages, spoken
from bot.localisation.render import Renderer
from bot.surveys.values import Survey
from connectors.console.conversations.gloss import gloss_of
from connectors.console.conversations.models import Attached, Can, Earlier, Event, Last, Message, Rating, Row
from connectors.console.conversations.names import Names
from connectors.console.texts import words

PRIORITIES: tuple[Literal["urgent", "high", "normal", "low"], ...] = ("urgent", "high", "normal", "low")


@dataclass(frozen=True)
class View:
    """Who is looking, in which language, with the names at hand."""

    renderer: Renderer
    language: str
    staff_id: str
    names: Names

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


def row_of(view: View, conversation: Conversation, recent: Sequence[Stored], position: int | None) -> Row:
    """Show a chat as a line of a list; `recent` are its latest messages, in order."""
    language = spoken(conversation.language)
    return Row(
        id=conversation.id,
        channel=conversation.channel,
        traveller=view.traveller(conversation),
        customer=conversation.customer_id,
        language=language,
        language_name=formats.language_name(language, view.language),
        status="resolved" if conversation.status == "resolved" else "open",
        owner=cast(Literal["bot", "queue", "agent"], conversation.owner.partition(":")[0]),
        owner_name=view.colleague(conversation.staff_id) if conversation.staff_id else None,
        mine=conversation.staff_id == view.staff_id,
        priority=PRIORITIES[conversation.priority],
        position=position,
        waiting_since=_waiting_since(conversation, recent),
        unread=0 if conversation.owner == BOT else _unanswered(recent),
        last_seq=conversation.last_seq,
        updated_at=conversation.updated_at,
        last=_last(view, recent),
        team=conversation.team,
        version=conversation.owner_version,
        offered_to=view.colleague(conversation.offered_to) if conversation.offered_to else None,
        offered_to_me=conversation.offered_to == view.staff_id,
        offered_until=conversation.offered_until,
    )


def message_of(view: View, message: Stored, carried: Sequence[Attachment] = ()) -> Message:
    """Show a message: as written, and what it means in the agent's language."""
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
        attachments=[_attached(view, one) for one in carried],
        edits=[Earlier.model_validate({"text": one["text"], "until": one["at"]}) for one in message.edits],
    )


def rating_of(view: View, survey: Survey) -> Rating:
    """Show a rating."""
    return Rating(
        score=survey.score,
        comment=survey.comment,
        by=view.colleague(survey.staff_id) if survey.staff_id else view.owner(BOT),
        at=survey.rated_at or survey.asked_at,
    )


def _attached(view: View, attachment: Attachment) -> Attached:
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


def event_of(view: View, event: Happened) -> Event | None:
    """Show an event; None for those only the machinery cares about."""
    key = f"console_event_{event.kind}"
    if not view.renderer.catalogue.has(key):
        return None
    name = view.colleague(event.by.removeprefix("agent:")) if event.by.startswith("agent:") else ""
    return Event(kind=event.kind, words=view.word(key, name=name, to=_to(view, event)), at=event.at)


def can_of(conversation: Conversation, staff_id: str, talks: bool, assigns: bool = False) -> Can:
    """Say what the caller may do now."""
    mine = talks and conversation.staff_id == staff_id
    return Can(
        take=talks and conversation.staff_id is None,
        reply=mine,
        note=True,
        hand_back=mine,
        resolve=mine,
        transfer=mine or (talks and assigns),
    )


def _to(view: View, event: Happened) -> str:
    """Name the colleague, or else the team, that an event leads to."""
    note = event.note or {}
    if note.get("to"):
        return view.colleague(str(note["to"]))
    return view.word(f"console_team_{note['team']}") if note.get("team") else ""


def _translation(view: View, message: Stored, language: str) -> str | None:
    if not message.key or language == view.language:
        return None
    try:
        return view.renderer.reply(message.key, message.values, view.language, seed=message.turn_of or 0).text
    except UnknownText:
        return None


def _last(view: View, recent: Sequence[Stored]) -> Last | None:
    seen = [one for one in recent if one.audience == "all"]
    asked = [one for one in seen if one.author == "traveller"]
    if not seen:
        return None
    message = message_of(view, (asked or seen)[-1])
    meaning = message.translation or (message.gloss.words if message.gloss else None)
    kinds = ", ".join(view.word(f"console_kind_{kind}") for kind in (asked or seen)[-1].attached)
    return Last(author=message.author, text=(message.text or kinds)[:200], meaning=meaning[:200] if meaning else None)


def _unanswered(recent: Sequence[Stored]) -> int:
    """Count the traveller's messages after the last word of a colleague or the assistant."""
    count = 0
    for message in recent:
        spoken_to = message.author in ("agent", "assistant") and message.audience == "all"
        count = 0 if spoken_to else count + (message.author == "traveller")
    return count


def _waiting_since(conversation: Conversation, recent: Sequence[Stored]) -> datetime | None:
    """Give since when nobody answered: since queueing, or since a held chat's first unanswered message."""
    count = _unanswered(recent)
    if conversation.waiting_since is not None or conversation.staff_id is None or not count:
        return conversation.waiting_since
    return [one for one in recent if one.author == "traveller"][-count].at
