"""Trained archives: named after what they were made from, so that stale ones are never served."""

from __future__ import annotations

import hashlib
import os
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.core.errors import DataError, Unavailable

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "models"
_SOURCES = (
    "config.yml",
    "domain",
    "data/nlu",
    "data/rules",
    "data/lookups",
    "data/languages.yml",
    "bot/brain/nlu",
)
_KEPT = 3
# How bot/brain/nlu/encoders.py begins a line that is for the person who waits.
_PROGRESS = "» "


def fingerprint(root: Path = ROOT) -> str:
    """Twelve hex digits over every file that goes into a model."""
    digest = hashlib.sha256()
    for file in _source_files(root):
        digest.update(str(file.relative_to(root)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def current(root: Path = ROOT) -> Path:
    """Where the model of today's data is, or will be."""
    return root / "models" / f"tripdesk-{fingerprint(root)}.tar.gz"


def usable(model: Path) -> bool:
    """Whether the archive is there and whole."""
    try:
        with tarfile.open(model) as archive:
            return any(name.endswith("metadata.json") for name in archive.getnames())
    except (OSError, EOFError, tarfile.TarError):
        return False


def train(root: Path = ROOT, log: Path | None = None, tell: Callable[[str], None] = lambda line: None) -> Path:
    """Train with Rasa's own verb and return the archive; the old ones but the newest few are removed.

    `tell` is given each line of progress, `log` all lines.
    """
    model = current(root)
    model.unlink(missing_ok=True)
    command = [
        str(root / ".venv-brain/bin/rasa"),
        "train",
        "--out",
        "models",
        "--fixed-model-name",
        model.name.removesuffix(".tar.gz"),
        "--domain",
        "domain",
        "--config",
        "config.yml",
        "--data",
        "data/nlu",
        "data/rules",
    ]
    lines, code = _run(command, root, tell)
    if log is not None:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("\n".join(lines), encoding="utf-8")
    if code or not usable(model):
        raise DataError("training", lines[-1] if lines else "no output")
    _forget_old(model)
    return model


def _run(command: list[str], root: Path, tell: Callable[[str], None]) -> tuple[list[str], int]:
    """Run a training; give what it printed and how it ended."""
    pipe, said = subprocess.PIPE, subprocess.STDOUT
    try:
        process = subprocess.Popen(
            command, cwd=root, env=_training_environment(), stdout=pipe, stderr=said, text=True, errors="replace"
        )
    except OSError as error:
        raise Unavailable("brain environment") from error
    lines = []
    with process:
        for line in process.stdout or ():
            lines.append(line.rstrip())
            if line.startswith(_PROGRESS):
                tell(line.removeprefix(_PROGRESS).strip())
    return lines, process.returncode


def brain_environment() -> dict[str, str]:
    """The environment of a brain process: no telemetry, byte code kept, one thread a process for the encoders."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {
        **environment,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "OMP_NUM_THREADS": environment.get("OMP_NUM_THREADS", "1"),
        "OPENBLAS_NUM_THREADS": environment.get("OPENBLAS_NUM_THREADS", "1"),
    }


def _training_environment() -> dict[str, str]:
    """Training may use every core; a serving brain leaves them to the others."""
    cores = str(os.cpu_count() or 1)
    return {**brain_environment(), "OMP_NUM_THREADS": cores, "OPENBLAS_NUM_THREADS": cores}


def _source_files(root: Path) -> Iterator[Path]:
    for source in _SOURCES:
        path = root / source
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (file for file in files if file.suffix in {".yml", ".py"})


def _forget_old(model: Path) -> None:
    archives = sorted(model.parent.glob("tripdesk-*.tar.gz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for archive in archives[_KEPT:]:
        archive.unlink(missing_ok=True)
