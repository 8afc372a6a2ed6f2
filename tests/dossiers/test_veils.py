"""Personal data with its middle covered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dossiers.veils import COVER, veil_code, veil_email, veil_phone


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+4915112345678", "+49 151 ••••678"),
        ("+8613800138000", "+86 138 ••••000"),
        ("+447700900123", "+44 770 ••••123"),
        ("+4912345", "+49 ••••••5"),
        ("12345", "••••••5"),
    ],
)
def test_a_number_is_recognised_and_cannot_be_dialled(number: str, shown: str) -> None:
    assert veil_phone(number) == shown


def test_an_address_keeps_its_first_letter_and_domain() -> None:
    assert veil_email("anna.schneider@example.com") == "a•••@example.com"
    assert veil_email("a@example.com") == "a•••@example.com"


def test_a_passport_keeps_its_end() -> None:
    assert veil_code("C9R42TT50") == "••••••50"
    assert veil_code("AB1") == "••••••"


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=30))
def test_no_more_than_a_quarter_of_a_code_is_shown(code: str) -> None:
    assert len(veil_code(code).replace(COVER, "")) <= min(3, len(code) / 4)


@given(st.from_regex(r"\+[1-9]\d{8,14}", fullmatch=True))
def test_three_digits_in_the_middle_of_a_number_are_always_covered(number: str) -> None:
    shown = sum(character.isdigit() for character in veil_phone(number))
    assert shown <= len(number) - 1 - 3
