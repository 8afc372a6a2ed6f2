"""How well the standards were kept: clocks, the promise of 24 hours, ratings; by team, colleague and language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.clocks.values import KINDS, RESPONSES

GOOD = 4  # the lowest rating that counts as satisfied
_DAY = 24 * 3600


@dataclass(frozen=True)
class RunSeen:
    """A clock: met, or still open past its limit (`open`); `seconds` of all time, `business` of the team's."""

    kind: str
    kept: bool
    seconds: int
    business: int
    team: str
    by: str
    language: str | None
    open: bool = False


@dataclass(frozen=True)
class RatingSeen:
    """A score that a traveller gave."""

    score: int
    team: str
    by: str
    language: str | None


@dataclass(frozen=True)
class Kept:
    """One kind of clock: how many kept, how many not, and the middle one in business time (seconds)."""

    kept: int
    breached: int
    median: int | None


@dataclass(frozen=True)
class Figures:
    """The figures of one group. `answered` of `asked` within the promised time; ratings with their mean."""

    clocks: Mapping[str, Kept]
    asked: int
    answered: int
    ratings: int
    mean: float | None
    satisfied: int


@dataclass(frozen=True)
class Standards:
    """The figures of some days; `by` maps team, by and language to groups."""

    whole: Figures
    by: Mapping[str, Mapping[str, Figures]]


def standards_of(runs: Sequence[RunSeen], ratings: Sequence[RatingSeen], within_hours: int) -> Standards:
    """Work out the figures; `within_hours`: how soon everything is answered, 24 where nothing is promised."""
    limit = within_hours * 3600 or _DAY
    groups = {
        name: {
            key: _figures(some, rated, limit) for key, (some, rated) in sorted(_grouped(name, runs, ratings).items())
        }
        for name in ("team", "by", "language")
    }
    return Standards(_figures(runs, ratings, limit), groups)


def _grouped(
    name: str, runs: Iterable[RunSeen], ratings: Iterable[RatingSeen]
) -> dict[str, tuple[list[RunSeen], list[RatingSeen]]]:
    groups: dict[str, tuple[list[RunSeen], list[RatingSeen]]] = defaultdict(lambda: ([], []))
    for run in runs:
        groups[getattr(run, name) or ""][0].append(run)
    for rating in ratings:
        groups[getattr(rating, name) or ""][1].append(rating)
    return groups


def _figures(runs: Sequence[RunSeen], ratings: Sequence[RatingSeen], limit: int) -> Figures:
    # An open one counts as soon as it cannot be in time any more.
    answers = [run for run in runs if run.kind in RESPONSES and (not run.open or run.seconds > limit)]
    scores = [rating.score for rating in ratings]
    return Figures(
        clocks={kind: _kept([run for run in runs if run.kind == kind]) for kind in KINDS},
        asked=len(answers),
        answered=sum(run.seconds <= limit for run in answers),
        ratings=len(scores),
        mean=sum(scores) / len(scores) if scores else None,
        satisfied=sum(score >= GOOD for score in scores),
    )


def _kept(runs: Sequence[RunSeen]) -> Kept:
    met = [run.business for run in runs if not run.open]
    kept = sum(run.kept for run in runs)
    return Kept(kept, len(runs) - kept, round(median(met)) if met else None)
