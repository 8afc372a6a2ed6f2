"""Which reply keys a colleague may say, in which order, and what a phrase may leave open: `data/phrases.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.localisation.catalogue import Catalogue
from bot.localisation.languages import DATA, DEFAULT

OTHER = "other"
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class Table:
    """Groups by key, the keys that are none of a person's, those with buttons, and kinds by placeholder."""

    groups: Mapping[str, str]
    machinery: frozenset[str]
    with_buttons: frozenset[str]
    kinds: Mapping[str, str]

    def sendable(self, catalogue: Catalogue) -> dict[str, str]:
        """Give the group of every key that a colleague may say, in the order they are offered."""
        known = [key for key in catalogue.keys(DEFAULT) if key.startswith("utter_")]
        listed = {key: group for key, group in self.groups.items() if key in known}
        rest = {key: OTHER for key in known if key not in listed and key not in self.machinery}
        return {**listed, **rest}


@cache
def table(data: Path = DATA) -> Table:
    """Read the table."""
    read = yaml.safe_load((data / "phrases.yml").read_text(encoding="utf-8"))
    return Table(
        groups={key: group for group, keys in read["groups"].items() for key in keys},
        machinery=frozenset(read["machinery"]),
        with_buttons=frozenset(read["with_buttons"]),
        kinds={name: kind for kind, names in read["fields"].items() for name in names},
    )


def placeholders(template: str) -> tuple[list[str], list[str]]:
    """Give the placeholders that a template cannot go without, and those in its optional parts."""
    everything, needed, found = list(dict.fromkeys(_PLACEHOLDER.findall(template))), template, 1
    while found:
        needed, found = _OPTIONAL.subn(lambda part: "" if _PLACEHOLDER.search(part[1]) else part[1], needed)
    required = list(dict.fromkeys(_PLACEHOLDER.findall(needed)))
    return required, [name for name in everything if name not in required]


def template_of(catalogue: Catalogue, key: str, language: str = DEFAULT) -> str:
    """Give the first variant of a reply as it is written, placeholders open."""
    entry = catalogue.entry(key, language)
    return entry[0] if isinstance(entry, tuple) else entry["other"]
