"""The card that lies beside a model: what it was made from and how well it reads what it never saw."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import yaml

from bot.core.errors import DataError
from bot.trainer.models import ROOT, brain_environment


def write(model: Path) -> Path:
    """Read tests/nlu with the model, in the brain's Python, and write `<model>.card.yml`."""
    figures = _measure(model)
    card = model.with_name(model.name.replace(".tar.gz", ".card.yml"))
    card.write_text(yaml.safe_dump(figures, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return card


def _measure(model: Path) -> dict[str, Any]:
    command = [str(ROOT / ".venv-brain/bin/python"), "-m", "bot.brain.evaluate", str(model)]
    done = subprocess.run(command, cwd=ROOT, env=brain_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise DataError("evaluation", (done.stderr or done.stdout).strip().splitlines()[-1])
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures
