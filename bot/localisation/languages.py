"""The registry of languages, read from `data/languages.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Dict, Optional, Tuple

import yaml

DATA = Path(__file__).resolve().parents[2] / "data"
DEFAULT = "en"


@dataclass(frozen=True)
class Language:
    """One language of the product; `code` is our key, `babel` the CLDR locale."""

    code: str
    name: str
    babel: str
    direction: str
    fallback: Tuple[str, ...]
    join: Optional[str] = None


@lru_cache(maxsize=None)
def languages() -> Dict[str, Language]:
    """Every registered language by code, in file order."""
    registry = yaml.safe_load((DATA / "languages.yml").read_text(encoding="utf-8"))["languages"]
    return {
        code: Language(
            code, entry["name"], entry["babel"], entry["direction"], tuple(entry["fallback"]), entry.get("join")
        )
        for code, entry in registry.items()
    }


def known(code: Optional[str]) -> Optional[str]:
    """Map a locale as browsers and Telegram write it (`de-AT`, `zh_Hant_HK`) to one of our codes, or None."""
    if not code:
        return None
    parts = code.replace("_", "-").split("-")
    primary, rest = parts[0].lower(), {part.lower() for part in parts[1:]}
    if primary == "zh":
        return "zh-TW" if rest & {"tw", "hk", "mo", "hant"} else "zh"
    return primary if primary in languages() else None


def spoken(language: str | None) -> str:
    """Give a language of ours for what a record says."""
    return language if language in languages() else DEFAULT
