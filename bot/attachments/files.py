"""The files themselves: under the desk's home by random id, sealed while they arrive, looked at before they count."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.attachments.errors import EmptyFile, FileTooLarge
from bot.attachments.names import cleaned, extension_of
from bot.attachments.types import FileType, Types
from bot.attachments.values import Attachment, NewFile, Received
from bot.core.errors import DataError, Unavailable
from bot.core.ids import new_id
from bot.core.sealed_files import CHUNK, SealedReader, SealedWriter, new_file_key

MB = 1_000_000
_HALF = ".part"


class Files:
    """A folder of sealed files. Nothing is made before the first file comes."""

    def __init__(self, folder: Path, most_mb: int, types: Types) -> None:
        self._folder = folder
        self.most_mb = most_mb
        self.types = types

    async def receive(self, file: NewFile) -> Received:
        """Take a file in, chunk by chunk. Raises EmptyFile, FileTooLarge, FileTypeRefused; nothing is left of those."""
        file_id, key = new_id(), new_file_key()
        half = self._path(file_id).with_suffix(_HALF)
        try:
            size = await self._write(half, key, file.content)
            if not size:
                raise EmptyFile
            kind = await asyncio.to_thread(self._look, half, key, extension_of(file.name))
            await asyncio.to_thread(half.rename, self._path(file_id))
        except OSError as error:
            raise Unavailable("files") from error
        finally:
            with suppress(OSError):
                half.unlink(missing_ok=True)
        return Received(file_id, key, cleaned(file.name, kind), file.kind or kind.kind, kind.media, size)

    def read(self, attachment: Attachment) -> Iterator[bytes]:
        """Give the content, chunk by chunk; for a thread. Raises DataError where the file is gone or was altered."""
        assert attachment.key is not None, "has no bytes"
        try:
            with SealedReader(self._path(attachment.id), attachment.key) as reader:
                while chunk := reader.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise DataError(attachment.id, "the file is gone") from error

    def has(self, attachment: Attachment) -> bool:
        """Say whether the content is there."""
        return self._path(attachment.id).is_file()

    async def drop(self, file_id: str) -> None:
        """Delete a file, if it is there."""
        await asyncio.to_thread(self._path(file_id).unlink, missing_ok=True)

    async def drop_all(self) -> None:
        """Delete every file: their keys were in records that are gone."""
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _write(self, path: Path, key: bytes, content: AsyncIterable[bytes]) -> int:
        await asyncio.to_thread(path.parent.mkdir, mode=0o700, parents=True, exist_ok=True)
        size = 0
        # Opening and writing go to memory first; what waits for the disk (`close`) goes to a thread.
        with await asyncio.to_thread(path.open, "wb") as file:
            writer = SealedWriter(file, key)
            async for part in content:
                size += len(part)
                if size > self.most_mb * MB:
                    raise FileTooLarge(self.most_mb)
                writer.write(part)
            await asyncio.to_thread(writer.close)
        return size

    def _look(self, path: Path, key: bytes, extension: str) -> FileType:
        with SealedReader(path, key) as reader:
            return self.types.tell(reader, extension)  # type: ignore[arg-type]

    def _path(self, file_id: str) -> Path:
        return self._folder / file_id[:2] / file_id
