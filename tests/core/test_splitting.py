"""Long texts are cut where a reader would pause, and nothing of them is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.splitting import pieces, units


@given(st.text(st.sampled_from("ab .!?。\n😀é\u200d\u0e31ก漢"), max_size=300), st.integers(12, 40))
def test_every_piece_fits_and_nothing_is_lost(text: str, longest: int) -> None:
    found = pieces(text, longest)
    assert all(units(piece) <= longest and piece == piece.strip() for piece in found)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("One two. Three four. Five", 20, ["One two. Three four.", "Five"]),
        ("第一句在这里。第二句在这里。第三句", 15, ["第一句在这里。第二句在这里。", "第三句"]),
        ("أهلاً بك؟ كيف حالك اليوم؟ نعم", 26, ["أهلاً بك؟ كيف حالك اليوم؟", "نعم"]),
        ("First part of it.\n\nSecond. Third", 26, ["First part of it.", "Second. Third"]),
        ("aaaaaaaaaa", 4, ["aaaa", "aaaa", "aa"]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("abc👨\u200d👩", 6, ["abc", "👨\u200d👩"]),
    ],
)
def test_the_best_place_is_taken(text: str, longest: int, expected: list[str]) -> None:
    assert pieces(text, longest) == expected


def test_a_short_text_is_one_piece() -> None:
    assert pieces(" hello ", 4096) == ["hello"]
