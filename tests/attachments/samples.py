"""Small files of many types, and some that are not what they say."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import AsyncIterator, Mapping


async def stream(content: bytes, piece: int = 10_000) -> AsyncIterator[bytes]:
    """Give a content as it comes over a line."""
    for at in range(0, len(content), piece):
        yield content[at : at + piece]


def png(width: int = 8, height: int = 6, colour: tuple[int, int, int] = (200, 80, 40)) -> bytes:
    """A picture that a browser draws."""
    rows = b"".join(b"\0" + bytes(colour) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows)),
            (b"IEND", b""),
        )
    )


def archive(entries: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in entries.items():
            written.writestr(name, content)
    return whole.getvalue()


def docx(**more: bytes) -> bytes:
    """A word processor's document."""
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>", **more})


PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1" + bytes(40)
OGG = b"OggS\0\2" + bytes(20) + b"\1\x13OpusHead" + bytes(40)
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41" + bytes(40)
M4A = b"\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom" + bytes(40)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\0" + bytes(400)
ODT = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})
# Two thousand entries' worth of nothing: small on the line, 400 MB by its own word.
BOMB = docx(**{f"word/{number}": bytes(4_000_000) for number in range(100)})
