"""One message in, replies out: who owns the conversation, and so whether the brain or a person hears it.

`board` takes messages in and gives them to workers, `turns` says what becomes of each, `presses` what the desk's own
buttons do, `left` what becomes of a message left for people, `wording` makes the words.
"""

from __future__ import annotations

from bot.switchboard.board import LEASE, Switchboard
from bot.switchboard.presses import BACK_TO_ASSISTANT
from bot.switchboard.values import Incoming, Patience

__all__ = ["BACK_TO_ASSISTANT", "LEASE", "Incoming", "Patience", "Switchboard"]
