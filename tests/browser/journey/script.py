"""What each traveller and colleague writes and has to hear; the bookings are the demo company's.

`press` is the title of a button under the last answer; `reads` is the console's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("zh", "en", "ar")


@dataclass(frozen=True)
class Step:
    """One message of the traveller, and pieces of the answer."""

    words: str
    hear: tuple[str, ...]
    stage: str = ""
    pressed: bool = False


@dataclass(frozen=True)
class Colleague:
    """Who takes the chat: account, console's language, the names that travellers and colleagues see."""

    id: str
    reads: str
    name: str
    latin: str


@dataclass(frozen=True)
class Script:
    """One language's journey."""

    language: str
    direction: str
    colleague: Colleague
    talk: tuple[Step, ...]
    cut: tuple[Step, ...]
    after: Step
    person: Step
    colleague_says: str
    colleague_adds: str
    traveller_says: str
    note: str


def script(language: str) -> Script:
    """Read the journey of a language."""
    path = Path(__file__).with_name(f"{language}.yml")
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Script(
        language=language,
        colleague=Colleague(**read.pop("colleague")),
        talk=tuple(_step(one) for one in read.pop("talk")),
        cut=tuple(_step(one) for one in read.pop("cut")),
        after=_step(read.pop("after")),
        person=_step({"write": read.pop("person"), "hear": read.pop("queued"), "stage": "queued"}),
        **read,
    )


def _step(one: dict[str, Any]) -> Step:
    heard = one["hear"]
    return Step(
        words=one.get("press") or one["write"],
        hear=(heard,) if isinstance(heard, str) else tuple(heard),
        stage=one.get("stage", ""),
        pressed="press" in one,
    )
