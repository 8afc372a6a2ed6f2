"""What comes from outside is cleaned before it is kept."""

from __future__ import annotations

import pytest

from bot.core.contacts import normalise_email, normalise_phone, phone_readings, readable_phone
from bot.core.ids import BOOKING_PREFIX, new_reference, normalise_reference
from bot.core.texts import clean_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  hi\x00 there\x07 ", "hi there"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("safe\u202eexe.txt", "safeexe.txt"),
        ("\u2068TD-7K2M9P\u2069", "TD-7K2M9P"),
        ("رقمه \u2066TK-AB12CD\u2069\u200f", "رقمه TK-AB12CD"),
        ("می\u200cروم", "می\u200cروم"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\ud800x", "x"),
        ("e\u0301", "é"),
    ],
)
def test_cleans(raw: str, clean: str) -> None:
    assert clean_text(raw).text == clean


def test_keeps_four_thousand_characters_and_says_so() -> None:
    assert not clean_text("x" * 4000).truncated
    cut = clean_text("字" * 100_000)
    assert (len(cut.text), cut.truncated) == (4000, True)


@pytest.mark.parametrize("written", ["TD-7K2M9P", "td 7k2m9p", "TD7K2M9P", "td–7k2m9p", "７Ｋ２Ｍ９Ｐ", " 7k2-m9p. "])
def test_one_reference_however_it_is_typed(written: str) -> None:
    assert normalise_reference(written, BOOKING_PREFIX) == "TD-7K2M9P"


def test_a_reference_that_begins_like_its_prefix_is_kept_whole() -> None:
    assert normalise_reference("TDAB23", BOOKING_PREFIX) == "TD-TDAB23"


def test_new_references_hold_no_character_that_looks_like_another() -> None:
    drawn = {new_reference("TD") for _ in range(500)}
    assert len(drawn) == 500
    assert not set("IO01") & set("".join(drawn).replace("TD-", ""))


@pytest.mark.parametrize("written", ["+49 (151) 123-45678", "0049 151 12345678", "+４９１５１１２３４５６７８"])
def test_one_phone_however_it_is_typed(written: str) -> None:
    assert normalise_phone(written) == "+4915112345678"


@pytest.mark.parametrize(
    ("kept", "read"), [("+861055550199", "+86 10 5555 0199"), ("120", "120"), ("+8612", "+86 12"), ("+", "+")]
)
def test_a_phone_is_read_in_groups(kept: str, read: str) -> None:
    assert readable_phone(kept) == read


def test_a_number_without_plus_has_the_readings_of_its_countries() -> None:
    assert phone_readings("0151 12345678", ("DE",)) == ("+4915112345678",)
    assert phone_readings("anna@example.com", ("DE",)) == ()


def test_one_email_however_it_is_typed() -> None:
    assert normalise_email(" Anna@Example.COM ") == "anna@example.com"
    assert normalise_email("anna at example") is None
