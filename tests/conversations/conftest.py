"""One brain and one desk for all dialogues."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack import Stack, running_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product with its demo company on a fixed day, its people at their desks and busy."""
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        running.run(_sit_down(running))
        yield running


async def _sit_down(stack: Stack) -> None:
    async with stack.desk.services() as services:
        for colleague in await services.staff.list_all():
            await services.presence.seen(colleague.id)
            await services.presence.choose(colleague.id, "busy")
