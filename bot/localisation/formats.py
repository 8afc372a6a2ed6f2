"""Dates, money, plurals and lists as each locale writes them (CLDR through Babel)."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, Mapping, Sequence
from zoneinfo import ZoneInfo

import yaml
from babel import Locale
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from bot.localisation.languages import DATA, languages


@lru_cache(maxsize=None)
def locale_of(language: str) -> Locale:
    """The CLDR locale of one of our language codes."""
    return Locale.parse(languages()[language].babel)


def _habits(language: str) -> Mapping[str, Any]:
    return _all_habits().get(language, {})


@lru_cache(maxsize=None)
def _all_habits() -> Mapping[str, Mapping[str, Any]]:
    """What `data/formats.yml` says."""
    read: Mapping[str, Mapping[str, Any]] = yaml.safe_load((DATA / "formats.yml").read_text(encoding="utf-8"))[
        "formats"
    ]
    return read


def money(amount: str, currency: str, language: str) -> str:
    """Write an exact amount; whole amounts lose their decimals, as price lists do."""
    value = Decimal(amount)
    whole = value == value.to_integral_value()
    pattern = _money_pattern(currency, language)
    return str(
        format_currency(
            value,
            currency,
            format=pattern.replace(".00", "") if whole else pattern,
            locale=locale_of(language),
            currency_digits=not whole,
        )
    )


@lru_cache(maxsize=None)
def _money_pattern(currency: str, language: str) -> str:
    """Our pattern where readers expect another than CLDR's."""
    ours = _habits(language).get("money", {})
    return ours.get(currency) or ours.get("any") or str(locale_of(language).currency_formats["standard"].pattern)


def day(iso: str, language: str) -> str:
    """Write a calendar day with its weekday, as in a letter."""
    return _date(date.fromisoformat(iso), "full", language)


def short_day(iso: str, language: str) -> str:
    """Write a calendar day without its weekday."""
    return _date(date.fromisoformat(iso), "medium", language)


def moment(iso: str, zone: str, language: str) -> str:
    """Write a UTC instant in a time zone, with the zone's name."""
    at, locale = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone)), locale_of(language)
    parts = _time(at.time(), language), _date(at.date(), "medium", language)
    return f"{str(locale.datetime_formats['medium']).format(*parts)} ({get_timezone_gmt(at, 'long', locale=locale)})"


def clock_time(iso: str, language: str) -> str:
    """Write a wall-clock time."""
    return _time(time.fromisoformat(iso), language)


def _date(on: date, width: Literal["full", "medium"], language: str) -> str:
    locale = locale_of(language)
    # Without the era: everybody who reads Thai here knows that 2026 is not a Buddhist year.
    pattern = str(locale.date_formats[width].pattern).replace("G ", "")
    return str(format_date(on, pattern, locale=locale))


def _time(at: time, language: str) -> str:
    locale = locale_of(language)
    pattern = _habits(language).get("time") or str(locale.time_formats["short"].pattern)
    # The wide day period is the one people write: Korean's short one is "PM".
    return str(format_time(at, re.sub(r"(?<!a)a(?!a)", "aaaa", pattern), locale=locale))


def percent(value: str, language: str) -> str:
    """Write a percentage given in hundredths: `30` is 30 %, `+25` keeps its sign."""
    written = str(format_percent(Decimal(value) / 100, locale=locale_of(language)))
    return f"+{written}" if value.startswith("+") else written


def number(value: str, language: str) -> str:
    """Write a plain number with the locale's separators."""
    return str(format_decimal(Decimal(value), locale=locale_of(language)))


def listing(items: Sequence[str], language: str) -> str:
    """Join items as "a, b and c", or with the sign that the language's registry entry gives."""
    sign = languages()[language].join
    if sign and len(items) > 1 + (language == "ar"):
        return sign.join(items)
    joined = str(format_list(list(items), locale=locale_of(language)))
    # CLDR leaves this to the writer: "español e inglés".
    return re.sub(r" y (?=h?i(?![aeou]))", " e ", joined, flags=re.IGNORECASE) if language == "es" else joined


def clauses(items: Sequence[str], language: str) -> str:
    """Join half-sentences, which themselves may hold commas."""
    sign: str = _habits(language).get("clauses", "; ")
    return sign.join(items)


def plural_category(count: int, language: str) -> str:
    """The CLDR plural category of a count: zero, one, two, few, many or other."""
    return str(locale_of(language).plural_form(count))


def language_name(code: str, language: str) -> str:
    """The name of a language, in a language."""
    return str(Locale.parse(languages()[code].babel).get_display_name(locale_of(language)) or code)


def tongue_name(code: str, language: str) -> str:
    """The name of a language as it is spoken, without a script: a guide speaks Chinese."""
    return str(locale_of(language).languages.get(code.partition("-")[0], code))


def country_name(code: str, language: str) -> str:
    """The name of a country (ISO 3166), in a language."""
    return str(locale_of(language).territories.get(code, code))


def countries(language: str) -> Mapping[str, str]:
    """The name of every country (ISO 3166), in a language."""
    named = locale_of(language).territories
    return {code: str(name) for code, name in named.items() if len(code) == 2 and code not in _NO_COUNTRIES}


# What CLDR names beside countries: unions, outlying places without people, codes for tests.
_NO_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB", "AQ", "BV", "HM", "CP", "UM", "TF", "GS", "DG", "CQ"}
)


def month_name(number: int, language: str) -> str:
    """The name of a month, 1 to 12, as it stands alone."""
    # Babel resolves the alias "stand-alone" once for all locales that share it; only these two have forms of their own.
    context = "stand-alone" if language in {"pl", "ru"} else "format"
    return str(locale_of(language).months[context]["wide"][number])


def span(length: timedelta, language: str) -> str:
    """Write a length of time in its largest fitting unit: "12 min", "3 hrs", "2 days"."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        amount, unit = minutes, "minute"
    else:
        amount, unit = (minutes // 60, "hour") if minutes < 2880 else (minutes // 1440, "day")
    return str(format_unit(amount, f"duration-{unit}", "short", locale=locale_of(language)))
