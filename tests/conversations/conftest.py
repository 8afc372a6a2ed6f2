"""One brain and one desk for all dialogues."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stack import Stack, running_stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product with its demo company on a fixed day, its people at their desks and busy."""
    with running_stack(tmp_path_factory.mktemp("stack")) as running:
        running.sit_down()
        yield running
