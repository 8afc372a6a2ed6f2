"""Reply texts of every language, read from `data/replies/<lang>/<area>.yml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Dict, List, Mapping, Tuple, Union

import yaml

from bot.localisation.languages import DATA, languages

Plural = Mapping[str, str]
Entry = Union[Tuple[str, ...], Plural]


class UnknownText(KeyError):
    """A key that no reply file of the language has."""


class Catalogue:
    """Texts by language and key; an entry is a tuple of variants or a mapping of plural categories."""

    def __init__(self, texts: Mapping[str, Mapping[str, Entry]], buttons: Mapping[str, List[Dict[str, str]]]) -> None:
        self._texts = texts
        self._buttons = buttons

    def entry(self, key: str, language: str) -> Entry:
        """The variants or plural forms of a key; raises `UnknownText`."""
        try:
            return self._texts[language][key]
        except KeyError:
            raise UnknownText(f"{language}: {key}") from None

    def has(self, key: str) -> bool:
        """Whether the key exists (checks prove that it then exists in every language)."""
        return key in self._texts["en"]

    def keys(self, language: str) -> List[str]:
        """Every key of a language."""
        return list(self._texts[language])

    def buttons(self, key: str) -> List[Dict[str, str]]:
        """The fixed buttons of a reply: title key and payload."""
        return self._buttons.get(key, [])


def read_language(folder: Path) -> Dict[str, Entry]:
    """Read one language's folder; a key in two files is an error."""
    texts: Dict[str, Entry] = {}
    for file in sorted(folder.glob("*.yml")):
        for key, value in (yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)["replies"] or {}).items():
            if key in texts:
                raise ValueError(f"{file}: {key} is in two files")
            texts[key] = _entry(value)
    return texts


# The C loader reads sixteen catalogues in a second where the Python one takes eight.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _entry(value: object) -> Entry:
    if isinstance(value, dict):
        return {str(category): str(text) for category, text in value.items()}
    if isinstance(value, list):
        return tuple(str(text) for text in value)
    return (str(value),)


@lru_cache(maxsize=None)
def load_catalogue(data: Path = DATA) -> Catalogue:
    """Read every language's reply files and the buttons."""
    texts = {code: read_language(data / "replies" / code) for code in languages()}
    buttons = yaml.safe_load((data / "buttons.yml").read_text(encoding="utf-8"))["buttons"]
    return Catalogue(texts, buttons)
