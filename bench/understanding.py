"""Measure understanding: our sixteen languages, BANKING77 and CLINC150.

Run with the brain's Python from the root: `.venv-brain/bin/python -m bench.understanding [own] [banking] [clinc]`.
Public data is read from TRIPDESK_BENCH_DATA (default ../shared/bench); what is missing is left out with a note.
Nothing is tuned on a test file: every setting was chosen by cross-validation on training messages.
"""

import csv
import json
import os
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.brain.nlu import classifier, offline
from bot.brain.nlu.cache import VectorCache, home_directory
from bot.brain.nlu.encoders import e5_encoder, encode_cached, use_encoder
from bot.brain.nlu.examples import Example, read_examples

DATA, OUT = Path("data"), classifier.OUT_OF_SCOPE
THREADS, FOLDS, SEEDS, SHOTS = 2, 5, (0, 1, 2), 10
Labelled = list[tuple[str, str]]


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
    """Train on data/nlu, cross-validate, and test on tests/nlu where it exists."""
    examples = read_examples(DATA / "nlu")
    encode([example.text for example in examples])
    began = time.perf_counter()
    understanding = offline.build(examples, DATA, home_directory(), classifier.Settings())
    figures: dict[str, Any] = {
        "examples": len(examples),
        "train_seconds_with_cached_vectors": round(time.perf_counter() - began, 1),
        "cross_validation": cross_validated(examples),
    }
    unseen = read_examples(Path("tests/nlu"))
    known = {example.text for example in examples}
    unseen = [example for example in unseen if example.text not in known]
    if unseen:
        figures["test"] = tested(understanding, unseen)
    return figures


def cross_validated(examples: Sequence[Example]) -> dict[str, Any]:
    """Give the mean accuracy by language over the folds of one shuffle."""
    order = list(range(len(examples)))
    random.Random(0).shuffle(order)
    hits: dict[str, list[bool]] = defaultdict(list)
    vectors = encode([example.text for example in examples])
    for fold in range(FOLDS):
        held = np.array(order[fold::FOLDS])
        kept = np.setdiff1d(np.arange(len(examples)), held)
        model = fit(vectors, kept, [e.intent for e in examples], [e.language for e in examples])
        for row, share in zip(held, full_shares(model, vectors, held), strict=True):
            hits[examples[row].language].append(model.intents[int(share.argmax())] == examples[row].intent)
    by_language = {name: round(statistics.mean(hit), 4) for name, hit in sorted(hits.items())}
    return {"mean": round(statistics.mean(by_language.values()), 4), **by_language}


def tested(understanding: offline.Understanding, unseen: Sequence[Example]) -> dict[str, Any]:
    """Parse every unseen message, as the conversation's language is known and as it is not."""
    rows, milliseconds = [], []
    for example in unseen:
        began = time.perf_counter()
        parsed = understanding.parse(example.text, {"language_memory": example.language})
        milliseconds.append(1000 * (time.perf_counter() - began))
        rows.append((example, parsed))
    alone = [understanding.parse(e.text, {})["language"]["name"] == e.language for e in unseen]
    inside = [(e, p) for e, p in rows if e.intent != OUT]
    return {
        "messages": len(unseen),
        "accuracy": by_language(rows, lambda e, p: p["intent"]["name"] == e.intent),
        "first_in_ranking": by_language(rows, lambda e, p: p["intent_ranking"][0]["name"] == e.intent),
        "out_of_scope_recall": share([named(p) == OUT for e, p in rows if e.intent == OUT]),
        "in_scope_refused": share([named(p) == OUT for _, p in inside]),
        "asked_back": share([named(p) == "nlu_fallback" for _, p in rows]),
        "emergency_recall": share([named(p) == e.intent for e, p in rows if e.intent == "report_emergency"]),
        "emergency_false_alarms": share(
            [named(p) == "report_emergency" for e, p in rows if e.intent != "report_emergency"]
        ),
        "language_of_one_message": share(alone),
        "language_in_a_conversation": share([p["language"]["name"] == e.language for e, p in rows]),
        "milliseconds": {
            "median": round(statistics.median(milliseconds), 1),
            "p95": round(float(np.percentile(milliseconds, 95)), 1),
        },
    }


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
    vectors = encode([text for text, _ in [*train, *test]])
    labels = [label for _, label in [*train, *test]]
    held = np.arange(len(train), len(labels))
    began = time.perf_counter()
    full = accuracy(vectors, np.arange(len(train)), held, labels)
    seconds = time.perf_counter() - began
    few = [accuracy(vectors, few_shot(train, seed), held, labels) for seed in SEEDS]
    return {
        "accuracy": full,
        "ten_shot": round(statistics.mean(few), 4),
        "ten_shot_by_seed": few,
        "seconds_with_cached_vectors": round(seconds, 1),
    }


def few_shot(train: Labelled, seed: int) -> NDArray[np.int64]:
    """Draw ten training messages an intent."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for row, (_, label) in enumerate(train):
        by_label[label].append(row)
    draw = random.Random(seed)
    return np.array([row for rows in by_label.values() for row in draw.sample(rows, SHOTS)])


def accuracy(
    vectors: Mapping[str, classifier.Floats],
    kept: NDArray[np.int64],
    held: NDArray[np.int64],
    labels: Sequence[str],
) -> float:
    """Train on some rows and give the share of right answers on others."""
    model = fit(vectors, kept, labels, ["en"] * len(labels))
    names = np.array(model.intents)[full_shares(model, vectors, held).argmax(axis=1)]
    return round(float((names == np.array(labels)[held]).mean()), 4)


def fit(
    vectors: Mapping[str, classifier.Floats],
    kept: NDArray[np.int64],
    labels: Sequence[str],
    languages: Sequence[str],
) -> classifier.IntentModel:
    """Train the intent model on some rows."""
    mine = {name: vector[kept] for name, vector in vectors.items()}
    return classifier.train(mine, [labels[i] for i in kept], [languages[i] for i in kept], {}, classifier.Settings())


def full_shares(
    model: classifier.IntentModel,
    vectors: Mapping[str, classifier.Floats],
    rows: NDArray[np.int64],
) -> classifier.Floats:
    """Ask the full stage about some rows."""
    mine = {name: vector[rows] for name, vector in vectors.items()}
    return model.full.shares(mine, model.anchors)


def encode(texts: Sequence[str]) -> dict[str, classifier.Floats]:
    """Encode through the cache."""
    encoders = (use_encoder(THREADS), e5_encoder(THREADS))
    home = home_directory()
    return {
        encoder.name: encode_cached(encoder, texts, VectorCache(home, encoder.name, encoder.version))
        for encoder in encoders
    }


def by_language(
    rows: Sequence[tuple[Example, dict[str, Any]]], right: Callable[[Example, Any], bool]
) -> dict[str, float]:
    """Give the mean over languages and each language's share."""
    hits: dict[str, list[bool]] = defaultdict(list)
    for example, parsed in rows:
        hits[example.language].append(right(example, parsed))
    each = {name: round(statistics.mean(hit), 4) for name, hit in sorted(hits.items())}
    return {"mean": round(statistics.mean(each.values()), 4), **each}


def share(hits: Sequence[bool]) -> float | None:
    """Give a share, or nothing of nothing."""
    return round(statistics.mean(hits), 4) if hits else None


def named(parsed: Mapping[str, Any]) -> str:
    """Give the intent's name."""
    return str(parsed["intent"]["name"])


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
