"""What may be on record of a colleague."""

from __future__ import annotations

from bot.conversations.teams import team_table
from bot.localisation.languages import languages
from bot.staff.errors import StaffRefused
from bot.staff.values import LARGEST_CAPACITY, ROLES, TEAMS, NewStaff, Staff


def check(staff: Staff | NewStaff) -> None:
    """See whether a colleague may be on record like that. Raises StaffRefused."""
    topics = team_table().topics
    wrong = {
        "name": not staff.name.strip(),
        "role": not {staff.role, *staff.also} <= set(ROLES),
        "team": staff.team not in TEAMS,
        "language": not set(staff.languages) <= set(languages()),
        "skill": not set(staff.skills) <= set(topics),
        "capacity": not 0 <= staff.capacity <= LARGEST_CAPACITY,
    }
    for reason, is_wrong in wrong.items():
        if is_wrong:
            raise StaffRefused(reason)
