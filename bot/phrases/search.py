"""Phrases found as they are typed: by shortcut, by title, by words, and by likeness where there is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Below this likeness two texts only happen to be in the same business.
LIKE = 0.38
# Of those that only mean the same, so many at most.
MOST_LIKE = 5
_WORD = re.compile(r"\w+")
# Scripts that put no space between words.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Entry:
    """What is searched of a phrase: its id, its shortcut, and its title and words in the colleague's language."""

    id: str
    shortcut: str
    title: str
    text: str


def search(entries: Sequence[Entry], query: str, likeness: Mapping[str, float] | None = None) -> list[Entry]:
    """Give the entries that match, the best first; all, as they are, where nothing is asked.

    `likeness` (cosine, by id) adds, after them, those that mean the same in other words.
    """
    asked = folded(query)
    if not asked:
        return list(entries)
    liked = likeness or {}
    scored = [(_score(one, asked), liked.get(one.id, 0.0), one) for one in entries]
    by_words = [one for score, _, one in sorted(scored, key=lambda row: -row[0]) if score > 0]
    alike = [one for score, like, one in sorted(scored, key=lambda row: -row[1]) if not score and like >= LIKE]
    return [*by_words, *alike[:MOST_LIKE]]


def strong(entries: Sequence[Entry], query: str) -> int:
    """Count the entries that hold the words asked for, so that one knows whether to look for likeness."""
    asked = folded(query)
    return sum(_score(one, asked) >= _WORDS_IN_TEXT for one in entries)


def folded(text: str) -> str:
    """Write a text without case, accents and width, so that `ruckerstattung` finds `Rückerstattung`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", kept).split())


_EXACT, _PREFIX, _TITLE, _WORDS_IN_TITLE, _IN_TITLE, _WORDS_IN_TEXT, _PARTLY = 100.0, 90.0, 80.0, 70.0, 60.0, 50.0, 20.0


def _score(entry: Entry, asked: str) -> float:
    shortcut, title, text = folded(entry.shortcut), folded(entry.title), folded(entry.text)
    if shortcut == asked:
        return _EXACT
    if shortcut.startswith(asked):
        return _PREFIX
    if title.startswith(asked):
        return _TITLE
    words = _WORD.findall(asked)
    if _all_begin(words, _WORD.findall(f"{title} {shortcut.replace('_', ' ').replace('-', ' ')}")):
        return _WORDS_IN_TITLE
    if asked in title:
        return _IN_TITLE
    if _all_begin(words, _WORD.findall(f"{title} {text}")) or (_UNSPACED.search(asked) and asked in text):
        return _WORDS_IN_TEXT
    return _PARTLY * _shared(asked, f"{title} {text}") if _UNSPACED.search(asked) else 0.0


def _all_begin(words: Sequence[str], among: Sequence[str]) -> bool:
    """Say whether each word asked for begins one that is there; in a script without spaces, is in one."""
    return bool(words) and all(
        any(one.startswith(word) or (_UNSPACED.search(word) and word in one) for one in among) for word in words
    )


def _shared(asked: str, text: str) -> float:
    """Give the share of the query's pairs of letters that a text has; less than half is chance."""
    bare = asked.replace(" ", "")
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1)}
    share = sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
    return share if share >= 0.5 else 0.0
