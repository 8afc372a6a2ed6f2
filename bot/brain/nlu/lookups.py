"""Read data/lookups: surface forms to canonical ids, in sixteen languages."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

Lookup = Mapping[str, Mapping[str, Sequence[str]]]


def read_lookups(folder: Path) -> dict[str, Lookup]:
    """Give every lookup by file name: `{need: {halal: {de: [halal, …]}}}`."""
    return {path.stem: _read(path) for path in sorted(folder.glob("*.yml"))}


def _read(path: Path) -> Lookup:
    """Read one file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {str(key): forms or {} for key, forms in (content.get("lookup") or {}).items()}


def surfaces(lookup: Lookup | None, languages: Sequence[str] | None = None) -> Iterator[tuple[str, str]]:
    """Give (surface form, id) pairs, of some languages or of all."""
    for identifier, by_language in (lookup or {}).items():
        for language, forms in by_language.items():
            if languages is None or language in languages:
                yield from ((str(form), identifier) for form in forms or ())
