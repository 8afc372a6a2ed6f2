"""Letters as a witness: alike words are near, whatever their case, width and small errors."""

import numpy as np
import pytest

from bot.brain.nlu import ngrams

TEXTS = ["when does the tour leave", "how much is the tour", "ile kosztuje wycieczka", "退改政策是什么"]


@pytest.fixture()
def letters() -> ngrams.Ngrams:
    """Rarity learned from a few messages."""
    return ngrams.learn(TEXTS)


def near(letters: ngrams.Ngrams, one: str, other: str) -> float:
    """Give the cosine of two texts."""
    rows = letters([one, other])
    return float((rows[0] @ rows[1].T).toarray()[0, 0])


def test_a_typing_error_stays_near(letters: ngrams.Ngrams) -> None:
    assert near(letters, "ile kosztuje wycieczka", "ile kostuje wyceczka") > 0.6
    assert near(letters, "ile kosztuje wycieczka", "when does the tour leave") < 0.3


def test_width_and_case_do_not_count(letters: ngrams.Ngrams) -> None:
    assert near(letters, "TOUR", "ｔｏｕｒ") == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "\u202e", "a" * 100_000])
def test_nothing_a_traveller_sends_breaks_it(letters: ngrams.Ngrams, text: str) -> None:
    votes = np.ones((2**17, 3), dtype=np.float16)
    assert np.isfinite(ngrams.weigh(letters([text]), votes)).all()


def test_votes_are_weighed_like_a_plain_product(letters: ngrams.Ngrams) -> None:
    votes = np.random.default_rng(0).standard_normal((2**17, 3)).astype(np.float16)
    rows = letters(TEXTS)
    assert np.allclose(ngrams.weigh(rows, votes), rows @ votes.astype(np.float32), atol=1e-4)
