"""Logging that never writes personal data down."""

from __future__ import annotations

import logging
import sys
from typing import TextIO

from bot.core.masking import mask

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class MaskingFormatter(logging.Formatter):
    """Masks the finished line, its traceback included, so that no caller can forget to."""

    def format(self, record: logging.LogRecord) -> str:
        stamped = super().format(record)
        head = getattr(record, "asctime", "")
        return head + mask(stamped.removeprefix(head))


def setup_logging(level: str, stream: TextIO | None = None) -> logging.Handler:
    """Send every log of this process through the mask to `stream` (stderr)."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(MaskingFormatter(FORMAT))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # These write request addresses, which hold bot tokens, at level INFO.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLogger().level))
    return handler
