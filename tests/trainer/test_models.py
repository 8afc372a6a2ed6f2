"""A model is named after what it was made from."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from bot.core.errors import DataError
from bot.trainer import models


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one sentence."""
    (tmp_path / "data/nlu/en").mkdir(parents=True)
    (tmp_path / "data/nlu/en/greet.yml").write_text("hello")
    (tmp_path / "config.yml").write_text("pipeline: []")
    return tmp_path


def test_the_same_data_gives_the_same_name(project: Path) -> None:
    assert models.current(project) == models.current(project)


def test_another_sentence_asks_for_another_model(project: Path) -> None:
    before = models.fingerprint(project)
    (project / "data/nlu/en/greet.yml").write_text("hello there")
    assert models.fingerprint(project) != before


def test_a_reply_text_asks_for_no_new_model(project: Path) -> None:
    before = models.fingerprint(project)
    (project / "data/replies").mkdir()
    (project / "data/replies/x.yml").write_text("words")
    assert models.fingerprint(project) == before


def test_a_missing_or_broken_archive_is_not_usable(tmp_path: Path) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"not an archive")
    assert not models.usable(broken)
    assert not models.usable(tmp_path / "missing.tar.gz")


def test_a_whole_archive_is_usable(tmp_path: Path) -> None:
    (tmp_path / "metadata.json").write_text("{}")
    with tarfile.open(tmp_path / "model.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "metadata.json", "metadata.json")
    assert models.usable(tmp_path / "model.tar.gz")


def test_brain_processes_report_to_nobody() -> None:
    assert models.brain_environment()["RASA_TELEMETRY_ENABLED"] == "false"
    assert "PYTHONDONTWRITEBYTECODE" not in models.brain_environment()


def test_progress_is_told_as_it_happens_and_all_is_kept(project: Path) -> None:
    rasa = project / ".venv-brain/bin/rasa"
    rasa.parent.mkdir(parents=True)
    rasa.write_text("#!/bin/sh\necho begun\necho '» use: 10 / 20'\necho no memory >&2\nexit 3\n")
    rasa.chmod(0o755)
    told: list[str] = []
    with pytest.raises(DataError, match="no memory"):
        models.train(project, project / "logs/train.log", told.append)
    assert told == ["use: 10 / 20"]
    assert (project / "logs/train.log").read_text() == "begun\n» use: 10 / 20\nno memory"
