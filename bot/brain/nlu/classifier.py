"""The intent model: a quick stage on letters and one encoder, and a full stage on two when the first is not sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.brain.nlu import calibration, kernel, ngrams
from bot.brain.nlu.encoders import Encoder

FORMAT = 2
OUT_OF_SCOPE = "out_of_scope"

Floats = NDArray[np.float32]
Ranking = list[tuple[str, float]]


@dataclass(frozen=True)
class Settings:
    """How to train; the values in config.yml were chosen by cross-validation."""

    # The quick stage reads the first encoder only.
    full: tuple[str, ...] = ("use", "e5")
    # Of 512 and 384 dimensions, half hold all that tells one message from another.
    dimensions: int = 256
    width: float = 2.0
    ridge: float = 0.03
    # What runs of letters say, against what the encoders say.
    letters: float = 0.25
    may_lose: float = 0.006
    # One example in so many is held out once, to calibrate on.
    held_out: int = 5


@dataclass(frozen=True)
class View:
    """What is kept of one encoder's vectors: the directions in which messages differ most."""

    encoder: str
    centre: Floats
    axes: Floats

    def __call__(self, vectors: Floats) -> Floats:
        """Give unit rows, so that no encoder outvotes another."""
        seen = (vectors - self.centre) @ self.axes
        lengths = np.linalg.norm(seen, axis=1, keepdims=True)
        return np.asarray(seen / np.maximum(lengths, 1e-6), dtype=np.float32)


@dataclass(frozen=True)
class Stage:
    """How one stage reads the vectors of some encoders and counts the votes of examples and of letters."""

    views: tuple[View, ...]
    votes: Floats
    letter_votes: NDArray[np.float16]
    width: float
    temperature: float

    def shares(self, vectors: Mapping[str, Floats], letters: csr_matrix, anchors: Floats) -> Floats:
        """Give each class its confidence; the anchors' first columns are this stage's encoders."""
        queries = np.hstack([view(vectors[view.encoder]) for view in self.views])
        own = anchors[:, : queries.shape[1]]
        near = kernel.similarity(queries / len(self.views), own, self.width)
        decisions = near @ self.votes + ngrams.weigh(letters, self.letter_votes)
        return calibration.confidences(decisions, self.temperature)


@dataclass(frozen=True)
class IntentModel:
    """Everything that tells what a message asks; the encoders come from outside."""

    format: int
    encoder_versions: Mapping[str, str]
    intents: list[str]
    letters: ngrams.Ngrams
    anchors: Floats
    quick: Stage
    full: Stage
    quick_enough: float
    scope_thresholds: Mapping[str, float]

    def rank(self, texts: Sequence[str], languages: Sequence[str], encoders: Mapping[str, Encoder]) -> list[Ranking]:
        """Give each text its intents, the likeliest first."""
        vectors = {v.encoder: encoders[v.encoder].encode(texts) for v in self.quick.views}
        letters = self.letters(texts)
        shares = self.quick.shares(vectors, letters, self.anchors)
        unsure = np.flatnonzero(shares.max(axis=1) < self.quick_enough)
        if len(unsure):
            doubtful = {name: vector[unsure] for name, vector in vectors.items()}
            for view in self.full.views[len(self.quick.views) :]:
                doubtful[view.encoder] = encoders[view.encoder].encode([texts[i] for i in unsure])
            shares[unsure] = self.full.shares(doubtful, letters[unsure], self.anchors)
        return [self._order(row, language) for row, language in zip(shares, languages)]

    def rank_quickly(self, texts: Sequence[str], encoders: Mapping[str, Encoder]) -> list[Ranking]:
        """Give each text its intents by the quick stage alone: for clauses, where one sure hit counts."""
        if not texts:
            return []
        vectors = {v.encoder: encoders[v.encoder].encode(texts) for v in self.quick.views}
        shares = self.quick.shares(vectors, self.letters(texts), self.anchors)
        return [self._order(row, "") for row in shares]

    def check(self, encoders: Mapping[str, Encoder]) -> None:
        """Refuse to run with another format or other encoders than the model was made with."""
        versions = {name: encoder.version for name, encoder in encoders.items()}
        if self.format != FORMAT or dict(self.encoder_versions) != versions:
            raise ValueError("the model was made by another version of this program: train again")

    def _order(self, shares: Floats, language: str) -> Ranking:
        """Sort, with out of scope first when its share passes the language's threshold."""
        ranking = sorted(zip(self.intents, shares.tolist()), key=lambda pair: -pair[1])
        outside = next((share for name, share in ranking if name == OUT_OF_SCOPE), 0.0)
        least = self.scope_thresholds.get(language, self.scope_thresholds.get("", 1.0))
        return ranking if ranking[0][0] == OUT_OF_SCOPE else _promote(ranking, outside >= least)


