"""A desk process to be killed: `python -m tests.telegram.desk_process NAME`; settings from the environment."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.core.logs import setup_logging
from bot.core.secrets import load_settings
from tests.connectors.widget.fakes import ScriptedBrain
from tests.telegram.office import serving


async def main(name: str) -> None:
    """Serve until killed."""
    setup_logging("info")
    async with serving(load_settings(dotenv=Path("none.env")), ScriptedBrain(), name):
        print("serving", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
