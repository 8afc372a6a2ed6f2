"""The figures that the manual asks for."""

from __future__ import annotations

from bot.clocks.standards import RatingSeen, RunSeen, standards_of
from bot.clocks.values import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION

HOUR = 3600


def run(kind: str, kept: bool, hours: float, business: int = 60, by: str = "agent:ada", **more: object) -> RunSeen:
    values = {"team": "customer_service", "by": by, "language": "de", **more}
    return RunSeen(kind, kept, int(hours * HOUR), business, **values)  # type: ignore[arg-type]


RUNS = [
    run(FIRST_RESPONSE, True, 1, 60),
    run(FIRST_RESPONSE, False, 23, 300, by="agent:bo"),
    run(FIRST_RESPONSE, False, 25, 900, language=None),
    run(NEXT_RESPONSE, True, 0.5, 30, team="booking"),
    run(RESOLUTION, True, 40, 7200),
]


def test_clocks_are_counted_kept_and_breached_with_the_middle_one() -> None:
    whole = standards_of(RUNS, (), 24).whole
    first, later, end = (whole.clocks[kind] for kind in (FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION))
    assert (first.kept, first.breached, first.median) == (1, 2, 300)
    assert (later.kept, later.breached, later.median) == (1, 0, 30)
    assert (end.kept, end.breached, end.median) == (1, 0, 7200)


def test_only_answers_are_promised_within_24_hours() -> None:
    whole = standards_of(RUNS, (), 24).whole
    assert (whole.answered, whole.asked) == (3, 4)


def test_one_that_nobody_has_answered_counts_as_soon_as_it_is_too_late() -> None:
    late = run(FIRST_RESPONSE, False, 3, open=True)
    too_late = run(FIRST_RESPONSE, False, 30, open=True, by="queue")
    whole = standards_of([late, too_late], (), 24).whole
    assert (whole.answered, whole.asked) == (0, 1)
    assert (whole.clocks[FIRST_RESPONSE].breached, whole.clocks[FIRST_RESPONSE].median) == (2, None)


def test_ratings_have_a_mean_and_a_share_of_the_satisfied() -> None:
    scores = [RatingSeen(score, "booking", "bot", "pl") for score in (5, 4, 3)]
    whole = standards_of((), scores, 24).whole
    assert (whole.ratings, whole.mean, whole.satisfied) == (3, 4.0, 2)


def test_figures_are_told_by_team_colleague_and_language() -> None:
    by = standards_of(RUNS, [RatingSeen(5, "booking", "bot", "pl")], 24).by
    assert set(by["team"]) == {"customer_service", "booking"}
    assert set(by["by"]) == {"agent:ada", "agent:bo", "bot"}
    assert set(by["language"]) == {"", "de", "pl"}
    assert by["team"]["booking"].ratings == 1 and by["by"]["agent:bo"].clocks[FIRST_RESPONSE].breached == 1


def test_nothing_gives_no_figures_instead_of_perfect_ones() -> None:
    whole = standards_of((), (), 0).whole
    assert (whole.asked, whole.mean, whole.clocks[RESOLUTION].median) == (0, None, None)
