"""Logs hold no personal data."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.core.logs import setup_logging
from bot.core.masking import mask, mask_email, mask_name, mask_phone


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mail anna.schneider+x@example.co.uk now", "mail [e-mail] now"),
        ("call +49 151 1234-5678", "call [phone]"),
        ("call (030) 123 45678.", "call [phone]."),
        ("电话13800138000谢谢", "电话[phone]谢谢"),
        ("card 4111 1111 1111 1111", "card [card]"),
        ("passport C01X00T47 and EX3491065", "passport [passport] and [passport]"),
        ("DE89 3704 0044 0532 0130 00", "[iban]"),
        ("P<D<<SCHNEIDER<<ANNA<<<<<<<<", "[passport]"),
        ("护照EX3491065", "护照[passport]"),
        ("booking TD-7K2M9P", "booking TD-…9P"),
        ("booking td 7k2m9p", "booking TD-…9P"),
    ],
)
def test_masks(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "on 2026-03-10",
        "2026-03-10 09:15:00",
        "10.03.2026",
        "order 12345",
        "CNY 12500.00",
        "took 1.25 s",
        "UUIDs stay: 0b9e",
    ],
)
def test_leaves_dates_amounts_and_short_numbers(text: str) -> None:
    assert mask(text) == text


def test_hints_for_people_show_little() -> None:
    assert (mask_email("anna@example.com"), mask_phone("+4915112345678")) == ("a…@example.com", "…78")
    assert mask_name("Anna Schneider") == "A… S…"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    setup_logging("info", stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def test_a_log_line_is_masked_with_its_arguments_and_traceback(stream: io.StringIO) -> None:
    try:
        raise ValueError("no anna@example.com")
    except ValueError:
        logging.getLogger("x").exception("wrote to %s", "+4915112345678")
    written = stream.getvalue()
    assert "[phone]" in written
    assert "[e-mail]" in written
    assert "anna" not in written


def test_the_time_of_a_log_line_is_left(stream: io.StringIO) -> None:
    logging.getLogger("x").info("hello")
    assert stream.getvalue()[:2] == "20"
