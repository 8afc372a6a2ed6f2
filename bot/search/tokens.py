"""Texts as words to be found by: the same for what is stored and what is looked for, in all sixteen languages.

A word is lower-case, without accents. Scripts that run words together (Chinese, Japanese, Thai) and Korean, which hangs
endings on them, are cut into overlapping pieces instead: two characters, in Thai three. The last pieces of a run are
shorter, so that any part of it, down to one character, is the beginning of a piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 40
_ALONE = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ـ": "",
    "ة": "ه",
    "ى": "ي",
}
_ACCENTED = re.compile("[\u0000-\u052f\u0590-\u06ff\u1e00-\u1fff]")
_PAIRED = "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003fffd"
_TRIPLED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_RUN = re.compile(
    rf"(?P<pairs>[{_PAIRED}]+)|(?P<triples>[{_TRIPLED}]+)"
    rf"|(?P<reference>(?<![a-z0-9])t[dk][-\s]?[a-hj-np-z2-9]{{6}}(?![a-z0-9]))|(?P<word>(?:(?![{_PAIRED}{_TRIPLED}])[^\W_])+)"
)
_PIECE = {"pairs": 2, "triples": 3}
# Arabic writes its article on the word.
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as it is compared, and for each of its characters where that stands in the original."""

    text: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A word, or an unbroken run of a script without spaces; `piece`: how long its pieces are, 0 for a word."""

    text: str
    piece: int


def fold(text: str) -> Folded:
    """Give a text in lower case, narrow letters, plain digits and without accents, each character with its place."""
    if text.isascii():
        return Folded(text.lower(), tuple(range(len(text) + 1)))
    folded: list[str] = []
    places: list[int] = []
    for at, cluster in _clusters(text):
        plain = _fold_cluster(cluster)
        folded.append(plain)
        places.extend([at] * len(plain))
    return Folded("".join(folded), (*places, len(text)))


def runs(text: str) -> tuple[Run, ...]:
    """Cut a folded text into words and runs. A reference is two words: its letters and its number."""
    return tuple(_runs(text))


def tokens(text: str) -> frozenset[str]:
    """Give everything that a text can be found by."""
    return frozenset(token for run in runs(fold(text).text) for token in _stored(run))


def pieces(run: Run) -> tuple[str, ...]:
    """Give the pieces that a run holds when it is looked for; a run shorter than a piece is the beginning of one."""
    if len(run.text) <= run.piece:
        return (run.text,)
    return tuple(run.text[at : at + run.piece] for at in range(len(run.text) - run.piece + 1))


def _stored(run: Run) -> Iterator[str]:
    if run.piece:
        yield from (run.text[at : at + run.piece] for at in range(len(run.text)))
        return
    yield run.text[:LONGEST]
    if run.text.startswith(_ARTICLE) and len(run.text) > 4:
        yield run.text[len(_ARTICLE) :][:LONGEST]


def _runs(text: str) -> Iterator[Run]:
    for found in _RUN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "reference":
            yield from (Run(found[0][:2], 0), Run(found[0][-6:], 0))
        else:
            yield Run(found[0], _PIECE.get(kind, 0))


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Give each character with what combines with it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _combines(text[at]):
            yield start, text[start:at]
            start = at


@lru_cache(maxsize=8192)
def _combines(character: str) -> bool:
    jamo_or_voiced = "\u1160" <= character <= "\u11ff" or character in "\uff9e\uff9f"
    return bool(unicodedata.combining(character)) or jamo_or_voiced


@lru_cache(maxsize=8192)
def _fold_cluster(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster).casefold()
    if _ACCENTED.match(plain):
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return "".join(_ALONE.get(c, _digit(c)) for c in plain)


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None) if character.isdigit() else None
    return character if value is None else str(value)
