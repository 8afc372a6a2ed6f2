"""What travellers who wait for a person are told: how long it will take, and that what they write has arrived."""

from __future__ import annotations

from datetime import timedelta

from bot.company.values import Company
from bot.conversations.values import URGENT, Json
from bot.core.contacts import readable_phone
from bot.services import Services
from bot.staff.names import name_for

_LONG = 90  # minutes; from then on hours say enough


async def outlook(services: Services, conversation_id: str | None, team: str | None = None) -> tuple[str, Json]:
    """Give how it stands with people, and values tagged for replies.

    `open`: place and wait. `nobody`: the same, and until when there is an answer at the latest, for no colleague of
    the team has the console open. `closed`: the next opening, and the latest answer. No conversation: as it is for
    somebody who would ask now; `team`: for one that would go on with it.
    """
    company = await services.company.get() if await services.company.exists() else None
    if company and not await services.company.open_now():
        opening = await services.company.next_opening()
        opens: object = {"t": "datetime", "iso": opening.opens.isoformat(), "tz": company.zone} if opening else ""
        return "closed", {"opens": opens, **_promised(company)}
    ahead = await services.conversations.expected_wait(conversation_id, team)
    waiting = {"position": ahead.position, "wait": _span(ahead.wait)}
    serves = team or await services.conversations.team_of(conversation_id)
    if company and not await services.assignment.somebody_here(serves):
        return "nobody", {**waiting, **_promised(company)}
    return "open", waiting


def _promised(company: Company) -> Json:
    """Give within how many hours there is an answer at the latest, and whom to call in danger."""
    hours = {"t": "count", "key": "count_hours", "n": company.callback_hours}
    return {"span": hours, "line": readable_phone(company.emergency_line)}


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
