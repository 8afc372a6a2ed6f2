"""Names, numbers and addresses as keyed hashes of their parts: found by a part of them, and not readable.

A name is found by the beginning of any of its words, in Chinese, Japanese and Korean by any of its characters; a number
by its end, four digits or more; an address wholly or by the words before its @.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.core.contacts import normalise_email, normalise_phone
from bot.core.crypto import Ciphers
from bot.search.tokens import Run, fold, pieces, runs

# Of an alphabet's single letters hashes would tell too much; a character of a name is what people search by.
SHORTEST, LONGEST, SHORTEST_END = 2, 16, 4
_HEX = 24
_PAIRS = 2
_NUMBER = re.compile(r"[+0-9 ()./-]+")


class Marks:
    """Makes the hashes."""

    def __init__(self, ciphers: Ciphers) -> None:
        self._ciphers = ciphers

    def of_names(self, names: Iterable[str | None]) -> set[str]:
        """Give what people of these names are found by."""
        parts = {part for name in names if name for run in runs(fold(name).text) for part in _parts(run)}
        return {self._mark("name", part) for part in parts}

    def of_contact(self, contact: str | None) -> set[str]:
        """Give what a phone number or an e-mail address is found by."""
        if not contact:
            return set()
        address = normalise_email(contact)
        if address is not None:
            return {self._mark("email", address)} | self.of_names([address.partition("@")[0]])
        digits = _digits(contact)
        return {self._mark("end", digits[at:]) for at in range(len(digits) - SHORTEST_END + 1)}

    def sought_names(self, text: str) -> tuple[str, ...]:
        """Give the marks that a person has all of, if this is a part of their name."""
        found = [part for run in runs(fold(text).text) for part in _sought(run)]
        # "wang x" is still being typed.
        long_enough = [part for part in found if len(part) >= SHORTEST or not part.isascii()]
        found = long_enough or found
        return tuple(self._mark("name", part) for part in dict.fromkeys(found))

    def sought_contact(self, text: str) -> str | None:
        """Give the mark of a number's end or of an address; None where the text is neither."""
        address = normalise_email(text)
        if address is not None:
            return self._mark("email", address)
        plain = fold(text).text.strip()
        # Dialled inside a country a number begins with a nought, which the stored one lacks.
        digits = _digits(normalise_phone(plain) or plain).lstrip("0")
        if not _NUMBER.fullmatch(plain) or len(digits) < SHORTEST_END:
            return None
        return self._mark("end", digits)

    def _mark(self, kind: str, part: str) -> str:
        return self._ciphers.lookup(f"search/{kind}", part)[:_HEX]


def _parts(run: Run) -> Iterator[str]:
    if run.piece == _PAIRS:
        yield from run.text
        yield from pieces(run)
        return
    word = run.text[:LONGEST]
    yield word
    yield from (word[:length] for length in range(SHORTEST, len(word)))


def _sought(run: Run) -> tuple[str, ...]:
    return pieces(run) if run.piece == _PAIRS else (run.text[:LONGEST],)


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
