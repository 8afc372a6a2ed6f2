"""What travellers who wait for a person are told: how long it will take, and that what they write has arrived."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.values import URGENT, Json
from bot.core.contacts import readable_phone
from bot.services import Services
from bot.staff.names import name_for

_LONG = 90  # minutes; from then on hours say enough


async def outlook(services: Services, conversation_id: str | None) -> tuple[str, Json]:
    """Give `open` with place and wait, or `closed` with the next opening; values tagged for replies.

    No conversation: as it is for somebody who would ask now.
    """
    if await services.company.exists() and not await services.company.open_now():
        company, opening = await services.company.get(), await services.company.next_opening()
        opens: object = ""
        if opening:
            opens = {"t": "datetime", "iso": opening.opens.isoformat(), "tz": company.zone}
        return "closed", {"opens": opens, "line": readable_phone(company.emergency_line)}
    ahead = await services.conversations.expected_wait(conversation_id)
    return "open", {"position": ahead.position, "wait": _span(ahead.wait)}


async def word_owed(
    services: Services, conversation_id: str, language: str, alarm: bool = False
) -> tuple[str, Json] | None:
    """Give the key and values that say once in a wait that a message has arrived; None where nothing is owed.

    An `alarm`, the message that makes the wait an emergency, is told whom to call though it was told to wait before.
    """
    conversation = await services.conversations.get(conversation_id)
    urgent = conversation.priority == URGENT and await services.company.exists()
    if not await services.conversations.unheard(conversation_id, again=alarm and urgent):
        return None
    if urgent and (alarm or conversation.staff_id is None):
        return "utter_waiting_urgent", {"line": readable_phone((await services.company.get()).emergency_line)}
    if conversation.staff_id is not None:
        colleague = await services.staff.get(conversation.staff_id)
        return "utter_waiting_taken", {"name": name_for(colleague, language) if colleague else ""}
    state, values = await outlook(services, conversation_id)
    return f"utter_waiting_{state}", values


def _span(wait: timedelta) -> Json:
    minutes = max(1, round(wait.total_seconds() / 60))
    if minutes >= _LONG:
        return {"t": "count", "key": "count_hours", "n": round(minutes / 60)}
    return {"t": "count", "key": "count_minutes", "n": minutes}
