"""Words are found whatever the script, and as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.errors import NothingToLookFor, SearchTooLong
from bot.search.marking import mark
from bot.search.query import LONGEST, Term, read_query
from bot.search.tokens import fold, runs, tokens

# For each language: what a traveller wrote, and what a colleague types to find it again.
WRITTEN = {
    "ar": ("مرحبًا، أُريد إلغاء الحجز رقم TD-4HX8QW غدًا", ("مرحبا", "اريد", "الحجز", "حجز", "الغاء", "4hx8qw")),
    "de": (
        "Die Straßenbahn fährt nicht – Rückerstattung?",
        ("strassenbahn", "FAHRT", "rücker", "Rückerstattung"),
    ),
    "en": ("Where's my driver? We're at Gate 4.", ("driver", "DRIVER", "gate 4", "driv")),
    "es": ("¿Podrían enviar la factura mañana?", ("manana", "mañana", "FACTURA", "podri")),
    "fr": ("L’hôtel n'a pas reçu notre réservation", ("hotel", "hôtel", "recu", "reserv")),
    "it": ("Perché l'autobus è già partito?", ("perche", "autobus", "gia", "PARTITO")),
    "ja": ("明日の京都ツアーのガイドさんはどこですか。ｶﾞｲﾄﾞ", ("京都", "京", "ツアー", "どこ", "ガイド", "都ツ", "ｶﾞｲﾄﾞ")),
    "ko": ("예약을 내일로 변경하고 싶어요", ("예약", "변경", "내일로", "경하", "요")),
    "nl": ("Kunt u de reservering één dag verzetten?", ("een", "één", "reserver", "verzetten")),
    "pl": ("Chciałbym anulować wycieczkę do Łodzi", ("lodzi", "Łodzi", "wycieczke", "anulow")),
    "pt": ("A excursão não começou às nove", ("excursao", "nao", "comecou", "excursão")),
    "ru": ("Ещё не получил подтверждение бронирования", ("еще", "ЕЩЁ", "бронирован", "подтверждение")),
    "th": ("เราจะไปเชียงใหม่พรุ่งนี้ค่ะ น้ำท่วมไหม", ("เชียงใหม่", "พรุ่งนี้", "ไป", "น้ำท่วม", "เ")),
    "tr": ("Işıklar sönmüş, İstanbul'da yağmur var", ("isiklar", "IŞIKLAR", "istanbul", "İSTANBUL", "yagmur")),
    "zh": (
        "我们明天去京都旅行，订单TD-7K2M9P还没确认",
        ("京都", "京", "明天去京都", "认", "td7k2m9p", "TD 7K2M9P"),
    ),
    "zh-TW": ("導遊的電話號碼是多少？", ("導遊", "電話", "電話號碼", "少")),
}


def finds(query: str, text: str) -> bool:
    """Say whether the index would give this text for this query."""
    stored = tokens(text)
    return all(_matches(term, stored) for term in read_query(query).terms)


def _matches(term: Term, stored: frozenset[str]) -> bool:
    return any(word.startswith(term.word) if term.starts else word == term.word for word in stored)


@pytest.mark.parametrize("language", WRITTEN)
def test_what_was_written_is_found_and_shown(language: str) -> None:
    text, queries = WRITTEN[language]
    for query in queries:
        assert finds(query, text), query
        assert any(part.hit for part in mark(text, read_query(query))), query
        assert "".join(part.text for part in mark(text, read_query(query))) == text
    assert not finds("qqq", text)


@pytest.mark.parametrize("language", WRITTEN)
def test_every_word_of_a_text_finds_it(language: str) -> None:
    text, _ = WRITTEN[language]
    for run in runs(fold(text).text):
        assert finds(run.text, text)


@given(st.sampled_from([text for text, _ in WRITTEN.values()]), st.data())
def test_any_piece_of_a_script_without_spaces_finds_it(text: str, data: st.DataObject) -> None:
    whole = [run.text for run in runs(fold(text).text) if run.piece]
    if whole:
        run = data.draw(st.sampled_from(whole))
        start = data.draw(st.integers(0, len(run) - 1))
        assert finds(run[start : data.draw(st.integers(start + 1, len(run)))], text)


@given(st.text(max_size=300))
def test_any_text_can_be_folded_and_pointed_at(text: str) -> None:
    folded = fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places) and folded.places[-1] == len(text)
    assert all(token and not token.isspace() for token in tokens(text))


@given(st.text(max_size=LONGEST), st.text(max_size=600))
def test_any_query_is_read_or_refused(query: str, text: str) -> None:
    try:
        read = read_query(query)
    except (NothingToLookFor, SearchTooLong):
        return
    assert read.terms and "".join(part.text for part in mark(text, read, shown=10_000)) == text


@pytest.mark.parametrize("query", ["", "   ", "👍🎉", "\u202e\u200f", "\x00\x01", '"(*)^:-', "؟،"])
def test_refuses_what_has_no_word_in_it(query: str) -> None:
    with pytest.raises(NothingToLookFor):
        read_query(query)


def test_refuses_a_whole_book() -> None:
    with pytest.raises(SearchTooLong):
        read_query("x" * 100_000)


def test_the_piece_that_is_shown_holds_the_hit() -> None:
    parts = mark("filler " * 100 + "needle" + " filler" * 100, read_query("needle"))
    assert [part.text for part in parts if part.hit] == ["needle"]
    assert parts[0].text == parts[-1].text == "…"
    assert sum(len(part.text) for part in parts) < 200