def _promote(ranking: Ranking, outside: bool) -> Ranking:
    """Put out of scope first, or leave the order as it is."""
    if not outside:
        return ranking
    return sorted(ranking, key=lambda pair: pair[0] != OUT_OF_SCOPE)


def train(
    texts: Sequence[str],
    vectors: Mapping[str, Floats],
    intents: Sequence[str],
    languages: Sequence[str],
    encoder_versions: Mapping[str, str],
    settings: Settings,
) -> IntentModel:
    """Fit both stages and choose every threshold on held-out examples."""
    names = sorted(set(intents))
    classes = np.array([names.index(intent) for intent in intents])
    held = _held_out(len(classes), settings.held_out)
    views = tuple(_view(name, vectors[name], settings.dimensions) for name in settings.full)
    anchors = np.ascontiguousarray(np.hstack([view(vectors[view.encoder]) for view in views]))
    letters = ngrams.learn(texts)
    runs = letters(texts)
    quick, quick_shares = _stage(anchors, runs, views[:1], classes, held, settings)
    full, full_shares = _stage(anchors, runs, views, classes, held, settings)
    thresholds = {"": 1.1}
    if OUT_OF_SCOPE in names:
        outside = names.index(OUT_OF_SCOPE)
        thresholds = calibration.scope_thresholds(
            full_shares[:, outside], classes[held] == outside, np.array(languages)[held]
        )
    enough = calibration.quick_enough(quick_shares, full_shares, classes[held], settings.may_lose)
    versions = dict(encoder_versions)
    return IntentModel(FORMAT, versions, names, letters, anchors, quick, full, enough, thresholds)


def _stage(
    anchors: Floats,
    runs: csr_matrix,
    views: tuple[View, ...],
    classes: NDArray[np.int64],
    held: NDArray[np.bool_],
    settings: Settings,
) -> tuple[Stage, Floats]:
    """Fit one stage; give it with the shares it gives the held-out examples before it sees them."""
    own = anchors[:, : sum(view.axes.shape[1] for view in views)]
    # Each view has rows of length one, so that the mean of their cosines is the product over their number.
    gram = kernel.Gram(own / np.sqrt(np.float32(len(views))), settings.width, runs, settings.letters)
    wanted = np.full((len(own), int(classes.max()) + 1), -1.0, dtype=np.float32)
    wanted[np.arange(len(own)), classes] = 1.0
    without = kernel.solve(gram, wanted, ~held, settings.ridge)
    unseen = (gram @ without)[held]
    temperature = calibration.fit_temperature(unseen, classes[held])
    votes = kernel.solve(gram, wanted, np.ones(len(own), dtype=bool), settings.ridge)
    shares = calibration.confidences(unseen, temperature)
    letter_votes = (settings.letters * (runs.T @ votes)).astype(np.float16)
    return Stage(views, votes, letter_votes, settings.width, temperature), shares


def _held_out(count: int, every: int) -> NDArray[np.bool_]:
    """Draw the same examples each time."""
    return np.random.default_rng(0).permutation(count) % every == 0


def _view(encoder: str, vectors: Floats, dimensions: int) -> View:
    """Find the centre of an encoder's vectors and their main directions."""
    centre = vectors.mean(axis=0)
    units = vectors - centre
    units /= np.maximum(np.linalg.norm(units, axis=1, keepdims=True), 1e-6)
    _, axes = np.linalg.eigh(units.T @ units)
    return View(encoder, centre, np.ascontiguousarray(axes[:, -dimensions:]))
