"""Files sealed at rest: chunks of AES-256-GCM under a key of the file's own, written as they come, read from anywhere.

The file's key is random and is kept sealed in its record, so a change of the desk's keys never rewrites files.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.core.errors import DataError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024
_MARK = b"TDF1"
_TAG = 16
_KEY = 32
_NONCE = 12


def new_file_key() -> bytes:
    """Give the key of one new file; never use one for two files."""
    return os.urandom(_KEY)


class SealedWriter:
    """Writes a sealed file; `close` marks its end, without which it cannot be read."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._box = AESGCM(key)
        self._rest = bytearray()
        self._count = 0
        file.write(_MARK)

    def write(self, data: bytes) -> None:
        """Seal what makes whole chunks; the last one waits for `close`."""
        self._rest += data
        while len(self._rest) > CHUNK:
            self._seal(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]

    def close(self) -> None:
        """Seal the last chunk, and see to it that the disk has everything."""
        self._seal(bytes(self._rest), last=True)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._box.encrypt(_nonce(self._count), chunk, _place(last)))
        self._count += 1


class SealedReader(io.RawIOBase):
    """Reads a sealed file from any place. Raises DataError where it was altered or cut."""

    def __init__(self, path: Path, key: bytes) -> None:
        super().__init__()
        self._path = path
        self._file = path.open("rb")
        self._box = AESGCM(key)
        body = path.stat().st_size - len(_MARK)
        self._chunks = -(-body // (CHUNK + _TAG))
        self.size = body - self._chunks * _TAG
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        if self._chunks < 1 or self._file.read(len(_MARK)) != _MARK:
            raise DataError(path.name, "is not a sealed file")

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Give the place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a place of the open text."""
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence])
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer as far as one chunk reaches."""
        view = memoryview(buffer).cast("B")
        if self._at >= self.size:
            return 0
        chunk = self._chunk(self._at // CHUNK)
        part = chunk[self._at % CHUNK :][: len(view)]
        view[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        """Close the file below."""
        self._file.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            self._file.seek(len(_MARK) + number * (CHUNK + _TAG))
            sealed = self._file.read(CHUNK + _TAG)
            try:
                opened = self._box.decrypt(_nonce(number), sealed, _place(number == self._chunks - 1))
            except InvalidTag as error:
                raise DataError(self._path.name, "cannot be opened: altered, cut, or of another key") from error
            self._held = (number, opened)
        return self._held[1]


def _nonce(number: int) -> bytes:
    """Count: the key seals one file only, so no nonce comes twice under it."""
    return number.to_bytes(_NONCE, "big")


def _place(last: bool) -> bytes:
    return b"last" if last else b"more"
