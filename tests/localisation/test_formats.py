"""Dates, money and plurals as each locale writes them."""

from __future__ import annotations

import pytest

from bot.localisation import formats
from bot.localisation.languages import known, languages


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "CN¥1,234.50"), ("de", "1.234,50\xa0CN¥"), ("zh", "¥1,234.50"), ("fr", "1\u202f234,50\xa0CNY")],
)
def test_money_keeps_its_cents_in_the_locales_way(language: str, written: str) -> None:
    assert formats.money("1234.50", "CNY", language).replace("CNY", "CN¥") == written.replace("CNY", "CN¥")


def test_whole_money_has_no_decimals() -> None:
    assert formats.money("8480", "CNY", "en") == "CN¥8,480"
    assert formats.money("8480.00", "EUR", "de") == "8.480\xa0€"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("ar", "22,896.50\xa0يوان"),
        ("ja", "22,896.50元"),
        ("ko", "22,896.50위안"),
        ("th", "22,896.50\xa0หยวน"),
        ("zh", "¥22,896.50"),
        ("zh-TW", "人民幣22,896.50元"),
    ],
)
def test_yuan_are_written_as_readers_expect_them(language: str, written: str) -> None:
    assert formats.money("22896.50", "CNY", language) == written
    assert formats.money("22896.00", "CNY", language) == written.replace(".50", "")


def test_a_sign_of_two_scripts_keeps_together_in_arabic() -> None:
    assert formats.money("480", "USD", "ar") == "\u200f480\xa0\u2066US$\u2069"


@pytest.mark.parametrize(
    ("language", "written"), [("fr", "8\xa0h\xa005"), ("de", "08:05"), ("ko", "오전 8:05"), ("ar", "8:05 ص")]
)
def test_a_clock_time_is_written_as_the_language_does(language: str, written: str) -> None:
    assert formats.clock_time("08:05", language) == written


def test_a_moment_is_told_in_its_zone_and_says_so() -> None:
    assert formats.moment("2026-03-19T16:00:00+00:00", "Asia/Tokyo", "en") == "Mar 20, 2026, 1:00\u202fAM (GMT+09:00)"


def test_a_day_has_its_weekday() -> None:
    assert formats.day("2026-12-01", "de") == "Dienstag, 1. Dezember 2026"
    assert formats.day("2026-12-01", "ja") == "2026年12月1日火曜日"


def test_a_change_keeps_its_sign() -> None:
    assert formats.percent("+25", "en") == "+25%"
    assert formats.percent("-10", "de") == "-10\xa0%"


@pytest.mark.parametrize(("n", "category"), [(1, "one"), (3, "few"), (5, "many"), (22, "few")])
def test_polish_counts_in_three_ways(n: int, category: str) -> None:
    assert formats.plural_category(n, "pl") == category


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("de-AT", "de"),
        ("zh_Hant_HK", "zh-TW"),
        ("zh-CN", "zh"),
        ("zh-TW", "zh-TW"),
        ("pt_BR", "pt"),
        ("xx", None),
        (None, None),
        ("", None),
    ],
)
def test_a_browsers_locale_is_one_of_our_languages_or_none(locale: str | None, code: str | None) -> None:
    assert known(locale) == code


@pytest.mark.parametrize("language", languages())
def test_every_language_can_write_every_kind_of_value(language: str) -> None:
    assert formats.country_name("JP", language)
    assert formats.month_name(3, language)
    assert formats.language_name("th", language)
    assert formats.clock_time("08:30", language)
    assert formats.listing(["a", "b", "c"], language)
