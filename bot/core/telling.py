"""How a repository says that something has happened, to whoever is to know of it in the same transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

# The event ("message.created"), the thing it is about ("conversation:<id>"), and data that names and never quotes.
Tell = Callable[[str, str, Mapping[str, object]], Awaitable[None]]


async def tell_nobody(event: str, thing: str, data: Mapping[str, object]) -> None:
    """Tell nobody."""
