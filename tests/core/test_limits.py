"""Token buckets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.limits import REMEMBERED, Limit, TooFast

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def test_lets_a_burst_pass_then_a_trickle() -> None:
    limit = Limit(60, burst=3)
    for _ in range(3):
        limit.take("anna", NOW)
    with pytest.raises(TooFast) as too_fast:
        limit.take("anna", NOW)
    assert too_fast.value.wait == 2
    limit.take("lin", NOW)
    limit.take("anna", NOW + timedelta(seconds=1))


def test_forgets_the_callers_longest_silent() -> None:
    limit = Limit(1)
    for n in range(REMEMBERED + 2):
        limit.take(str(n), NOW)
    limit.take("0", NOW)
