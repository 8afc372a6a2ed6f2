"""Letters as files, for a desk without a mail server; for a thread."""

from __future__ import annotations

import os
import tempfile
from email.message import EmailMessage
from pathlib import Path

from bot.mail.errors import MailUnavailable


class Folder:
    """A folder of `<message id>.eml`, readable by its owner only: a retry replaces its own file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def carry(self, message: EmailMessage) -> None:
        """Write one message, whole or not at all. Raises MailUnavailable."""
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        try:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
            # mkstemp makes files that nobody else may read.
            handle, half = tempfile.mkstemp(dir=self._path, suffix=".half")
            with os.fdopen(handle, "wb") as file:
                file.write(message.as_bytes())
            Path(half).replace(self._path / f"{name}.eml")
        except OSError as error:
            raise MailUnavailable(f"mail folder: {type(error).__name__}") from error
