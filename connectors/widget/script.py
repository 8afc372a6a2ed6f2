"""widget.js: its sources put together in one function. No build step; a change is there on the next start."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOURCES = Path(__file__).parent / "static/widget"
# Functions may be used before they are written, constants not: `head` comes first, and `life`, which begins, last.
PARTS = (
    "head",
    "store",
    "state",
    "api",
    "users",
    "server",
    "sending",
    "files",
    "receiving",
    "messages",
    "cards",
    "launcher",
    "absent",
    "look",
    "frame",
    "life",
)
_ABOUT = '/* Tripdesk chat widget, no dependencies: <script src="https://desk.example/widget.js"></script> */'


@dataclass(frozen=True)
class Script:
    """The script as it is sent."""

    text: str

    @cached_property
    def plain(self) -> bytes:
        """Give its bytes."""
        return self.text.encode()

    @cached_property
    def packed(self) -> bytes:
        """Give its bytes gzipped, the same every time."""
        return gzip.compress(self.plain, mtime=0)

    @cached_property
    def tag(self) -> str:
        """Give what changes when it does."""
        return f'"{hashlib.sha256(self.plain).hexdigest()[:20]}"'


def build_script() -> Script:
    """Put the sources together; the style sheet travels as a string, for the script makes it one of its own."""
    style = (SOURCES / "look.css").read_text(encoding="utf-8")
    parts = [(SOURCES / f"{part}.js").read_text(encoding="utf-8") for part in PARTS]
    return Script(
        "\n".join((_ABOUT, '(() => {\n"use strict";', f"const STYLE = {json.dumps(style)};", *parts, "})();\n"))
    )
