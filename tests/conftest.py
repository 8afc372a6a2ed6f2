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

from bot import demo
from bot.core.clock import FixedClock
from bot.core.database import Database, build_database
from bot.core.settings import Settings
from bot.records import migrate
from bot.records.all import metadata
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
        "widget_secret": "site",
        "brain_token": "brain",
    }
    return Settings.model_validate(values)


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn."""
    return str(request.param)


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database of each kind."""
    return str(request.getfixturevalue(f"empty_{kind}"))


@pytest.fixture
async def database(database_url: str, settings: Settings) -> AsyncIterator[Database]:
    """An empty, migrated database of each kind, opened."""
    database = build_database(database_url, settings.ciphers())
    yield database
    await database.close()


@pytest.fixture
def desk(database: Database, settings: Settings, clock: FixedClock) -> Desk:
    """A desk on an empty database, whose passwords are hashed fast instead of well."""
    return _desk(settings, database, clock)


@pytest.fixture
async def demo_desk(demo_file: Path, tmp_path: Path, settings: Settings, clock: FixedClock) -> AsyncIterator[Desk]:
    """A desk on the demo company, loaded on NOW's day (SQLite only: that every test may change it)."""
    desk = _desk(settings, build_database(_copied(demo_file, tmp_path), settings.ciphers()), clock)
    yield desk
    await desk.close()


@pytest.fixture
def empty_sqlite(migrated_file: Path, tmp_path: Path) -> str:
    """The address of a copy of the migrated file."""
    return _copied(migrated_file, tmp_path)


@pytest.fixture
def empty_postgresql(postgresql_url: str) -> str:
    """The address of the session's PostgreSQL database, emptied."""
    deletions = "; ".join(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables))
    # Nothing but this ever empties the audit log.
    untied = "ALTER TABLE audit_entries DISABLE TRIGGER USER", "ALTER TABLE audit_entries ENABLE TRIGGER USER"
    _execute(f"SET synchronous_commit = off; {untied[0]}; {deletions}; {untied[1]}", postgresql_url)
    return postgresql_url.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a migrated PostgreSQL database that lives as long as the tests."""
    name = f"tripdesk_test_{uuid.uuid4().hex[:12]}"
    url = f"{_POSTGRES.rpartition('/')[0]}/{name}"
    _execute(f'CREATE DATABASE "{name}"', _POSTGRES)
    asyncio.run(_migrate(url.replace("postgresql://", "postgresql+psycopg://")))
    yield url
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', _POSTGRES)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that has been migrated once."""
    path = tmp_path_factory.mktemp("migrated") / "desk.db"
    asyncio.run(_migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def demo_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Path:
    """A SQLite file into which the demo company has been loaded once."""
    folder = tmp_path_factory.mktemp("demo")
    asyncio.run(_load_demo(_copied(migrated_file, folder), settings))
    return folder / migrated_file.name


def _copied(file: Path, folder: Path) -> str:
    return f"sqlite+aiosqlite:///{shutil.copy(file, folder / file.name)}"


def _execute(statement: str, url: str) -> None:
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=3) as connection:
            connection.execute(statement.encode())
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {_POSTGRES}: start one, or name it in TRIPDESK_TEST_POSTGRES ({error})")


def _desk(settings: Settings, database: Database, clock: FixedClock) -> Desk:
    return Desk(settings, database, clock, Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)))


async def _migrate(url: str) -> None:
    database = build_database(url, ciphers=None)
    await migrate.upgrade(database)
    await database.close()


async def _load_demo(url: str, settings: Settings) -> None:
    desk = _desk(settings, build_database(url, settings.ciphers()), FixedClock(NOW))
    async with desk.open_services() as services:
        await demo.load(services, NOW.date())
    await desk.close()
