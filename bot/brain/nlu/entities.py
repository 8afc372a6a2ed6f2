"""Every value a message carries, each character claimed once among the kinds that exclude each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.brain.nlu.amounts import MoneyRules
from bot.brain.nlu.calendar_words import calendar_words
from bot.brain.nlu.contacts import find_emails, find_phones, likely_region
from bot.brain.nlu.dates import DateRules
from bot.brain.nlu.folding import fold
from bot.brain.nlu.lexicon import Lexicon
from bot.brain.nlu.lookups import Lookup
from bot.brain.nlu.parties import PartyRules
from bot.brain.nlu.plan_days import DayRules
from bot.brain.nlu.references import find_references

# Nobody writes a value after this many characters, and patterns must not be fed 100 kB.
_MAX_CHARACTERS = 2000


@dataclass(frozen=True)
class Value:
    """One entity: its name, its value, and where it stands in the text."""

    entity: str
    value: Any
    start: int
    end: int

    def as_rasa(self) -> dict[str, Any]:
        """Give it in Rasa's shape."""
        return {
            "entity": self.entity,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "extractor": "ValueExtractor",
        }


class EntityFinder:
    """The rules of all languages, compiled."""

    def __init__(self, lexicon: Lexicon, numbers: Mapping[str, "NumberRules"], regions: Mapping[str, str]) -> None:
        """Take the compiled parts."""
        self._lexicon = lexicon
        self._numbers = numbers
        self._regions = regions

    def find(self, text: str, language: str, today: date) -> list[Value]:
        """Give the values of a message in the order they stand."""
        text = text[:_MAX_CHARACTERS]
        folded = fold(text)
        exclusive = _first_claims(self._exclusive(folded, language, today))
        words = [
            Value(hit.lookup, hit.identifier, hit.start, hit.end)
            for hit in self._lexicon.find(text, language)
            if not _overlaps(hit, [v for v in exclusive if v.entity in _SOLID])
        ]
        return sorted([*exclusive, *_outside_tours(words)], key=lambda v: (v.start, v.end))

    def _exclusive(self, folded: str, language: str, today: date) -> Iterator[Value]:
        """Give the values that may not share characters, the surest kind first."""
        for email in find_emails(folded):
            yield Value("email", *email)
        for found in find_references(folded):
            yield Value(found.kind, found.value, found.start, found.end)
        rules = self._numbers[language]
        yield from (Value("money", *hit) for hit in rules.money(folded))
        yield from (Value("date", *hit) for hit in rules.dates(folded, today))
        yield from (Value("day", *hit) for hit in rules.days(folded))
        yield from (Value("phone", *hit) for hit in find_phones(folded, self._regions[language]))
        yield from (Value("party", *hit) for hit in rules.parties(folded))


# What no name or word may be read into.
_SOLID = ("email", "booking_reference", "ticket_reference", "phone")


def _first_claims(values: Iterable[Value]) -> list[Value]:
    """Keep a value only where no earlier one stands."""
    kept: list[Value] = []
    for value in values:
        if not _overlaps(value, kept):
            kept.append(value)
    return kept


def _outside_tours(words: Sequence[Value]) -> list[Value]:
    """Drop the destination that is part of a tour's name."""
    tours = [word for word in words if word.entity == "tour"]
    return [word for word in words if word.entity != "destination" or not _overlaps(word, tours)]


def _overlaps(value: Any, others: Iterable[Value]) -> bool:
    """Tell whether two stand on the same characters."""
    return any(value.start < other.end and other.start < value.end for other in others)


@dataclass(frozen=True)
class NumberRules:
    """What has to do with figures in one language."""

    money: Callable[[str], Iterable[tuple[Any, int, int]]]
    dates: Callable[[str, date], Iterable[tuple[Any, int, int]]]
    days: Callable[[str], Iterable[tuple[Any, int, int]]]
    parties: Callable[[str], Iterable[tuple[Any, int, int]]]


def build_finder(lookups: Mapping[str, Lookup], locales: Mapping[str, str]) -> EntityFinder:
    """Compile the rules of every language; `locales` gives each language's CLDR locale."""
    numbers = {
        language: NumberRules(
            MoneyRules(lookups, language).find,
            DateRules(calendar_words(lookups, language, locale), language).find,
            DayRules(lookups, language).find,
            PartyRules(lookups, language).find,
        )
        for language, locale in locales.items()
    }
    regions = {language: likely_region(locale) for language, locale in locales.items()}
    return EntityFinder(Lexicon(lookups, list(locales)), numbers, regions)
