"""What a file is, is told by its content; whatever is not on the list is refused."""

from __future__ import annotations

import io

import pytest

from bot.attachments.errors import FileTypeRefused
from bot.attachments.names import cleaned, extension_of
from bot.attachments.types import load_types
from tests.attachments import samples

TYPES = load_types()
OOXML = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("content", "name", "kind", "media"),
    [
        (samples.png(), "a.png", "photo", "image/png"),
        (samples.png(), "a", "photo", "image/png"),
        (samples.JPEG, "IMG_1.JPG", "photo", "image/jpeg"),
        (samples.HEIC, "a.heic", "photo", "image/heic"),
        (samples.PDF, "ticket.pdf", "document", "application/pdf"),
        (samples.OGG, "voice.oga", "voice", "audio/ogg"),
        (samples.M4A, "note.m4a", "voice", "audio/mp4"),
        (samples.MP4, "clip.mp4", "video", "video/mp4"),
        (samples.docx(), "a.docx", "document", f"{OOXML}.wordprocessingml.document"),
        (samples.ODT, "a.odt", "document", "application/vnd.oasis.opendocument.text"),
        ("酒店很脏 – dirty".encode(), "notes.txt", "document", "text/plain"),
        ("酒店很脏".encode("gbk"), "notes.TXT", "document", "text/plain"),
    ],
)  # fmt: skip
def test_takes_what_is_on_the_list(content: bytes, name: str, kind: str, media: str) -> None:
    found = TYPES.tell(io.BytesIO(content), extension_of(name))
    assert (found.kind, found.media) == (kind, media)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.HTML, "picture.png"),
        (samples.HTML, "notes.txt"),
        (b"Dear all,\n\n<script src=//evil.example></script>", "notes.txt"),
        (samples.SVG, "logo.svg"),
        (samples.SVG, "logo.png"),
        (b'<?xml version="1.0"?>' + samples.SVG, "logo.jpg"),
        (samples.EXE, "photo.jpg"),
        (b"#!/bin/sh\nrm -rf /\n", "notes.txt"),
        (b"plain words under a picture's name", "photo.jpg"),
        (b"plain words under no name", ""),
        (b"\0\1\2\3", "notes.txt"),
        (bytes(range(256)) * 9, "data.bin"),
        (samples.archive({"a.exe": b"MZ"}), "a.zip"),
        (samples.archive({"a.exe": b"MZ"}), "a.docx"),
        (samples.docx(**{"word/vbaProject.bin": b"x"}), "a.docx"),
        (samples.docx(**{"word/embeddings/oleObject1.bin": b"x"}), "a.docx"),
        (samples.docx()[:-30], "a.docx"),
        (b"PK\x03\x04 not an archive", "a.docx"),
        (samples.BOMB, "a.docx"),
        (samples.archive({"mimetype": b"application/x-evil"}), "a.odt"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "a.doc"),
    ],
)
def test_refuses_everything_else(content: bytes, name: str) -> None:
    with pytest.raises(FileTypeRefused):
        TYPES.tell(io.BytesIO(content), extension_of(name))


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("room.png", "room.png"),
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Users\\me\\room.png", "room.png"),
        ("room.png.exe", "room.png"),
        ("evil\u202egnp.exe", "evilgnp.png"),
        ("zimmer\0<b>.PNG", "zimmer b.png"),
        ("", "photo.png"),
        ("...", "photo.png"),
        ("房间照片.png", "房间照片.png"),
        ("x" * 400 + ".png", "x" * 120 + ".png"),
    ],
)
def test_names_are_made_harmless(declared: str, shown: str) -> None:
    assert cleaned(declared, TYPES.by_extension["png"]) == shown


def test_no_type_that_a_browser_runs_is_on_the_list() -> None:
    for one in TYPES.types:
        assert not {"svg", "html", "htm", "xml", "js", "zip", "exe"} & set(one.extensions)
        assert one.shown <= one.media.startswith("image/")
