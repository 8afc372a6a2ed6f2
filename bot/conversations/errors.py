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


class EmptyMessage(Refusal):
    """Nothing is left of the text once it is cleaned."""

    def __init__(self) -> None:
        super().__init__("utter_message_empty")
