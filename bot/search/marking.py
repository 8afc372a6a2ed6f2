"""Where in a text the words looked for stand, and a piece of it that shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.search.query import Query
from bot.search.tokens import Folded, fold

SHOWN = 160
_BEFORE = 50


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text; `hit`: it is what was looked for."""

    text: str
    hit: bool = False


def holds(query: Query, folded: Folded) -> bool:
    """Say whether the runs of a text without spaces stand in it as they were typed, not only their pieces."""
    return all(run.text in folded.text for run in query.runs if run.piece)


def likeness(query: Query, folded: Folded) -> float:
    """Say how well a text that holds every term fits: 3 as typed, 2 in whole words, 1 in beginnings of words."""
    before = "" if query.runs[0].piece else r"(?<!\w)"
    after = "" if query.runs[-1].piece else r"(?!\w)"
    if re.search(before + re.escape(query.folded.strip()) + after, folded.text):
        return 3
    if all(run.piece or re.search(rf"(?<!\w){re.escape(run.text)}(?!\w)", folded.text) for run in query.runs):
        return 2
    return 1


def mark(text: str, query: Query, shown: int = SHOWN) -> tuple[Part, ...]:
    """Give about `shown` characters of a text around the first hit, cut into hits and the rest."""
    spots = list(_merged(_spots(fold(text), query)))
    start = max(0, spots[0][0] - _BEFORE) if spots and len(text) > shown else 0
    end = min(len(text), start + shown)
    parts = [Part("…")] if start else []
    at = start
    for first, last in spots:
        if first >= end:
            break
        parts += [Part(text[at:first]), Part(text[first : min(last, end)], hit=True)]
        at = min(last, end)
    parts += [Part(text[at:end]), Part("…" if end < len(text) else "")]
    return tuple(part for part in parts if part.text)


def _spots(folded: Folded, query: Query) -> Iterator[tuple[int, int]]:
    """Give from where to where in the original each run is found."""
    for run in query.runs:
        pattern = re.escape(run.text) if run.piece else rf"(?<![^\W_]){_article(run.text)}{re.escape(run.text)}"
        for found in re.finditer(pattern, folded.text):
            yield folded.places[found.start()], folded.places[found.end()]


def _article(word: str) -> str:
    return "(?:ال)?" if "\u0600" <= word[0] <= "\u06ff" else ""


def _merged(spots: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join what overlaps, in order."""
    last: tuple[int, int] | None = None
    for spot in sorted(spot for spot in spots if spot[1] > spot[0]):
        if last and spot[0] <= last[1]:
            last = (last[0], max(last[1], spot[1]))
            continue
        if last:
            yield last
        last = spot
    if last:
        yield last
