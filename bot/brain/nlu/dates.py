"""Dates of the calendar, as ISO dates (a month alone as YYYY-MM)."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from bot.brain.nlu.calendar_words import CalendarWords
from bot.brain.nlu.vocabulary import HAN, han_number

Hit = tuple[str, int, int]
_BUDDHIST = 543
_YEAR = r"(?:\d{4}|\d{2}(?!\d))"
_ORDINAL = r"(?:st|nd|rd|th|er|ere|º|ª|°|-?го|-?е|\.)?"
# Before a month that is also a verb or a name, only these make it a month.
_MONTH_SIGN = r"(?:in|this|next|during|of|for|by|until|till|early|mid|late|end of|before|after|since)"


class DateRules:
    """How one language writes dates."""

    def __init__(self, calendar: CalendarWords, language: str) -> None:
        """Compile the patterns, the most certain first."""
        self._calendar = calendar
        month, whole = calendar.short_months.pattern, calendar.months.pattern
        number = rf"(?:\d{{1,2}}|{HAN}{{1,3}})"
        link = r"(?:\s*(?:de|of|di|del|do|the)\s+|[\s.,-]*)"
        sign = rf"{_MONTH_SIGN}\s+" if language == "en" else ""
        self._patterns: list[tuple[re.Pattern[str], Callable[..., list[str]]]] = [
            (re.compile(r"(?<!\d)(\d{4})\s?[-/.년年]\s?(\d{1,2})\s?[-/.월月]\s?(\d{1,2})(?!\d)[日号號일]?"), self._ymd),
            (
                re.compile(
                    rf"(?:(\d{{4}}|今年|明年|来年|來年|내년|올해)\s?[年년]?\s?)?({number})\s?[月월]\s?({number})\s?(?:[日号號일]|(?=\W|$))"
                ),
                self._ymd,
            ),
            (re.compile(rf"(?<![\d.,])(\d{{1,2}})\.(\d{{1,2}})\.({_YEAR})?(?!\d)"), self._dmy),
            (re.compile(rf"(?<![\d/.,-])(\d{{1,2}})([/-])(\d{{1,2}})\2({_YEAR})(?![\d/-])"), self._slashed),
            (re.compile(r"(?<![\d/.,-])(?!24/7)(\d{1,2})/(\d{1,2})(?![\d/%])"), self._slashed_short),
            (
                re.compile(
                    rf"(?<![\d.,])(?:(\d{{1,2}}){_ORDINAL}\s*(?:-|to|al?|bis|au|до|do|au|tot|ถึง|\sو)\s*)?(\d{{1,2}}){_ORDINAL}{link}({month})(?:{link}(\d{{4}})(?!\d))?"
                ),
                self._named,
            ),
            (
                re.compile(
                    rf"({month})\.?\s+(\d{{1,2}})(?!\d|:\d){_ORDINAL}(?:\s*-\s*(\d{{1,2}}))?(?:,?\s+(\d{{4}}))?"
                ),
                self._named_first,
            ),
            (re.compile(rf"{sign}({whole})(?:{link}(\d{{4}}))?"), self._month),
            (
                re.compile(
                    rf"(?<![\d第]){'' if language in ('zh', 'zh-TW', 'ja', 'ko') else '(?!)'}(?:(\d{{4}}|今年|明年|来年|來年|내년)\s?[年년]?\s?)?(\d{{1,2}}|{HAN}{{1,2}})\s?(?:月(?!间)|월)"
                ),
                self._numbered_month,
            ),
        ]

    def find(self, folded: str, today: date) -> Iterator[Hit]:
        """Give (ISO date, start, end), the surest first; overlaps are the caller's to settle."""
        for pattern, read in self._patterns:
            for match in pattern.finditer(folded):
                values = read(match, today)
                # A range is two dates, cut where its second day begins.
                cut = match.start(3 if read == self._named_first else 2) if values[1:] else match.end()
                for value, start, end in zip(values, (match.start(), cut), (cut, match.end())):
                    yield value, start, end

    def _ymd(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read year, month, day; the year may be missing or a word."""
        year, month, day = match.groups()
        return _iso(_year(year, today), _small(month), _small(day), today)

    def _dmy(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read day, month, year with dots."""
        day, month, year = match.groups()
        return _iso(_year(year, today), int(month), int(day), today)

    def _slashed(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read figures between slashes in the order of the locale, unless only the other can be."""
        first, _, second, year = match.groups()
        day, month = self._ordered(int(first), int(second))
        return _iso(_year(year, today), month, day, today)

    def _slashed_short(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read two figures without a year."""
        day, month = self._ordered(int(match.group(1)), int(match.group(2)))
        return _iso(None, month, day, today)

    def _ordered(self, first: int, second: int) -> tuple[int, int]:
        """Give (day, month)."""
        if first > 12 or second > 12:
            return (first, second) if first > 12 else (second, first)
        return (first, second) if self._calendar.day_first else (second, first)

    def _named(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read "3-5 May 2027"."""
        since, day, name, year = match.groups()
        month = int(self._calendar.short_months.of(name))
        days = [int(since), int(day)] if since else [int(day)]
        return [v for d in days for v in _iso(_year(year, today), month, d, today)]

    def _named_first(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read "May 3-5, 2027"."""
        name, day, until, year = match.groups()
        month = int(self._calendar.short_months.of(name))
        days = [int(day), int(until)] if until else [int(day)]
        return [v for d in days for v in _iso(_year(year, today), month, d, today)]

    def _month(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read a month's name alone."""
        name, year = match.groups()
        return _iso_month(_year(year, today), int(self._calendar.months.of(name)), today)

    def _numbered_month(self, match: "re.Match[str]", today: date) -> list[str]:
        """Read "6月"."""
        year, month = match.groups()
        return _iso_month(_year(year, today), _small(month), today)


def _small(text: str) -> int:
    """Read figures or Chinese characters; 0 when neither."""
    return int(text) if text.isdigit() else (han_number(text) or 0)


def _year(text: str | None, today: date) -> int | None:
    """Read a year: two digits, four, Buddhist, or a word for this or the next."""
    if not text:
        return None
    if not text.isdigit():
        return today.year + (text in ("明年", "来年", "來年", "내년"))
    year = int(text) if len(text) == 4 else 2000 + int(text)
    return year - _BUDDHIST if year > 2400 else year


def _iso(year: int | None, month: int, day: int, today: date) -> list[str]:
    """Give the ISO date, in the next year when the day has passed; nothing when there is no such day."""
    for candidate in (year,) if year else (today.year, today.year + 1, today.year + 2, today.year + 3):
        try:
            found = date(int(candidate or 0), month, day)
        except ValueError:
            continue
        if year or found >= today:
            return [found.isoformat()]
    return []


def _iso_month(year: int | None, month: int, today: date) -> list[str]:
    """Give YYYY-MM, this month or a later one."""
    if not 1 <= month <= 12:
        return []
    return [f"{year or today.year + (month < today.month):04d}-{month:02d}"]
