"""How long a trip may be: "5 days", "一周", "dwa tygodnie"."""

import re
from collections.abc import Iterator, Mapping

from bot.brain.nlu.lookups import Lookup
from bot.brain.nlu.vocabulary import HAN, han_number, lookup_words

_LONGEST = 60


class DurationRules:
    """How one language counts days and weeks."""

    def __init__(self, lookups: Mapping[str, Lookup], language: str) -> None:
        """Compile numbers and units; a form such as a dual brings its own number."""
        self._numbers = lookup_words(lookups.get("number"), language)
        self._units = lookup_words(_part(lookups, ("day", "week")), language)
        self._own = lookup_words(_part(lookups, ("1", "2", "7", "14")), language)
        number = rf"(?P<number>\d{{1,2}}|{HAN}{{1,3}}|{self._numbers.pattern})"
        self._pattern = re.compile(
            rf"(?<![\d第.,:/-]){number}\s*-?\s*(?:个|個)?\s*(?P<unit>{self._units.pattern})(?!\s*(?:目|차|前|后|後|전|后))"
            rf"|(?P<own>{self._own.pattern})"
        )

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Give (days, start, end)."""
        for match in self._pattern.finditer(folded):
            days = self._read(match)
            if days and days <= _LONGEST:
                yield days, match.start(), match.end()

    def _read(self, match: "re.Match[str]") -> int | None:
        if match["own"]:
            return int(self._own.of(match["own"]))
        typed = match["number"]
        number = int(typed) if typed.isdigit() else han_number(typed) if re.fullmatch(rf"{HAN}+", typed) else None
        if number is None:
            number = int(self._numbers.of(typed))
        return number * (7 if self._units.of(match["unit"]) == "week" else 1)


def _part(lookups: Mapping[str, Lookup], keys: tuple[str, ...]) -> Lookup:
    durations = lookups.get("duration") or {}
    return {key: durations[key] for key in keys if key in durations}
