"""Read a test file with a stock model: accuracy, delay, memory. Runs in the stock environment."""

import asyncio
import csv
import json
import resource
import statistics
import sys
import time

from rasa.core.agent import Agent


async def main(model: str, test: str) -> None:
    agent = Agent.load(model)
    right, seconds = 0, []
    with open(test, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        began = time.perf_counter()
        parsed = await agent.parse_message(row["text"])
        seconds.append(time.perf_counter() - began)
        ranking = parsed.get("intent_ranking") or [parsed["intent"]]
        # The fallback is not an answer to "which of the 77"; the best-ranked intent is.
        best = next(one["name"] for one in ranking if one["name"] != "nlu_fallback")
        right += best == row["category"]
    figures = {
        "accuracy %": round(100 * right / len(rows), 1),
        "parse p50 ms": round(1000 * statistics.median(seconds), 1),
        "resident MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    with open("read.json", "w", encoding="utf-8") as out:
        json.dump(figures, out)


asyncio.run(main(*sys.argv[1:]))
