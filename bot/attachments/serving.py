"""How a file is handed out over HTTP, by whichever door: to be saved, never to be run."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from urllib.parse import quote

from bot.attachments.values import Attachment


def headers_of(attachment: Attachment) -> Mapping[str, str]:
    """Give the headers under which no browser takes a file for a page of ours, and no cache keeps it."""
    plain = unicodedata.normalize("NFKD", attachment.name).encode("ascii", "ignore").decode().replace('"', "")
    return {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(attachment.name, safe='')}",
        "content-length": str(attachment.size),
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
    }
