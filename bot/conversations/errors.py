"""Conflicts and refusals of this area."""

from __future__ import annotations

from bot.core.errors import Conflict, Refusal


class UnknownConversation(Refusal):
    """No conversation has that id."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__("console_conversation_unknown", conversation=conversation_id)


class OwnedByAnother(Conflict):
    """Somebody else owns the conversation now; `values` name the owner and the version."""

    def __init__(self, owner: str, owner_version: int) -> None:
        super().__init__("owner", owner=owner, owner_version=owner_version)
        self.owner = owner
        self.owner_version = owner_version


class StalePage(OwnedByAnother):
    """The conversation has changed hands, or state, since the page was drawn; `by` is who changed it."""

    def __init__(self, owner: str, owner_version: int, by: str) -> None:
        super().__init__(owner, owner_version)
        self.by = by


class EmptyMessage(Refusal):
    """Nothing is left of the text once it is cleaned."""

    def __init__(self) -> None:
        super().__init__("utter_message_empty")


class NothingToUndo(Refusal):
    """Too late, or something else has happened since."""

    def __init__(self) -> None:
        super().__init__("console_undo_gone")


class SnoozeRefused(Refusal):
    """A snooze ends in the future, and within a year."""

    def __init__(self) -> None:
        super().__init__("console_snooze_refused")


class NotMyNote(Refusal):
    """Notes are changed by who wrote them, for a quarter of an hour."""

    def __init__(self) -> None:
        super().__init__("console_note_fixed")


class NothingToRetry(Refusal):
    """No delivery of this message has failed."""

    def __init__(self) -> None:
        super().__init__("console_retry_refused")
