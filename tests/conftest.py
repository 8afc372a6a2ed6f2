"""Databases for the tests: a real SQLite file, and a real PostgreSQL where one can be reached."""

from __future__ import annotations

import asyncio
import base64
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from bot.core.clock import FixedClock
from bot.core.database import Database, build_database
from bot.core.settings import Settings
from bot.records import migrate
from bot.services import Desk
from bot.staff.passwords import Passwords

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # a Tuesday, 10:00 in Shanghai
_POSTGRES = os.environ.get("TRIPDESK_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/postgres")


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at NOW."""
    return FixedClock(NOW)


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Settings with keys of their own, out of no file and no environment."""
    key = base64.b64encode(bytes(32)).decode()
    values = {
        "encryption_keys": f"test:{key}",
        "lookup_key": key,
        "session_secret": "session",
        "brain_token": "brain",
    }
    return Settings.model_validate(values)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, migrated database of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str, settings: Settings) -> AsyncIterator[Database]:
    """A fresh, migrated database of each kind, opened."""
    database = build_database(database_url, settings.ciphers())
    yield database
    await database.close()


@pytest.fixture
def desk(database: Database, settings: Settings, clock: FixedClock) -> Desk:
    """A desk on that database, whose passwords are hashed fast instead of well."""
    return Desk(settings, database, clock, Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a copy of the migrated file."""
    copy = shutil.copy(migrated_file, tmp_path / "desk.db")
    return f"sqlite+aiosqlite:///{copy}"


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that has been migrated once."""
    path = tmp_path_factory.mktemp("migrated") / "desk.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
def postgresql_url(migrated_template: str) -> Iterator[str]:
    """The address of a copy of the migrated database."""
    with _postgres_database(template=migrated_template) as name:
        yield _url(name)


@pytest.fixture(scope="session")
def migrated_template() -> Iterator[str]:
    """The name of a PostgreSQL database that has been migrated once."""
    with _postgres_database(template="template0") as name:
        asyncio.run(_migrate(_url(name)))
        yield name


class _postgres_database:
    """A database that lives as long as the block."""

    def __init__(self, template: str) -> None:
        self._name, self._template = f"tripdesk_test_{uuid.uuid4().hex[:12]}", template

    def __enter__(self) -> str:
        self._execute(f'CREATE DATABASE "{self._name}" TEMPLATE "{self._template}"')
        return self._name

    def __exit__(self, *_: object) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    @staticmethod
    def _execute(statement: str) -> None:
        try:
            with psycopg.connect(_POSTGRES, autocommit=True, connect_timeout=3) as connection:
                connection.execute(statement.encode())
        except psycopg.OperationalError as error:
            pytest.skip(f"no PostgreSQL at {_POSTGRES}: start one, or name it in TRIPDESK_TEST_POSTGRES ({error})")


def _url(name: str) -> str:
    return f"{_POSTGRES.replace('postgresql://', 'postgresql+psycopg://').rpartition('/')[0]}/{name}"


async def _migrate(url: str) -> None:
    database = build_database(url, ciphers=None)
    await migrate.upgrade(database)
    await database.close()
