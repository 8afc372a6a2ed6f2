"""Settings come from the environment; secrets are made once and kept private."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.core.secrets import FILE, ensure_secrets, load_settings
from bot.core.settings import PREFIX, Settings


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TRIPDESK_HOME", str(tmp_path / "home"))


def test_a_first_start_makes_secrets_that_only_the_owner_reads(tmp_path: Path) -> None:
    settings = load_settings(dotenv=tmp_path / ".env")
    path = tmp_path / "home" / FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert settings.ciphers().decrypt(settings.ciphers().encrypt("x", "c"), "c") == "x"
    assert settings.session_secret.get_secret_value() not in repr(settings)


def test_a_second_start_finds_the_same_secrets(tmp_path: Path) -> None:
    first, second = (load_settings(dotenv=tmp_path / ".env") for _ in range(2))
    assert first == second


def test_the_environment_wins_and_is_not_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPDESK_BRAIN_TOKEN", "from-outside")
    assert load_settings(dotenv=tmp_path / ".env").brain_token.get_secret_value() == "from-outside"
    assert "BRAIN_TOKEN" not in (tmp_path / "home" / FILE).read_text()


def test_a_secret_that_is_missing_is_added_and_the_others_stay(tmp_path: Path) -> None:
    path = ensure_secrets(tmp_path, {})
    kept = [line for line in path.read_text().splitlines() if "LOOKUP_KEY" not in line]
    path.write_text("\n".join(kept) + "\n")
    ensure_secrets(tmp_path, {})
    after = path.read_text().splitlines()
    assert after[: len(kept)] == kept
    assert "LOOKUP_KEY" in after[-1]


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgresql://u@h/d", "postgresql+psycopg://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg://u@h/d"),
        ("sqlite:///x.db", "sqlite+aiosqlite:///x.db"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg://u@h/d"),
    ],
)
def test_plain_database_addresses_get_the_desks_drivers(settings: Settings, given: str, used: str) -> None:
    assert settings.model_copy(update={"database_url": given}).database == used


def test_origins_are_separated_by_commas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPDESK_PUBLIC_ORIGINS", "https://a.example, https://b.example")
    settings = load_settings(dotenv=tmp_path / ".env")
    assert settings.public_origins == ("https://a.example", "https://b.example")


def test_every_setting_is_named_in_the_example() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text()
    missing = [name for name in Settings.model_fields if f"{PREFIX}{name.upper()}" not in example]
    assert missing == []
