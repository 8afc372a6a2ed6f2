"""The calendar's words in one language: CLDR's own names and our additions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from bot.brain.nlu.lookups import Lookup, surfaces
from bot.brain.nlu.vocabulary import Words, lookup_words, words

# Short English forms people type; other languages' are too often words of their own.
_SHORTEST_MONTH = 3


@dataclass(frozen=True)
class CalendarWords:
    """What one language calls months, weekdays and the days around today."""

    months: Words
    short_months: Words
    weekdays: Words
    moments: Mapping[str, Words]
    numbers: Words
    day_first: bool


def calendar_words(lookups: Mapping[str, Lookup], language: str, babel: str) -> CalendarWords:
    """Collect them."""
    locale = Locale.parse(babel)
    months = [*_names(locale.months, ("wide",)), *surfaces(lookups.get("month"), (language,))]
    short = [*months, *_names(locale.months, ("abbreviated",))]
    weekdays = [*_weekdays(locale), *surfaces(lookups.get("weekday"), (language,))]
    english = Locale.parse("en")
    if language != "en":
        months += _names(english.months, ("wide",))
        short += _names(english.months, ("wide",))
        weekdays += _weekdays(english)
    moment = lookups.get("moment") or {}
    pattern = str(locale.date_formats["short"].pattern).lower()
    return CalendarWords(
        words(months),
        words(pair for pair in short if len(pair[0].rstrip(".")) >= _SHORTEST_MONTH),
        words(weekdays),
        {key: lookup_words({key: moment[key]}, language) for key in moment},
        lookup_words(lookups.get("number"), language),
        pattern.index("d") < pattern.index("m"),
    )


def _names(table: Mapping[str, Mapping[str, Mapping[int, str]]], widths: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give (name, number) in every form CLDR lists; bare figures are no names."""
    for form in ("format", "stand-alone"):
        for width in widths:
            for number, name in table[form][width].items():
                if not name[0].isdigit():
                    yield name.rstrip("."), str(number)


def _weekdays(locale: Locale) -> Iterator[tuple[str, str]]:
    """Give (weekday, 1 for Monday to 7 for Sunday); without -feira and 曜日's own endings too."""
    for name, number in _names(locale.days, ("wide",)):
        yield name, str(int(number) + 1)
