"""How well a trained archive reads what it never saw, as one line of JSON; runs in the brain's Python."""

import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Dict, Sequence

from bot.brain.nlu import offline
from bot.brain.nlu.examples import Example, read_examples

ROOT = Path(__file__).resolve().parents[2]
OUT_OF_SCOPE, EMERGENCY = "out_of_scope", "report_emergency"


def main(archive: str, folder: str = "tests/nlu") -> None:
    """Print how the archive reads the sentences of a folder laid out like tests/nlu."""
    understanding = offline.load(Path(archive), ROOT / "data")
    card = {
        "model": Path(archive).name,
        "trained on": len(read_examples(ROOT / "data/nlu")),
        **figures(understanding, read_examples(ROOT / folder)),
    }
    print(json.dumps(card, ensure_ascii=False))


def figures(understanding: offline.Understanding, unseen: Sequence[Example]) -> Dict[str, Any]:
    """Accuracy per language, out-of-scope recall, refusals, emergencies, delay, and the commonest confusions.

    Every message is read as one of a conversation in its language, and its language once more without that memory.
    """
    parsed, seconds = [], []
    for example in unseen:
        began = time.perf_counter()
        parsed.append(understanding.parse(example.text, {"language_memory": example.language}))
        seconds.append(time.perf_counter() - began)
    alone = [understanding.parse(example.text, {})["language"]["name"] == example.language for example in unseen]
    rows = list(zip(unseen, parsed))
    languages = sorted({example.language for example in unseen})
    table = {code: _row([(e, p) for e, p in rows if e.language == code]) for code in languages}
    wrong = Counter(f"{e.intent} read as {_best(p)}" for e, p in rows if _best(p) != e.intent)
    return {
        "tested on (unseen)": len(unseen),
        "mean over languages": {
            key: round(statistics.mean(row[key] for row in table.values()), 1) for key in table[languages[0]]
        },
        "languages": table,
        "emergency found %": _share(p["intent"]["name"] == EMERGENCY for e, p in rows if e.intent == EMERGENCY),
        "false alarms %": _share(p["intent"]["name"] == EMERGENCY for e, p in rows if e.intent != EMERGENCY),
        "language of a single message right %": _share(alone),
        "read p50 ms": round(1000 * statistics.median(seconds), 1),
        "read p95 ms": round(1000 * sorted(seconds)[int(len(seconds) * 0.95)], 1),
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
    main(*sys.argv[1:3])
