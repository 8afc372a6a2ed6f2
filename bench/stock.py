"""Stock Rasa's default pipeline (DIET) on ten-shot BANKING77, in an environment of its own."""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from bot.trainer.models import ROOT, brain_environment

PROJECT = ROOT / "bench/stock_rasa"
ENVIRONMENT = ROOT / "var/stock-rasa"
DATA = Path(os.environ.get("TRIPDESK_BENCH_DATA", str(ROOT.parent / "shared/bench"))) / "banking77"


def measure(seed: int = 0) -> dict[str, Any]:
    """Install, train on ten messages an intent, and read the whole test file."""
    if not DATA.exists():
        return {"left out": "BANKING77 is not there; set TRIPDESK_BENCH_DATA to the folder that holds banking77/"}
    _install()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _write_training(work, seed)
        began = time.perf_counter()
        _run(
            work,
            [
                str(ENVIRONMENT / "bin/rasa"),
                "train",
                "nlu",
                "--config",
                str(PROJECT / "config.yml"),
                "--nlu",
                "nlu.yml",
                "--out",
                "models",
            ],
        )
        trained = time.perf_counter() - began
        _run(
            work,
            [
                str(ENVIRONMENT / "bin/python"),
                str(PROJECT / "read.py"),
                str(next((work / "models").glob("*.tar.gz"))),
                str(DATA / "test.csv"),
            ],
        )
        read = json.loads((work / "read.json").read_text(encoding="utf-8"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"training seconds": round(trained), **read, "peak MB of training": children}


def _install() -> None:
    uv = next((str(p) for p in (ROOT / ".tools/uv/bin/uv",) if p.exists()), "uv")
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    # The brain's interpreter: scripts/environments.sh has found or fetched the right one.
    python = str((ROOT / ".venv-brain/bin/python").resolve())
    command = [uv, "sync", "--project", str(PROJECT), "--frozen", "--compile-bytecode", "--python", python]
    subprocess.run(command, env=environment, check=True)


def _write_training(work: Path, seed: int) -> None:
    by_intent = defaultdict(list)
    with (DATA / "train.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_intent[row["category"]].append(row["text"])
    chosen = random.Random(seed)
    nlu = [
        {"intent": intent, "examples": "".join(f"- {' '.join(t.split())}\n" for t in chosen.sample(texts, 10))}
        for intent, texts in sorted(by_intent.items())
    ]
    (work / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")


def _run(work: Path, command: list[str]) -> None:
    done = subprocess.run(command, cwd=work, env=brain_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:3])} failed:\n{done.stderr[-2000:]}")
