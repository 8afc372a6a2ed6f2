"""Secrets of a fresh installation: made once, kept in `<home>/secrets.env`, readable by the owner only."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from dotenv import dotenv_values

from bot.core.crypto import new_key
from bot.core.ids import new_token
from bot.core.settings import PREFIX, Settings

FILE = "secrets.env"
_HEADER = (
    "# Keys of this Tripdesk. Back this file up apart from the database: without it personal data cannot be read.\n"
)


def load_settings(environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read settings from the environment, then `.env`, then the home's secrets, which are made where missing."""
    known = {**_read(dotenv), **(os.environ if environ is None else environ)}
    home = Path(known.get(f"{PREFIX}HOME") or "var")
    secrets_file = ensure_secrets(home, known)
    return Settings(_env_file=(secrets_file, dotenv))  # the later file wins, the environment over both


def ensure_secrets(home: Path, known: Mapping[str, str] | None = None) -> Path:
    """Write every secret that neither `known` (the environment) nor the file holds; give the file's path."""
    known = os.environ if known is None else known
    home.mkdir(parents=True, exist_ok=True)
    path = home / FILE
    held = _read(path)
    missing = {name: make() for name, make in _makers().items() if not (known.get(name) or held.get(name))}
    if missing or not path.exists():
        _append(path, missing)
    return path


def _makers() -> dict[str, Callable[[], str]]:
    return {
        f"{PREFIX}ENCRYPTION_KEYS": lambda: f"k{datetime.now(UTC):%Y%m%d}:{new_key()}",
        f"{PREFIX}LOOKUP_KEY": new_key,
        f"{PREFIX}SESSION_SECRET": new_token,
        f"{PREFIX}WIDGET_SECRET": new_token,
        f"{PREFIX}BRAIN_TOKEN": new_token,
    }


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    return {name: value for name, value in dotenv_values(path).items() if value}


def _append(path: Path, values: Mapping[str, str]) -> None:
    """Add lines in one write, so that a reader never sees half a key."""
    lines = "".join(f"{name}={value}\n" for name, value in values.items())
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(lines if file.tell() else _HEADER + lines)
