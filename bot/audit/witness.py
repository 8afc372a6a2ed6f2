"""An end of the chain kept outside the database: whoever cuts entries off there does not reach it."""

from __future__ import annotations

import json
from pathlib import Path

from bot.audit.chain import BEGINNING
from bot.audit.values import Head
from bot.core.errors import DataError, Unavailable


class Witness:
    """One small file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Head:
        """Give the end known; the beginning where there is no file yet. Raises DataError for a damaged one."""
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
            return Head(int(known["number"]), str(known["hash"]))
        except FileNotFoundError:
            return BEGINNING
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(self.path.name, "is damaged") from error

    def write(self, head: Head) -> None:
        """Keep an end, in one step. Raises Unavailable."""
        fresh = self.path.with_suffix(".new")
        try:
            fresh.write_text(json.dumps({"number": head.number, "hash": head.hash}) + "\n", encoding="utf-8")
            fresh.replace(self.path)
        except OSError as error:
            raise Unavailable(self.path.name) from error
