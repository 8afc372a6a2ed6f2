"""The Chromium of the browser tests."""

from __future__ import annotations

import os
import shutil

import pytest

# A quiet browser: whatever it asks of the network, the page asked for.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium() -> str:
    """Give what TRIPDESK_CHROMIUM names, else `chromium` on the PATH; without either, skip the test."""
    path = os.environ.get("TRIPDESK_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("needs a Chromium: install it, or name one in TRIPDESK_CHROMIUM")
    return path
