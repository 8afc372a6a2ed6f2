"""Read tests/nlu with a trained archive and print its figures as one line of JSON; runs in the brain's Python."""

import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Dict, List

from bot.brain.nlu import offline
from bot.brain.nlu.examples import Example, read_examples

ROOT = Path(__file__).resolve().parents[2]
OUT_OF_SCOPE = "out_of_scope"


def main(archive: str) -> None:
    """Print accuracy per language, out-of-scope recall, refusals, and the commonest confusions."""
    understanding = offline.load(Path(archive), ROOT / "data")
    examples = read_examples(ROOT / "tests/nlu")
    parsed, seconds = [], []
    for example in examples:
        began = time.perf_counter()
        parsed.append(understanding.parse(example.text, {"language_memory": example.language}))
        seconds.append(time.perf_counter() - began)
    print(json.dumps(figures(archive, examples, parsed, seconds), ensure_ascii=False))


def figures(
    archive: str, examples: List[Example], parsed: List[Dict[str, Any]], seconds: List[float]
) -> Dict[str, Any]:
    """The card's content."""
    languages = sorted({example.language for example in examples})
    table = {code: _row([(e, p) for e, p in zip(examples, parsed) if e.language == code]) for code in languages}
    wrong = Counter(f"{e.intent} read as {_best(p)}" for e, p in zip(examples, parsed) if _best(p) != e.intent)
    return {
        "model": Path(archive).name,
        "trained on": len(read_examples(ROOT / "data/nlu")),
        "tested on (unseen, tests/nlu)": len(examples),
        "mean over languages": {
            key: round(statistics.mean(row[key] for row in table.values()), 1) for key in table["en"]
        },
        "languages": table,
        "read p50 ms": round(1000 * statistics.median(seconds), 1),
        "commonest confusions": dict(wrong.most_common(12)),
    }


def _row(pairs: Any) -> Dict[str, float]:
    inside = [(e, p) for e, p in pairs if e.intent != OUT_OF_SCOPE]
    outside = [p for e, p in pairs if e.intent == OUT_OF_SCOPE]
    return {
        "intent right %": _share(_best(p) == e.intent for e, p in inside),
        "answered without asking back %": _share(p["intent"]["name"] == e.intent for e, p in inside),
        "in scope refused %": _share(p["intent"]["name"] == OUT_OF_SCOPE for _, p in inside),
        "out of scope found %": _share(p["intent"]["name"] == OUT_OF_SCOPE for p in outside),
        "language right %": _share(p["language"]["name"] == e.language for e, p in pairs),
    }


def _best(parsed: Dict[str, Any]) -> str:
    """The intent, or what it would have been had the assistant not asked back."""
    name = parsed["intent"]["name"]
    return str(parsed["intent_ranking"][0]["name"] if name == "nlu_fallback" else name)


def _share(hits: Any) -> float:
    marks = list(hits)
    return round(100 * sum(marks) / max(1, len(marks)), 1)


if __name__ == "__main__":
    main(sys.argv[1])
