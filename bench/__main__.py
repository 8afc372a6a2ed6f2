"""`make bench`: every figure the documents quote. `python -m bench turns` measures one part.

understanding   accuracy per language on tests/nlu, BANKING77 and CLINC150, training seconds (in the brain's Python)
turns           delay, throughput, long conversations, memory
telegram        messages a second through the connector, and the delay it adds
console         100,000 conversations, 50 agents: lists, opening a chat, from a traveller's send to an agent's screen
search          100,000 messages in sixteen languages: searching them on SQLite and PostgreSQL, the cost of a message
widget          2,000 open streams: memory, wake-up; messages a second through the door
stock           Rasa's default pipeline on ten-shot BANKING77, in an environment of its own (slow: 20 minutes)
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench import console, search, stock, streams, telegram, turns
from bot.trainer.models import ROOT, brain_environment

RESULTS = ROOT / "var/bench"


def understanding() -> dict[str, Any]:
    """Run the brain's own bench in the brain's own Python."""
    command = [str(ROOT / ".venv-brain/bin/python"), "-m", "bench.understanding"]
    subprocess.run(command, cwd=ROOT, env=brain_environment(), check=True)
    found: dict[str, Any] = json.loads((RESULTS / "understanding.json").read_text(encoding="utf-8"))
    return found


PARTS = {
    "understanding": understanding,
    "turns": turns.measure,
    "telegram": telegram.measure,
    "console": console.measure,
    "search": search.measure,
    "widget": streams.measure,
    "stock": stock.measure,
}


def main(wanted: list[str]) -> None:
    """Measure the parts named, or all."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    for name in wanted or PARTS:
        result = PARTS[name]()
        Path(RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2, ensure_ascii=False), encoding="utf-8")
        print(f"\n{name}\n{json.dumps(result, indent=2, ensure_ascii=False)}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
