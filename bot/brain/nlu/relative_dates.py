"""Days told from today: tomorrow, next Friday, in two weeks, Christmas."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.brain.nlu.calendar_words import CalendarWords
from bot.brain.nlu.vocabulary import HAN, han_number

Hit = tuple[str, int, int]
# Characters that may stand between a weekday and the week it is in.
_BETWEEN = 8
_OFFSETS = {"overmorrow": 2, "tomorrow": 1, "today": 0}
_FEASTS = {"new_year": (1, 1), "may_day": (5, 1), "national_day": (10, 1), "christmas": (12, 25)}
# Here "next Friday" is the Friday of the next week; elsewhere it is the first one to come.
_FRIDAY_OF_NEXT_WEEK = {
    "zh": r"(?P<far>下下)?(?P<near>下)?(?:个)?(?:这|本)?(?P<name>(?:周|星期|礼拜)[一二三四五六日天])",
    "zh-TW": r"(?P<far>下下)?(?P<near>下)?(?:個)?(?:這|本)?(?P<name>(?:週|周|星期|禮拜)[一二三四五六日天])",
    "ja": r"(?P<far>再来週)?(?P<near>来週)?(?:今週)?の?(?P<name>[月火水木金土日]曜日?)",
    "ko": r"(?P<far>다다음\s?주\s?)?(?P<near>(?:다음|담)\s?주\s?)?(?:이번\s?주\s?)?(?P<name>[월화수목금토일]요일|[월화수목금토일]욜)",
    "th": r"(?:วัน)(?P<name>จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)(?:ที่)?(?P<far>\0)?(?P<near>หน้า)?(?:นี้)?",
}
_ORDER = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}


class RelativeRules:
    """How one language tells days from today."""

    def __init__(self, calendar: CalendarWords, language: str) -> None:
        """Compile the patterns."""
        self._calendar = calendar
        moments = {key: words.pattern for key, words in calendar.moments.items()}
        self._near = [(re.compile(moments[key]), days) for key, days in _OFFSETS.items()]
        self._feasts = [(re.compile(moments[key]), day) for key, day in _FEASTS.items()]
        nxt, this = moments["next"], moments["this"]
        self._weekend = re.compile(
            rf"(?P<before>{nxt})?\s?(?:{this})?\s?(?:个)?(?P<end>{moments['weekend']})\s?(?P<after>{nxt})?"
        )
        self._spans = [
            (unit, re.compile(rf"(?:{nxt})\s?(?:{moments[unit]})|(?:{moments[unit]})\s?(?:{nxt})"))
            for unit in ("week", "month")
        ]
        which = rf"(?:{nxt}|{this})"
        weekday = _FRIDAY_OF_NEXT_WEEK.get(
            language,
            rf"(?P<far>\0)?(?P<near>\0)?(?:{which}\s)?(?P<name>{calendar.weekdays.pattern})(?:\s{which})?",
        )
        self._weekday = re.compile(weekday)
        number = rf"(?P<number>\d{{1,3}}|{calendar.numbers.pattern}|{HAN}{{1,3}})"
        unit = "|".join(rf"(?P<{key}>{moments[key]})" for key in ("week", "month", "day"))
        ahead = rf"(?:{moments['in']})\s?{number}\s*(?:{unit})"
        self._ahead = re.compile(ahead)
        self._later = re.compile(rf"{number}\s*(?:{unit})\s?(?:{moments['later']})")

    def find(self, folded: str, today: date) -> Iterator[Hit]:
        """Give (ISO date, start, end)."""
        yield from self._found_ahead(folded, today)
        for pattern, days in self._near:
            for match in pattern.finditer(folded):
                yield (today + timedelta(days)).isoformat(), match.start(), match.end()
        for match in self._weekend.finditer(folded):
            later = 7 if match.group("before") or match.group("after") else 0
            saturday = today + timedelta(max(0, 5 - today.weekday()) + later)
            yield saturday.isoformat(), match.start(), match.end()
        yield from self._found_weekdays(folded, today)
        for unit, pattern in self._spans:
            for match in pattern.finditer(folded):
                yield _next_span(unit, today), match.start(), match.end()
        for pattern, (month, day) in self._feasts:
            for match in pattern.finditer(folded):
                year = today.year + (date(today.year, month, day) < today)
                yield date(year, month, day).isoformat(), match.start(), match.end()

    def _found_ahead(self, folded: str, today: date) -> Iterator[Hit]:
        """Read "in two weeks" and "3天后"."""
        for pattern in (self._ahead, self._later):
            for match in pattern.finditer(folded):
                typed = match.group("number")
                number = int(typed) if typed.isdigit() else self._word(typed)
                unit = next(key for key in ("week", "month", "day") if match.group(key))
                if number:
                    yield _ahead(today, number, unit).isoformat(), match.start(), match.end()

    def _found_weekdays(self, folded: str, today: date) -> Iterator[Hit]:
        """Read a weekday, of this week or a later one."""
        for match in self._weekday.finditer(folded):
            name = match.group("name")
            number = int(self._calendar.weekdays.meaning.get(name, "0")) or _ORDER.get(name[-1], 0)
            if not number:
                continue
            weeks = 2 if match.group("far") else 1 if match.group("near") else 0
            start, end = match.span()
            for week in self._spans[0][1].finditer(folded):
                # "Friday next week", "nächste Woche Freitag": one date, told in two words.
                if not weeks and max(start, week.start()) - min(end, week.end()) <= _BETWEEN:
                    weeks, start, end = 1, min(start, week.start()), max(end, week.end())
            yield _weekday(today, number, weeks).isoformat(), start, end

    def _word(self, typed: str) -> int:
        """Read a number word."""
        if typed in self._calendar.numbers.meaning:
            return int(self._calendar.numbers.of(typed))
        return han_number(typed) or 0 if re.fullmatch(f"{HAN}+", typed) else 0


def _weekday(today: date, number: int, weeks: int) -> date:
    """Give the weekday of the nth week after this, or the first one to come."""
    monday = today - timedelta(today.weekday())
    if weeks:
        return monday + timedelta(7 * weeks + number - 1)
    return today + timedelta((number - 1 - today.weekday() - 1) % 7 + 1)


def _ahead(today: date, number: int, unit: str) -> date:
    """Go days, weeks or months ahead; a month's missing last days become its last."""
    if unit != "month":
        return today + timedelta(number * (7 if unit == "week" else 1))
    year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
    for day in range(today.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(today.day, 28))


def _next_span(unit: str, today: date) -> str:
    """Give next week's Monday, or next month as YYYY-MM."""
    if unit == "week":
        return (today + timedelta(7 - today.weekday())).isoformat()
    return _ahead(today.replace(day=1), 1, "month").isoformat()[:7]
