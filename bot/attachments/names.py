"""Names of files, made harmless: what people read stays, what a file system or a browser could stumble over goes."""

from __future__ import annotations

import re

from bot.attachments.types import FileType
from bot.core.texts import clean_text

LONGEST = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\n\t]+')


def extension_of(name: str) -> str:
    """Give what a name ends with, in lower case, without the dot."""
    _, dot, extension = name.strip().rpartition(".")
    return extension.lower() if dot and extension.isalnum() and len(extension) <= 8 else ""


def cleaned(name: str, of: FileType) -> str:
    """Give a name without folders and tricks, that ends as its content says."""
    last = re.split(r"[/\\]", clean_text(name, 4 * LONGEST).text)[-1]
    plain = re.sub(r"\s+", " ", _FORBIDDEN.sub(" ", last)).strip(" .")
    extension = extension_of(plain)
    stem = plain.removesuffix(plain[-len(extension) :]).rstrip(".") if extension else plain
    if extension_of(stem) in of.extensions:
        stem = stem.rpartition(".")[0]
    right = extension if extension in of.extensions else of.extensions[0]
    return f"{stem.strip(' .')[:LONGEST] or of.kind}.{right}"
