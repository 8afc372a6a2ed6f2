"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class WebhookNotFound(Refusal):
    """No webhook, or no call of one, has that id."""

    def __init__(self) -> None:
        super().__init__("console_webhook_unknown")


class WebhookRefused(Refusal):
    """It cannot be entered like that: `reason` is url, events or many."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"console_webhook_refused_{reason}")
