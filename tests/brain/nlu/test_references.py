"""Booking and ticket references."""

import pytest

from bot.brain.nlu.folding import fold
from bot.brain.nlu.references import find_booking_references, find_ticket_references


@pytest.mark.parametrize(
    "text",
    [
        "TD-7K2M9P",
        "td 7k2m9p",
        "TD7K2M9P",
        "td–7k2m9p",
        "ＴＤ－７Ｋ２Ｍ９Ｐ",
        "td - 7k2 m9p",
        "Td_7k2m9p",
        "我的订单TD-7K2M9P在哪",
        "TD-7K2M9P'yi iptal et",
        "#td:7k2m9p!",
    ],
)
def test_reads_a_booking_reference_however_typed(text: str) -> None:
    assert [value for value, _, _ in find_booking_references(fold(text))] == ["TD-7K2M9P"]


@pytest.mark.parametrize(
    "text",
    ["the td method worked", "td bank near me", "outdoor td1", "TD-7K2", "std 7k2m9p", "td garden tickets"],
)
def test_leaves_ordinary_words_alone(text: str) -> None:
    assert not list(find_booking_references(fold(text)))


def test_points_at_the_reference() -> None:
    text = "bitte TD 7K2M9P stornieren"
    ((_, start, end),) = find_booking_references(fold(text))
    assert text[start:end] == "TD 7K2M9P"


@pytest.mark.parametrize(("text", "value"), [("TK-20931", "TK-20931"), ("tk 20931a7", "TK-20931A7")])
def test_reads_a_ticket_reference(text: str, value: str) -> None:
    assert [found for found, _, _ in find_ticket_references(fold(text))] == [value]
