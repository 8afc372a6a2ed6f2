"""Which team goes on with a chat: the table of `data/teams.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.conversations.values import Json
from bot.core.errors import DataError
from bot.localisation.languages import DATA
from bot.staff.values import TEAMS


@dataclass(frozen=True)
class TeamTable:
    """Teams by topic, and the one for everything else."""

    default: str
    topics: Mapping[str, str]

    def wanted(self, reason: str, summary: Json) -> str:
        """Give the team for a hand-over: by its reason, else by what was talked about."""
        topic = topic_of(reason, summary)
        return self.topics.get(topic, self.default)


@cache
def team_table(data: Path = DATA) -> TeamTable:
    """Read the table. Raises DataError for a team that does not exist."""
    table = yaml.safe_load((data / "teams.yml").read_text(encoding="utf-8"))
    if unknown := {table["default"], *table["topics"].values()} - set(TEAMS):
        raise DataError("teams.yml", f"no team of ours: {sorted(unknown)}")
    return TeamTable(table["default"], table["topics"])


def topic_of(reason: str, summary: Json | None) -> str:
    """Give what a chat is about: the reason that it was handed over for, or the topic before it; "" where unknown."""
    topics = team_table().topics
    said = str((summary or {}).get("topic") or "")
    return reason if reason in topics else said if said in topics else ""
