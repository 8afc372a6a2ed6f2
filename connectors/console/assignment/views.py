"""An offer as its colleague is shown it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.conversations.teams import topic_of
from bot.conversations.transfers import TRANSFERRED
from bot.conversations.values import Conversation, Event
from bot.localisation import formats
from bot.localisation.languages import spoken
from connectors.console.assignment.models import Offer
from connectors.console.conversations.gloss import intent_words
from connectors.console.conversations.views import PRIORITIES, View


def offer_of(view: View, conversation: Conversation, events: Sequence[Event], now: datetime) -> Offer:
    """Show an offer: who waits, what about, why it comes to this colleague, how long it stands."""
    language = spoken(conversation.language_choice or conversation.language)
    summary = conversation.summary or {}
    topic = topic_of(str(summary.get("reason") or ""), summary)
    until = conversation.offered_until or now
    by, note = _chosen(view, events)
    return Offer(
        conversation=conversation.id,
        traveller=view.traveller(conversation),
        language=language,
        language_name=formats.language_name(language, view.language),
        channel=conversation.channel,
        priority=PRIORITIES[conversation.priority],
        topic=intent_words(view.renderer, topic, view.language) if topic else None,
        why=list(_why(view, language, events)),
        by=by,
        note=note,
        waiting_since=conversation.waiting_since,
        until=until,
        seconds=max(0, round((until - now).total_seconds())),
    )


def _why(view: View, language: str, events: Sequence[Event]) -> Iterator[str]:
    told = next((event.note for event in reversed(events) if event.kind == "offered" and event.note), {})
    reasons = told.get("why")
    for reason in reasons if isinstance(reasons, list) else ():
        if reason != "chosen":
            yield view.word(f"console_why_{reason}", language=formats.language_name(language, view.language))


def _chosen(view: View, events: Sequence[Event]) -> tuple[str | None, str | None]:
    """Give who passed the chat on, and with which note, where that is how it came into the queue."""
    moved = next((event for event in reversed(events) if event.to_owner is not None), None)
    if moved is None or moved.kind != TRANSFERRED:
        return None, None
    note = (moved.note or {}).get("text")
    return view.owner(moved.by), str(note) if note else None
