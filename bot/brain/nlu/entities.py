"""Every value a message carries, each character claimed once among the kinds that exclude each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.brain.nlu.amounts import MoneyRules
from bot.brain.nlu.calendar_words import calendar_words
from bot.brain.nlu.contacts import find_emails, find_phones, likely_region
from bot.brain.nlu.dates import DateRules
from bot.brain.nlu.durations import DurationRules
from bot.brain.nlu.folding import fold
from bot.brain.nlu.lexicon import Lexicon
from bot.brain.nlu.lookups import Lookup
from bot.brain.nlu.parties import PartyRules
from bot.brain.nlu.plan_days import DayRules
from bot.brain.nlu.references import find_booking_references, find_ticket_references
from bot.brain.nlu.relative_dates import RelativeRules

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
        exclusive = list(self._exclusive(folded, language, today))
        words = [
            Value(hit.lookup, hit.identifier, hit.start, hit.end)
            for hit in self._lexicon.find(text, language)
            if not _overlaps(hit, [v for v in exclusive if hit.lookup not in _READ_INTO.get(v.entity, ())])
        ]
        return sorted(_outside_tours([*exclusive, *words]), key=lambda v: (v.start, v.end))

    def _exclusive(self, folded: str, language: str, today: date) -> Iterator[Value]:
        """Give the values that may not share characters: what one claims the next cannot see."""
        rules = self._numbers[language]
        extractors: Sequence[tuple[str, Callable[[str], Iterable[tuple[Any, int, int]]]]] = (
            ("email", find_emails),
            ("booking_reference", find_booking_references),
            ("ticket_reference", find_ticket_references),
            ("money", rules.money),
            ("date", lambda text: rules.dates(text, today)),
            ("day", rules.days),
            ("date", lambda text: rules.relative_dates(text, today)),
            ("phone", lambda text: find_phones(text, self._regions[language])),
            ("party", rules.parties),
            ("duration", rules.durations),
        )
        for entity, find in extractors:
            for value in _first_claims(Value(entity, *hit) for hit in find(folded)):
                yield value
                size = value.end - value.start
                folded = folded[: value.start] + _CLAIMED * size + folded[value.end :]


# Stands where a value was found; no pattern matches it.
_CLAIMED = "\x1f"
# A traveller counted may also be a need ("2 adults and a baby"); nothing else is read twice.
_READ_INTO = {"party": ("need",), "day": ("tour",), "date": ("tour", "emergency"), "duration": ("tour",)}


def _first_claims(values: Iterable[Value]) -> list[Value]:
    """Keep a value only where no earlier one stands."""
    kept: list[Value] = []
    for value in values:
        if not _overlaps(value, kept):
            kept.append(value)
    return kept


def _outside_tours(words: Sequence[Value]) -> list[Value]:
    """Drop the destination or the number of days that is part of a tour's name."""
    tours = [word for word in words if word.entity == "tour"]
    return [word for word in words if word.entity not in {"destination", "duration"} or not _overlaps(word, tours)]


def _overlaps(value: Any, others: Iterable[Value]) -> bool:
    """Tell whether two stand on the same characters."""
    return any(value.start < other.end and other.start < value.end for other in others)


@dataclass(frozen=True)
class NumberRules:
    """What has to do with figures in one language."""

    money: Callable[[str], Iterable[tuple[Any, int, int]]]
    dates: Callable[[str, date], Iterable[tuple[Any, int, int]]]
    relative_dates: Callable[[str, date], Iterable[tuple[Any, int, int]]]
    days: Callable[[str], Iterable[tuple[Any, int, int]]]
    parties: Callable[[str], Iterable[tuple[Any, int, int]]]
    durations: Callable[[str], Iterable[tuple[Any, int, int]]]


def build_finder(lookups: Mapping[str, Lookup], locales: Mapping[str, str]) -> EntityFinder:
    """Compile the rules of every language; `locales` gives each language's CLDR locale."""
    numbers = {name: _number_rules(lookups, name, locale) for name, locale in locales.items()}
    regions = {language: likely_region(locale) for language, locale in locales.items()}
    return EntityFinder(Lexicon(lookups, list(locales)), numbers, regions)


def _number_rules(lookups: Mapping[str, Lookup], language: str, locale: str) -> NumberRules:
    """Compile the rules of one language."""
    calendar = calendar_words(lookups, language, locale)
    return NumberRules(
        MoneyRules(lookups, language).find,
        DateRules(calendar, language).find,
        RelativeRules(calendar, language).find,
        DayRules(lookups, language).find,
        PartyRules(lookups, language).find,
        DurationRules(lookups, language).find,
    )
