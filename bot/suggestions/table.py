"""The rules of suggested next steps: `data/suggestions.yml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bot.core.errors import DataError
from bot.localisation.languages import DATA
from bot.suggestions.conditions import CONDITIONS
from bot.suggestions.values import OPEN_TICKET, Rule


@cache
def rules(data: Path = DATA) -> tuple[Rule, ...]:
    """Read the rules. Raises DataError for a condition or a deed that there is not."""
    rows = yaml.safe_load((data / "suggestions.yml").read_text(encoding="utf-8"))["suggestions"]
    return tuple(map(_rule, rows))


def _rule(row: dict[str, object]) -> Rule:
    rule = Rule(
        name=str(row["name"]),
        asks=frozenset(_names(row.get("asks"))),
        when=_names(row.get("when")),
        say=str(row["say"]) if row.get("say") else None,
        do=str(row["do"]) if row.get("do") else None,
    )
    if unknown := set(rule.when) - set(CONDITIONS):
        raise DataError("suggestions.yml", f"{rule.name}: no such condition: {sorted(unknown)}")
    if (rule.say is None) == (rule.do is None) or rule.do not in (None, OPEN_TICKET):
        raise DataError("suggestions.yml", f"{rule.name}: either say a key or do {OPEN_TICKET}")
    return rule


def _names(listed: object) -> tuple[str, ...]:
    return tuple(map(str, listed)) if isinstance(listed, list) else ()
