"""Which files we take: told by what is in them, never by what they call themselves."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import puremagic
import yaml

from bot.attachments.errors import FileTypeRefused
from bot.core.shapes import read

DATA = Path(__file__).parents[2] / "data" / "attachments.yml"
_HEAD = 64 * 1024
# Controls that no text has; tabs, line ends and escapes of old teleprinters aside.
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKUP = re.compile(rb"<\s*(?:!doctype|!--|\?xml|html|head|body|script|svg|iframe|img|style|math|xsl)", re.I)
_TEXT = "text/plain"
_OOXML = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_PROGRAMS = re.compile(
    r"vbaProject|vbaData|\.(?:exe|dll|js|vbs|bat|cmd|scr|jar|lnk)$|^Basic/|/activeX/|embeddings/ole", re.I
)
# What zipfile raises for what is no sound archive, and what looking for the office document in a sound one may.
_UNSOUND = (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)


@dataclass(frozen=True)
class FileType:
    """A type of file that we take."""

    kind: str
    media: str
    extensions: tuple[str, ...]
    shown: bool


@dataclass(frozen=True)
class Archives:
    """How much an office document may say it holds."""

    most_entries: int
    most_unpacked: int
    most_times_smaller: int


@dataclass(frozen=True)
class Types:
    """What `data/attachments.yml` says."""

    types: tuple[FileType, ...]
    archives: Archives

    @property
    def by_extension(self) -> Mapping[str, FileType]:
        """Give the types by each of their extensions."""
        return {extension: one for one in self.types for extension in one.extensions}

    def shown(self, media: str) -> bool:
        """Say whether a browser may draw it."""
        return any(one.shown for one in self.types if one.media == media)

    def tell(self, file: BinaryIO, extension: str) -> FileType:
        """Give the type of a content whose name ends so. Raises FileTypeRefused."""
        file.seek(0)
        head = file.read(_HEAD)
        if head.startswith(b"PK"):
            return self._archive(file)
        found = _magic(head)
        if not found:
            return self._text(head, extension)
        known = self.by_extension
        fitting = [one for one in found if one in known and known[one].media != _TEXT]
        if not fitting or _MARKUP.match(head.lstrip()):
            raise FileTypeRefused
        return known[extension] if extension in fitting else known[fitting[0]]

    def _text(self, head: bytes, extension: str) -> FileType:
        named = self.by_extension.get(extension)
        plain = named is not None and named.media == _TEXT
        if named is None or not plain or _NOT_TEXT.search(head) or _MARKUP.search(head) or head.startswith(b"#!"):
            raise FileTypeRefused
        return named

    def _archive(self, file: BinaryIO) -> FileType:
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                self._check(entries)
                return self.by_extension[_office(archive, [entry.filename for entry in entries])]
        except _UNSOUND as error:
            raise FileTypeRefused from error

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        """Refuse bombs by what they declare (nothing here is ever unpacked), and documents that carry programs."""
        bounds = self.archives
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        swollen = unpacked > bounds.most_unpacked or unpacked > bounds.most_times_smaller * max(packed, 10_000)
        programs = any(_PROGRAMS.search(entry.filename) for entry in entries)
        if len(entries) > bounds.most_entries or swollen or programs:
            raise FileTypeRefused


def _office(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Give the extension of the office document that an archive is. Raises KeyError for any other archive."""
    if "[Content_Types].xml" in names:
        return next((_OOXML[folder] for folder in _OOXML if any(name.startswith(folder) for name in names)), "")
    with archive.open("mimetype") as entry:
        media = entry.read(200).decode("ascii", "replace").strip()
    return {
        "application/vnd.oasis.opendocument.text": "odt",
        "application/vnd.oasis.opendocument.spreadsheet": "ods",
        "application/vnd.oasis.opendocument.presentation": "odp",
    }[media]


def _magic(head: bytes) -> list[str]:
    """Give the extensions that the content may have, the likeliest first; none for what has no mark, such as text."""
    try:
        return [one.extension.lstrip(".").lower() for one in puremagic.magic_string(head) if one.confidence > 0.1]
    except (puremagic.PureError, ValueError, IndexError, OSError):
        return []


@cache
def load_types(path: Path = DATA) -> Types:
    """Read the types that we take."""
    return read(Types, yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
