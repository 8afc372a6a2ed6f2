"""Every setting of the desk, read once from the environment (prefix TRIPDESK_), `.env` and `<home>/secrets.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.core.crypto import Ciphers

PREFIX = "TRIPDESK_"
TELEGRAM = "https://api.telegram.org"


class Settings(BaseSettings):
    """Typed settings; build with `bot.core.secrets.load_settings`, or directly in tests."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    database_url: str = ""
    redis_url: str | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    public_origins: Annotated[tuple[str, ...], NoDecode] = ()
    public_url: str | None = None
    file_limit_mb: int = Field(default=20, ge=1, le=2000)
    files_a_day_mb: int = Field(default=200, ge=1)
    rate_limit_scale: float = Field(default=1.0, gt=0)
    session_idle_minutes: int = Field(default=120, ge=5, le=720)
    second_factor_for: Annotated[tuple[str, ...], NoDecode] = ()

    brain_host: str = "127.0.0.1"
    brain_port: int = Field(default=5005, ge=1, le=65535)
    action_port: int = Field(default=5055, ge=1, le=65535)
    brain_database_url: str = ""
    telegram_token: SecretStr | None = None
    telegram_api: str = TELEGRAM
    smtp_url: SecretStr | None = None
    mail_from: str | None = None

    encryption_keys: SecretStr
    lookup_key: SecretStr
    session_secret: SecretStr
    widget_secret: SecretStr
    brain_token: SecretStr

    @field_validator("public_origins", "second_factor_for", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("telegram_token", "smtp_url", "mail_from", "redis_url", "public_url", mode="before")
    @classmethod
    def _empty_is_absent(cls, value: object) -> object:
        return None if value == "" else value

    @property
    def database(self) -> str:
        """Give the database address with the drivers that the desk uses; by default SQLite under home."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.home.absolute() / 'tripdesk.db'}"
        scheme, separator, rest = self.database_url.partition("://")
        return f"{_DRIVERS.get(scheme, scheme)}{separator}{rest}"

    @property
    def brain_database(self) -> str:
        """Give the dialogue state's address as Rasa's SQLAlchemy 1.4 reads it; by default SQLite under home."""
        return self.brain_database_url or f"sqlite:///{self.home.absolute() / 'dialogues.db'}"

    @property
    def brain_url(self) -> str:
        """Give the address of the private brain process."""
        return f"http://{self.brain_host}:{self.brain_port}"

    @property
    def telegram_webhook(self) -> str | None:
        """Give the address that Telegram is to call, or None for polling: Telegram itself calls only HTTPS."""
        reachable = self.public_url and (self.public_url.startswith("https://") or self.telegram_api != TELEGRAM)
        return f"{(self.public_url or '').rstrip('/')}/telegram/webhook" if reachable else None

    def ciphers(self) -> Ciphers:
        """Read the keys that protect personal data."""
        return Ciphers.from_text(self.encryption_keys.get_secret_value(), self.lookup_key.get_secret_value())


_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
