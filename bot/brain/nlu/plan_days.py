"""Which day of the plan is meant: "day 3", "第三天", "am dritten Tag"."""

import re
from collections.abc import Iterator, Mapping

from bot.brain.nlu.lookups import Lookup
from bot.brain.nlu.vocabulary import HAN, han_number, lookup_words

_MOST = 40


class DayRules:
    """How one language numbers the days of a plan."""

    def __init__(self, lookups: Mapping[str, Lookup], language: str) -> None:
        """Compile the word for day and the ordinals."""
        self._ordinals = lookup_words(lookups.get("ordinal"), language)
        day = lookup_words(lookups.get("moment", {}) and {"day": lookups["moment"]["day"]}, language)
        ordinal = rf"(?P<o1>{self._ordinals.pattern})"
        self._pattern = re.compile(
            rf"(?:วันที่|{day.pattern})\s?(?P<n1>\d{{1,2}})(?![\d.:/-])"
            rf"|(?<!\d)(?P<n2>\d{{1,2}})\s?(?:\.|º|°|-й|th|nd|rd|st|er|e|ème|eme)\s?(?:{day.pattern})"
            rf"|第\s?(?P<n3>\d{{1,2}}|{HAN}{{1,3}})\s?[天日]|(?P<n4>\d{{1,2}}|{HAN}{{1,3}})\s?日目"
            rf"|(?P<n5>\d{{1,2}})\s?일\s?차"
            rf"|{ordinal}\s+(?:{day.pattern})|(?:{day.pattern})\s+(?P<o2>{self._ordinals.pattern})"
            rf"|(?P<o3>첫째|둘째|셋째|넷째|다섯째)\s?날|วัน(?:ที่)?(?P<o4>แรก|สอง|สาม|สี่|ห้า|หก|เจ็ด)"
        )

    def find(self, folded: str) -> Iterator[tuple[int, int, int]]:
        """Give (day number, start, end)."""
        for match in self._pattern.finditer(folded):
            name = str(match.lastgroup)
            number = self._read(match.group(name), name)
            if number is not None and 0 < number <= _MOST:
                yield number, match.start(), match.end()

    def _read(self, typed: str, group: str) -> int | None:
        """Read figures, ordinals and Chinese numbers."""
        if group.startswith("o"):
            return int(self._ordinals.meaning.get(typed, "0"))
        return int(typed) if typed.isdigit() else han_number(typed)
