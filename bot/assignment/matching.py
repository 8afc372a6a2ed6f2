"""Who is offered which waiting conversation: a pure function of those who wait and those who are free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.assignment.values import Free, Match, Waiting

ENGLISH = "en"
# Behind every position in a list of languages: English, which most travellers read, and then no language in common.
_BY_ENGLISH, _BY_NONE = 100, 200


def match(waiting: Sequence[Waiting], free: Sequence[Free]) -> tuple[Match, ...]:
    """Give each conversation, the first in line first, the best colleague of its team who is still free.

    A colleague is offered one conversation at a time, and none beyond their capacity.
    """
    left = {one.staff_id: one for one in free if one.load < one.capacity and not one.offered}
    found = []
    for conversation in waiting:
        able = [one for one in left.values() if _may(conversation, one)]
        if able:
            best = min(able, key=lambda one: _rank(conversation, one))
            found.append(Match(conversation.id, best.staff_id, tuple(_why(conversation, best))))
            del left[best.staff_id]
    return tuple(found)


def language_fit(language: str, spoken: Sequence[str]) -> int:
    """Say how well a colleague writes a language: its place among theirs, from 0; behind them English, then none."""
    bases = [_base(one) for one in spoken]
    if language in spoken:
        return spoken.index(language)
    if _base(language) in bases:
        return bases.index(_base(language))
    return _BY_ENGLISH if ENGLISH in bases else _BY_NONE


def _may(conversation: Waiting, one: Free) -> bool:
    return one.team == conversation.team and one.staff_id not in conversation.resting


def _rank(conversation: Waiting, one: Free) -> tuple[object, ...]:
    """Order those who may: not asked yet in this wait, language, skill, load, and who has waited longest for work."""
    return (
        conversation.asked.get(one.staff_id, 0),
        language_fit(conversation.language, one.languages),
        conversation.topic not in one.skills,
        one.load,
        one.idle_since,
        one.staff_id,
    )


def _why(conversation: Waiting, one: Free) -> Iterator[str]:
    """Give the reasons that a colleague may be told."""
    fit = language_fit(conversation.language, one.languages)
    yield "language" if fit < _BY_ENGLISH else "english" if fit == _BY_ENGLISH else "free"
    if conversation.topic in one.skills:
        yield "skill"
    if one.load == 0:
        yield "idle"


def _base(language: str) -> str:
    return language.partition("-")[0]
