"""Dates, money, plurals and lists as each locale writes them (CLDR through Babel)."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Sequence
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from bot.localisation.languages import languages


@lru_cache(maxsize=None)
def locale_of(language: str) -> Locale:
    """The CLDR locale of one of our language codes."""
    return Locale.parse(languages()[language].babel)


def money(amount: str, currency: str, language: str) -> str:
    """Write an exact amount; whole amounts lose their decimals, as price lists do."""
    value = Decimal(amount)
    whole = value == value.to_integral_value()
    return str(
        format_currency(value, currency, locale=locale_of(language), currency_digits=not whole)
        if not whole
        else format_currency(
            value,
            currency,
            format=_whole_pattern(language),
            locale=locale_of(language),
            currency_digits=False,
        )
    )


@lru_cache(maxsize=None)
def _whole_pattern(language: str) -> str:
    pattern = str(locale_of(language).currency_formats["standard"].pattern)
    return pattern.replace(".00", "")


def day(iso: str, language: str) -> str:
    """Write a calendar day with its weekday, as in a letter."""
    return str(format_date(date.fromisoformat(iso), format="full", locale=locale_of(language)))


def short_day(iso: str, language: str) -> str:
    """Write a calendar day without its weekday."""
    return str(format_date(date.fromisoformat(iso), format="medium", locale=locale_of(language)))


def moment(iso: str, zone: str, language: str) -> str:
    """Write a UTC instant in a time zone, with the zone's name."""
    at, locale = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone)), locale_of(language)
    parts = (
        format_time(at, "short", tzinfo=ZoneInfo(zone), locale=locale),
        format_date(at.date(), "medium", locale=locale),
    )
    return f"{str(locale.datetime_formats['medium']).format(*parts)} ({get_timezone_gmt(at, 'long', locale=locale)})"


def clock_time(iso: str, language: str) -> str:
    """Write a wall-clock time."""
    return str(format_time(time.fromisoformat(iso), format="short", locale=locale_of(language)))


def percent(value: str, language: str) -> str:
    """Write a percentage given in hundredths: `30` is 30 %, `+25` keeps its sign."""
    written = str(format_percent(Decimal(value) / 100, locale=locale_of(language)))
    return f"+{written}" if value.startswith("+") else written


def number(value: str, language: str) -> str:
    """Write a plain number with the locale's separators."""
    return str(format_decimal(Decimal(value), locale=locale_of(language)))


def listing(items: Sequence[str], language: str) -> str:
    """Join items as "a, b and c"."""
    return str(format_list(list(items), locale=locale_of(language)))


def plural_category(count: int, language: str) -> str:
    """The CLDR plural category of a count: zero, one, two, few, many or other."""
    return str(locale_of(language).plural_form(count))


def language_name(code: str, language: str) -> str:
    """The name of a language, in a language."""
    return str(Locale.parse(languages()[code].babel).get_display_name(locale_of(language)) or code)


def country_name(code: str, language: str) -> str:
    """The name of a country (ISO 3166), in a language."""
    return str(locale_of(language).territories.get(code, code))


def month_name(number: int, language: str) -> str:
    """The name of a month, 1 to 12, as it stands alone."""
    return str(locale_of(language).months["stand-alone"]["wide"][number])
