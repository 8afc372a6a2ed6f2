"""Phrases are found by shortcut, by words in any script, and by likeness."""

from __future__ import annotations

import pytest

from bot.phrases.search import Entry, folded, search, strong

ENTRIES = [
    Entry("1", "refund_quote", "What cancelling costs now", "You would get back ‹Refund›."),
    Entry("2", "late-driver", "late-driver", "Your driver is on the way to the gate."),
    Entry("3", "price", "Price, and what it is made of", "‹Tour›: ‹Price› per adult."),
    Entry("4", "quote", "Rückerstattung", "Sie erhalten Geld zurück."),
    Entry("5", "x", "现在取消的费用", "如果今天取消，可退还‹退款›。"),
    Entry("6", "y", "料金とその内訳", "{tour}の料金は大人お一人様です。"),
    Entry("7", "z", "การยกเลิก", "ถ้ายกเลิกวันนี้ คุณจะได้รับเงินคืน"),
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("late-driver", "2"),
        ("late", "2"),
        ("quote", "4"),
        ("refund", "1"),
        ("cancel cost", "1"),
        ("  PRICE ", "3"),
        ("driver gate", "2"),
        ("ruckerstattung", "4"),
        ("取消", "5"),
        ("取消费用", "5"),
        ("退还", "5"),
        ("料金", "6"),
        ("ยกเลิก", "7"),
        ("ｐｒｉｃｅ", "3"),
    ],
)
def test_finds_first_what_is_meant(query: str, first: str) -> None:
    assert search(ENTRIES, query)[0].id == first


@pytest.mark.parametrize("query", ["zebra", "天气", "()", "%"])
def test_finds_nothing_where_nothing_is(query: str) -> None:
    assert search(ENTRIES, query) == []


def test_without_a_question_everything_stays_in_order() -> None:
    assert search(ENTRIES, " ") == ENTRIES


def test_likeness_adds_what_means_the_same_but_words_go_first() -> None:
    found = search(ENTRIES, "driver", {"1": 0.9, "3": 0.3})
    assert [one.id for one in found] == ["2", "1"]


def test_tells_when_words_were_enough() -> None:
    assert strong(ENTRIES, "driver") == 1 and strong(ENTRIES, "money for nothing") == 0


def test_folds_case_accents_and_width() -> None:
    assert folded("  Ｒü CK\n") == "ru ck"
