"""Files are sealed on the disk, bounded, read back whole, and gone when they are refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.attachments.errors import EmptyFile, FileTooLarge, FileTypeRefused
from bot.attachments.files import Files
from bot.attachments.types import load_types
from bot.attachments.values import Attachment, NewFile, Received
from bot.core.errors import DataError
from tests.attachments import samples


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files", 1, load_types())


def on_disk(tmp_path: Path) -> list[Path]:
    return [one for one in (tmp_path / "files").rglob("*") if one.is_file()]


def kept(received: Received) -> Attachment:
    one = received
    return Attachment(
        one.id, None, None, "traveller", one.kind, one.name, one.media, one.size, {}, datetime.now(UTC), one.key
    )


@pytest.mark.parametrize("size", [0, 1, 65_000, 65_536 - 16, 65_536, 131_072, 300_000])
async def test_reads_back_what_it_was_given(files: Files, size: int) -> None:
    content = samples.PDF + bytes(size)
    received = await files.receive(NewFile("a.pdf", samples.stream(content)))
    assert (received.size, received.media) == (len(content), "application/pdf")
    assert b"".join(files.read(kept(received))) == content


async def test_nothing_on_the_disk_can_be_read_or_recognised(files: Files, tmp_path: Path) -> None:
    await files.receive(NewFile("passport of Anna.pdf", samples.stream(samples.PDF + b"secret" * 9000)))
    [path] = on_disk(tmp_path)
    assert b"secret" not in path.read_bytes() and b"PDF" not in path.read_bytes()
    assert "Anna" not in str(path) and "pdf" not in path.name


@pytest.mark.parametrize("harm", ["flipped", "cut", "appended", "other key"])
async def test_a_file_that_was_altered_is_not_handed_out(files: Files, tmp_path: Path, harm: str) -> None:
    received = await files.receive(NewFile("a.pdf", samples.stream(samples.PDF + bytes(100_000))))
    [path] = on_disk(tmp_path)
    sealed = path.read_bytes()
    changed = {"flipped": sealed[:-1] + bytes([sealed[-1] ^ 1]), "cut": sealed[: 4 + 65_536 + 16]}
    path.write_bytes(changed.get(harm, sealed + (bytes(40) if harm == "appended" else b"")))
    attachment = replace(kept(received), key=bytes(32)) if harm == "other key" else kept(received)
    with pytest.raises(DataError):
        b"".join(files.read(attachment))


async def test_what_is_refused_leaves_nothing(files: Files, tmp_path: Path) -> None:
    for content, error in ((b"", EmptyFile), (bytes(1_000_001), FileTooLarge), (samples.HTML, FileTypeRefused)):
        with pytest.raises(error):
            await files.receive(NewFile("a.png", samples.stream(content)))
    assert on_disk(tmp_path) == []


async def test_an_endless_file_is_stopped_at_the_limit(files: Files, tmp_path: Path) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 100_000
            yield bytes(100_000)

    with pytest.raises(FileTooLarge) as refusal:
        await files.receive(NewFile("a.pdf", endless()))
    assert refusal.value.values == {"most": 1}
    assert sent <= 1_200_000 and on_disk(tmp_path) == []


async def test_a_line_that_breaks_leaves_nothing(files: Files, tmp_path: Path) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield samples.PDF
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        await files.receive(NewFile("a.pdf", breaking()))
    assert on_disk(tmp_path) == []
