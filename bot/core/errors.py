"""The error tree of the desk. Doors catch these and nothing wider.

DeskError
├── Refusal(key, **values)    the answer is no; the person asking is told why, in words chosen by `key`
├── Conflict(what, **values)  somebody else was faster: two agents, two deliveries of one message
├── Unavailable(what)         a part is out of reach; try again, or hand over to a person
└── DataError(where, what)    a file or record says something impossible; for the trainer, never for the traveller
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class DeskError(Exception):
    """Any error that the desk raises on purpose."""


class Refusal(DeskError):
    """A refusal to be worded at the edge: a reply key and plain values (str, int, Money, date, datetime)."""

    # A refusal undoes the unit of work, unless the refusal itself must be remembered (a wrong password is counted).
    remembered: ClassVar[bool] = False

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values: Mapping[str, object] = values


class Conflict(DeskError):
    """Somebody changed the same thing first; `values` name who and what."""

    def __init__(self, what: str, **values: object) -> None:
        super().__init__(what)
        self.what = what
        self.values: Mapping[str, object] = values


class Unavailable(DeskError):
    """A part the desk needs does not answer now."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class DataError(DeskError):
    """A data file or a stored record contradicts its schema."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.what = what
