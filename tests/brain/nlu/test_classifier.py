"""The kernel head, its calibration and the cascade, on an encoder of numbers."""

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.brain.nlu import calibration, classifier, kernel, ngrams
from bot.brain.nlu.cache import VectorCache
from bot.brain.nlu.encoders import Vectors, encode_cached

NOTHING = csr_matrix((90, 4), dtype=np.float32)
INTENTS = ["ask_price", "greet", "out_of_scope"]


class Fake:
    """An encoder that puts each intent's word in a corner of its own."""

    version = "1"

    def __init__(self, name: str, noise: float) -> None:
        """Blur by `noise`."""
        self.name, self._noise, self.calls = name, noise, 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give unit rows."""
        self.calls += len(texts)
        rows = []
        for text in texts:
            random = np.random.default_rng(zlib.crc32(f"{self.name} {text}".encode()))
            corner = np.eye(8)[int(text.split()[0]) % 8]
            row = corner + self._noise * random.standard_normal(8)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows, dtype=np.float32)


@pytest.fixture()
def encoders() -> dict[str, Fake]:
    """A blurred quick encoder and a sharp slow one."""
    return {"use": Fake("use", 0.25), "e5": Fake("e5", 0.1)}


@pytest.fixture()
def model(encoders: dict[str, Fake]) -> classifier.IntentModel:
    """A model of three intents, a hundred examples each."""
    texts = [f"{row % 3} {row}" for row in range(300)]
    vectors = {name: encoder.encode(texts) for name, encoder in encoders.items()}
    labels = [INTENTS[row % 3] for row in range(300)]
    versions = {"use": "1", "e5": "1"}
    return classifier.train(texts, vectors, labels, ["en"] * 300, versions, classifier.Settings())


def test_ranks_what_it_has_not_seen(model: classifier.IntentModel, encoders: dict[str, Fake]) -> None:
    texts = [f"{row % 3} {row}" for row in range(1000, 1060)]
    rankings = model.rank(texts, ["en"] * 60, encoders)
    right = [ranking[0][0] == INTENTS[int(text[0])] for text, ranking in zip(texts, rankings)]
    assert np.mean(right) > 0.95
    assert all(abs(sum(share for _, share in ranking) - 1) < 1e-3 for ranking in rankings)


def test_asks_the_slow_encoder_only_where_it_must(model: classifier.IntentModel, encoders: dict[str, Fake]) -> None:
    before = encoders["e5"].calls
    model.rank([f"{row % 2} {row}" for row in range(2000, 2060)], ["en"] * 60, encoders)
    assert 0 < encoders["e5"].calls - before < 60


def test_half_a_matrix_in_fixed_point_is_the_whole(monkeypatch: pytest.MonkeyPatch, encoders: dict[str, Fake]) -> None:
    monkeypatch.setattr(kernel, "_BLOCK", 32)
    vectors = encoders["e5"].encode([f"{row % 3} {row}" for row in range(90)])
    columns = np.random.default_rng(0).standard_normal((90, 4)).astype(np.float32)
    runs = ngrams.learn(["a"])([f"row {row}" for row in range(90)])
    whole = kernel.similarity(vectors, vectors, 1.0) + 0.5 * (runs @ runs.T).toarray()
    gram = kernel.Gram(vectors, 1.0, runs, 0.5)
    assert np.allclose(gram @ columns, whole @ columns, atol=1e-3)
    some = np.array([3, 50, 70])
    assert np.allclose(gram.between(some, some), whole[np.ix_(some, some)], atol=1e-4)


def test_conjugate_gradients_solve_what_they_should(encoders: dict[str, Fake]) -> None:
    vectors = encoders["e5"].encode([f"{row % 3} {row}" for row in range(90)])
    wanted = np.where(np.arange(90)[:, None] % 3 == np.arange(3), 1.0, -1.0).astype(np.float32)
    gram = kernel.similarity(vectors, vectors, 1.0)
    known = np.arange(90) != 7
    votes = kernel.solve(kernel.Gram(vectors, 1.0, NOTHING, 0.0), wanted, known, 0.1)
    inner = gram[np.ix_(known, known)] + 0.1 * np.eye(89)
    exact = np.linalg.solve(inner, wanted[known])
    assert not votes[7].any()
    assert np.allclose(gram[:, known] @ exact, gram @ votes, atol=0.1)


def test_confidence_is_the_share_of_right_answers() -> None:
    random = np.random.default_rng(0)
    decisions = random.standard_normal((4000, 3)).astype(np.float32)
    chances = calibration.confidences(decisions, 2.0)
    classes = np.array([random.choice(3, p=chance / chance.sum()) for chance in chances])
    assert calibration.fit_temperature(decisions, classes) == pytest.approx(2.0, rel=0.15)


def test_refuses_a_model_of_other_encoders(model: classifier.IntentModel, encoders: dict[str, Fake]) -> None:
    encoders["e5"].version = "2"
    with pytest.raises(ValueError, match="train again"):
        model.check(encoders)


def test_encodes_each_text_once(tmp_path: Path) -> None:
    encoder = Fake("use", 0.1)
    cache = VectorCache(tmp_path, "use", "1")
    first = encode_cached(encoder, ["1 a", "2 b", "1 a"], cache)
    again = encode_cached(encoder, ["2 b", "1 a"], cache)
    assert encoder.calls == 2 and np.allclose(first[0], again[1], atol=1e-3)


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, "use", "1")
    cache.path.parent.mkdir(parents=True)
    cache.path.write_bytes(b"torn")
    assert encode_cached(Fake("use", 0.1), ["1 a"], cache).shape == (1, 8)
