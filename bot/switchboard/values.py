"""What goes through the switchboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.values import Handoff, Reply


@dataclass(frozen=True)
class Incoming:
    """What a connector was handed: `text` as typed, or the `payload` of a pressed button and its title as `text`.

    `client_id` is the connector's own id of the message; `locale` what the channel says of the traveller's language;
    `attachments` the ids of what was stored for this sender before (see `bot.intake`): with a caption as `text`, or
    with nothing.
    """

    channel: str
    sender: str
    client_id: str
    text: str = ""
    payload: str | None = None
    locale: str | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Patience:
    """How long the brain is waited for before a person is called: a brain that restarts is back within ten seconds.

    `seconds` for everything together: within the lease, or two processes take the message from each other for ever.
    """

    tries: int = 4
    pause: float = 1.5
    seconds: float = 45.0


@dataclass(frozen=True)
class Worded:
    """An answer in words; `chosen` is the language that the traveller asked for in this very message."""

    chosen: str | None
    language: str
    replies: Sequence[Reply]
    handoff: Handoff | None
