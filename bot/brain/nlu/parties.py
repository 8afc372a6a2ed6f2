"""How many travel: adults, children, infants."""

import re
from collections.abc import Iterator, Mapping

from bot.brain.nlu.lookups import Lookup, surfaces
from bot.brain.nlu.vocabulary import lookup_words, words

Party = dict[str, int]
Counts = Mapping[str, int]
_KINDS = ("adult", "child", "infant")
# Nouns that bring their own number.
_OWN_NUMBER: Mapping[str, Counts] = {
    "pair": {"adult": 2},
    "alone": {"adult": 1},
    "child_pair": {"child": 2},
    "with_parents": {"adult": 3},
    # What these say of a family is its size; that the rest are children is what they mean in all likelihood.
    "family_three": {"adult": 2, "child": 1},
    "family_four": {"adult": 2, "child": 2},
}
_MOST = 200
# Counting words between the number and the noun, and what may join two parts of a party.
_COUNTER = r"(?:\s*(?:个|個|位|名|人|명|분|คน|ท่าน))?"
_NOUN_FIRST = ("ja", "ko", "th", "zh", "zh-TW")


class PartyRules:
    """How one language counts travellers."""

    def __init__(self, lookups: Mapping[str, Lookup], language: str) -> None:
        """Compile numbers and nouns; nouns that bring their own number stand apart."""
        self._numbers = lookup_words(lookups.get("number"), language)
        nouns = lookup_words(lookups.get("party"), language)
        counted = words(
            (form, kind)
            for kind in ("infant", "child", "adult", "person")
            for form, _ in surfaces({kind: (lookups.get("party") or {}).get(kind, {})}, (language, "en"))
        )
        self._counted = counted
        # "A family of four": only what a number follows.
        families = surfaces({"person": (lookups.get("party") or {}).get("family", {})}, (language, "en"))
        self._before = words([*counted.meaning.items(), *families])
        number = rf"(?P<%s>\d{{1,3}}|{self._numbers.pattern})"
        own = [form for form, kind in nouns.meaning.items() if kind in _OWN_NUMBER]
        self._own = words((form, nouns.meaning[form]) for form in own)
        after = rf"(?<!\d)(?<!\d[.,:/-]){number % 'n1'}\s*[x×]?\s*{_COUNTER}\s*(?P<k1>{counted.pattern})(?!\s*[房室])"
        before = rf"(?P<k2>{self._before.pattern})\s*[:：x×]?\s*{number % 'n2'}(?![\d.,:/]){_COUNTER}"
        first, second = (before, after) if language in _NOUN_FIRST else (after, before)
        self._pattern = re.compile(rf"{first}|{second}|(?P<own>{self._own.pattern})")
        self._single = re.compile(rf"\W{{0,3}}(?:\w{{1,4}}\W+|و)?(?P<kind>{counted.pattern})(?!\w)")

    def find(self, folded: str) -> Iterator[tuple[Party, int, int]]:
        """Give ({adults, children, infants}, start, end), at most one a message."""
        counts: dict[str, int] = {}
        start, end = len(folded), 0
        for match in self._pattern.finditer(folded):
            part = self._count(match)
            if not part:
                continue
            for kind, number in part.items():
                # "two persons, two adults" in Arabic duals is still two.
                dual = bool(match.group("own"))
                counts[kind] = max(counts.get(kind, 0), number) if dual else counts.get(kind, 0) + number
            start, end = min(start, match.start()), match.end()
        if counts:
            end = self._last_single(folded, end, counts)
            yield _party(counts), start, end

    def _count(self, match: "re.Match[str]") -> Counts:
        """Read one part: kinds and numbers."""
        part = match.groupdict()
        if part["own"]:
            return _OWN_NUMBER[self._own.of(part["own"])]
        typed = part["n1"] or part["n2"]
        kind = self._counted.of(part["k1"]) if part["k1"] else self._before.of(part["k2"])
        number = int(typed) if typed.isdigit() else int(self._numbers.of(typed))
        # "a person" is somebody to talk to, not a party of one.
        vague = kind == "person" and number == 1 and not typed.isdigit()
        return {} if vague or not 0 < number <= _MOST else {kind: number}

    def _last_single(self, folded: str, end: int, counts: dict[str, int]) -> int:
        """Count "… and child" at the end, where languages leave the one out."""
        match = self._single.match(folded, end)
        if not match:
            return end
        kind = self._counted.of(match.group("kind"))
        if kind not in ("child", "infant") or kind in counts:
            return end
        counts[kind] = 1
        return match.end()


def _party(counts: Mapping[str, int]) -> Party:
    """Make adults of the persons that are neither children nor infants."""
    adults, children, infants = (counts.get(kind, 0) for kind in _KINDS)
    persons = counts.get("person", 0)
    if persons and not adults:
        # "4 people, 2 of them children" against "4 people and 2 children": the first is the commoner.
        rest = persons - children - infants
        adults = rest if rest > 0 else persons
    return {"adults": adults, "children": children, "infants": infants}
