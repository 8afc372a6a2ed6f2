"""Measure understanding: our sixteen languages, BANKING77 and CLINC150.

Run with the brain's Python from the root: `.venv-brain/bin/python -m bench.understanding [own] [banking] [clinc]`.
Public data is read from TRIPDESK_BENCH_DATA (default ../shared/bench); what is missing is left out with a note.
Nothing is tuned on a test file: every setting was chosen by cross-validation on training messages.
"""

from __future__ import annotations

import csv
import json
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.brain import evaluate
from bot.brain.nlu import classifier, offline
from bot.brain.nlu.cache import VectorCache, home_directory
from bot.brain.nlu.encoders import e5_encoder, encode_cached, use_encoder
from bot.brain.nlu.examples import Example, read_examples

DATA = Path("data")
THREADS, FOLDS, SEEDS, SHOTS = 2, 5, (0, 1, 2), 10
Labelled = list[tuple[str, str]]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """Messages with what they are and their vectors, to train on some and test on others."""

    texts: list[str]
    labels: list[str]
    languages: Sequence[str]
    vectors: Mapping[str, classifier.Floats]

    @classmethod
    def of(cls, labelled: Labelled, languages: Sequence[str]) -> Corpus:
        """Encode the messages."""
        texts = [text for text, _ in labelled]
        return cls(texts, [label for _, label in labelled], languages, encode(texts))

    def right(self, kept: Rows, held: Rows) -> NDArray[np.bool_]:
        """Train on `kept`; tell for each of `held` whether the full stage reads it right."""
        texts, labels, languages = ([column[i] for i in kept] for column in (self.texts, self.labels, self.languages))
        model = classifier.train(texts, self._vectors(kept), labels, languages, {}, classifier.Settings())
        letters = model.letters([self.texts[i] for i in held])
        shares = model.full.shares(self._vectors(held), letters, model.anchors)
        return np.array([model.intents[i] for i in shares.argmax(axis=1)]) == np.array(self.labels)[held]

    def _vectors(self, rows: Rows) -> dict[str, classifier.Floats]:
        return {name: vector[rows] for name, vector in self.vectors.items()}


def main(parts: Sequence[str]) -> None:
    """Run the parts asked for, print each figure, and write them all."""
    benches: Mapping[str, Callable[[], dict[str, Any]]] = {
        "own": own,
        "banking": banking,
        "clinc": clinc,
    }
    path = home_directory() / "bench" / "understanding.json"
    figures = json.loads(path.read_text()) if path.exists() else {}
    for name in parts or list(benches):
        figures[name] = benches[name]()
        print(json.dumps({name: figures[name]}, indent=2, ensure_ascii=False), flush=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=2, ensure_ascii=False))


def own() -> dict[str, Any]:
    """Train on data/nlu, cross-validate, and test on tests/nlu, which shares no sentence with it."""
    examples = read_examples(DATA / "nlu")
    encode([example.text for example in examples])
    began = time.perf_counter()
    understanding = offline.build(examples, DATA, home_directory(), classifier.Settings())
    figures: dict[str, Any] = {
        "examples": len(examples),
        "train_seconds_with_cached_vectors": round(time.perf_counter() - began, 1),
        "cross_validation": cross_validated(examples),
    }
    figures["test"] = evaluate.figures(understanding, read_examples(Path("tests/nlu")))
    return figures


def cross_validated(examples: Sequence[Example]) -> dict[str, Any]:
    """Give the mean accuracy by language over the folds of one shuffle."""
    corpus = Corpus.of([(e.text, e.intent) for e in examples], [e.language for e in examples])
    order = list(range(len(examples)))
    random.Random(0).shuffle(order)
    hits: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        held = np.array(order[fold::FOLDS])
        right = corpus.right(np.setdiff1d(np.arange(len(examples)), held), held)
        for row, hit in zip(held, right, strict=True):
            hits[examples[row].language].append(bool(hit))
    by_language = {name: round(statistics.mean(hit), 4) for name, hit in sorted(hits.items())}
    return {"mean": round(statistics.mean(by_language.values()), 4), **by_language}


def banking() -> dict[str, Any]:
    """BANKING77: full training set and ten messages an intent."""
    train, test = (read_banking(part) for part in ("train", "test"))
    return public(train, test) if train and test else {"left_out": "BANKING77 is not there"}


def clinc() -> dict[str, Any]:
    """CLINC150: the 150 intents in scope."""
    path = bench_data() / "clinc150" / "data_full.json"
    if not path.exists():
        return {"left_out": "CLINC150 is not there"}
    content = json.loads(path.read_text())
    train, test = ([(text, label) for text, label in content[part]] for part in ("train", "test"))
    return public(train, test)


def public(train: Labelled, test: Labelled) -> dict[str, Any]:
    """Give the accuracy of the full stage after full and ten-shot training."""
    corpus = Corpus.of([*train, *test], ["en"] * (len(train) + len(test)))
    held = np.arange(len(train), len(train) + len(test))
    began = time.perf_counter()
    full = accuracy(corpus, np.arange(len(train)), held)
    seconds = time.perf_counter() - began
    few = [accuracy(corpus, few_shot(train, seed), held) for seed in SEEDS]
    return {
        "accuracy": full,
        "ten_shot": round(statistics.mean(few), 4),
        "ten_shot_by_seed": few,
        "seconds_with_cached_vectors": round(seconds, 1),
    }


def few_shot(train: Labelled, seed: int) -> Rows:
    """Draw ten training messages an intent."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for row, (_, label) in enumerate(train):
        by_label[label].append(row)
    draw = random.Random(seed)
    return np.array([row for rows in by_label.values() for row in draw.sample(rows, SHOTS)])


def accuracy(corpus: Corpus, kept: Rows, held: Rows) -> float:
    """Train on some rows and give the share of right answers on others."""
    return round(float(corpus.right(kept, held).mean()), 4)


def encode(texts: Sequence[str]) -> dict[str, classifier.Floats]:
    """Encode through the cache."""
    encoders = (use_encoder(THREADS), e5_encoder(THREADS))
    home = home_directory()
    return {
        encoder.name: encode_cached(encoder, texts, VectorCache(home, encoder.name, encoder.version))
        for encoder in encoders
    }


def read_banking(part: str) -> Labelled:
    """Read one BANKING77 file; nothing when it is missing."""
    path = bench_data() / "banking77" / f"{part}.csv"
    if not path.exists():
        return []
    with path.open(newline="") as file:
        return [(row["text"], row["category"]) for row in csv.DictReader(file)]


def bench_data() -> Path:
    """Give the folder of the public data."""
    return Path(os.environ.get("TRIPDESK_BENCH_DATA", "../shared/bench"))


if __name__ == "__main__":
    main(sys.argv[1:])
