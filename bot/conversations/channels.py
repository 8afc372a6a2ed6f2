"""What channels are like, where they differ from a chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TELEGRAM_GROUP = "telegram_group"
PHONE = "phone"
EMAIL = "email"


@dataclass(frozen=True)
class Channel:
    """`live`: the traveller reads along, so that the assistant answers and notices are said at all.

    `public`: strangers read along, so that nothing personal is said. `carried`: whose words leave the
    desk; the others are kept as a record of what was said.
    """

    live: bool = True
    public: bool = False
    carried: frozenset[str] = frozenset({"assistant", "agent", "system"})


_CHAT = Channel()
_CHANNELS: Mapping[str, Channel] = {
    TELEGRAM_GROUP: Channel(public=True),
    PHONE: Channel(live=False, carried=frozenset()),
    EMAIL: Channel(live=False, carried=frozenset({"agent"})),
}


def channel_of(name: str) -> Channel:
    """Give a channel's ways; one that is not named here is a chat."""
    return _CHANNELS.get(name, _CHAT)
