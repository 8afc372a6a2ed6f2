"""Which passwords are refused: short ones, and those that are tried first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from zxcvbn import zxcvbn

SHORTEST = 12
# "Safely unguessable: moderate protection from offline slow-hash scenario", in zxcvbn's words.
_ENOUGH = 3
# The estimate's time grows with the cube of the length; a good beginning is a good password.
_LOOKED_AT = 32


async def weakness(password: str, about: Sequence[str]) -> str | None:
    """Say what is wrong with a new password, short or common; `about` is what one would guess of its owner."""
    if len(password) < SHORTEST:
        return "short"
    found = await asyncio.to_thread(zxcvbn, password[:_LOOKED_AT], user_inputs=[*about, "tripdesk"])
    return None if int(found["score"]) >= _ENOUGH else "common"
