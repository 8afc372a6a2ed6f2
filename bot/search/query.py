"""What somebody looks for, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.ids import BOOKING_PREFIX, LENGTH, TICKET_PREFIX
from bot.core.texts import clean_text
from bot.records.search import quoted
from bot.search.errors import NothingToLookFor, SearchTooLong
from bot.search.tokens import LONGEST as LONGEST_WORD
from bot.search.tokens import Run, fold, pieces, runs

LONGEST = 200
_MOST_TERMS = 24
_PREFIXES = (BOOKING_PREFIX, TICKET_PREFIX)
_REFERENCE = re.compile(rf"(?P<kind>{'|'.join(_PREFIXES)})?[-\s]?(?P<number>[A-HJ-NP-Z2-9]{{{LENGTH}}})", re.IGNORECASE)
_CHAT = re.compile(r"[0-9a-f]{4,8}(?:-[0-9a-f-]{0,27})?")


@dataclass(frozen=True, slots=True)
class Term:
    """A word to be found; `starts`: words that begin with it will do."""

    word: str
    starts: bool = False


Terms = Sequence[Term]


@dataclass(frozen=True)
class Query:
    """A search: the text as typed and as compared, its runs, and the terms that a text has to hold all of."""

    text: str
    folded: str
    runs: tuple[Run, ...]
    terms: tuple[Term, ...]

    @property
    def references(self) -> tuple[str, ...]:
        """Give the references that this may be, whole ones."""
        found = _REFERENCE.fullmatch(self.folded.strip())
        if not found:
            return ()
        kinds = (found["kind"].upper(),) if found["kind"] else _PREFIXES
        return tuple(f"{kind}-{found['number'].upper()}" for kind in kinds)

    @property
    def chat(self) -> str | None:
        """Give the beginning of a conversation's id, if this may be one."""
        plain = self.folded.strip()
        return plain if _CHAT.fullmatch(plain) else None


def read_query(text: str) -> Query:
    """Read what was typed. Raises SearchTooLong, NothingToLookFor."""
    if len(text) > LONGEST:
        raise SearchTooLong(LONGEST)
    cleaned = clean_text(text, LONGEST).text
    folded = fold(cleaned).text
    found = runs(folded)
    if not found:
        raise NothingToLookFor
    return Query(cleaned, folded, found, tuple(_terms(found)[:_MOST_TERMS]))


def for_sqlite(alternatives: Iterable[Terms]) -> str:
    """Write alternatives as FTS5 reads them. Terms are ours: no quotation mark is in them."""
    return " OR ".join(
        "(" + " AND ".join(f'"{term.word}"{"*" * term.starts}' for term in terms) + ")" for terms in alternatives
    )


def for_postgresql(alternatives: Iterable[Terms]) -> str:
    """Write alternatives as a tsquery."""
    return " | ".join(
        "(" + " & ".join(f"{quoted(term.word)}{':*' * term.starts}" for term in terms) + ")" for terms in alternatives
    )


def _terms(found: Sequence[Run]) -> list[Term]:
    terms: list[Term] = []
    for run in found:
        if run.piece:
            terms += [Term(piece, len(piece) < run.piece) for piece in pieces(run)]
        else:
            # The last word may still be being typed; of the others two letters are a word of their own.
            long_enough = len(run.text) >= (2 if run is found[-1] else 3)
            terms.append(Term(run.text[:LONGEST_WORD], long_enough))
    return list(dict.fromkeys(terms))
