"""Who is offered what: a table of cases, and what must hold of every queue and every team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assignment.matching import language_fit, match
from bot.assignment.values import Free, Waiting

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
TEAM, OTHER = "customer_service", "booking"
ANNA = Free("anna", TEAM, ("en", "de"), ("ask_price",), 0, 4, NOON)
LIN = Free("lin", TEAM, ("zh", "en"), (), 0, 4, NOON)


def chat(name: str = "c", language: str = "en", topic: str = "", team: str = TEAM) -> Waiting:
    return Waiting(name, team, language, topic)


def offered(waiting: Sequence[Waiting], free: Sequence[Free]) -> dict[str, str]:
    return {one.conversation_id: one.staff_id for one in match(waiting, free)}


@pytest.mark.parametrize(
    ("why", "waiting", "free", "to"),
    [
        ("the language first", chat(language="de"), (LIN, ANNA), "anna"),
        ("the better language", chat(language="zh"), (replace(ANNA, languages=("en", "zh")), LIN), "lin"),
        ("a script of the language", chat(language="zh-TW"), (ANNA, LIN), "lin"),
        ("English where nobody writes it", chat(language="th"), (replace(LIN, languages=("zh",)), ANNA), "anna"),
        ("anybody where nobody can", chat(language="th"), (replace(LIN, languages=("zh",)),), "lin"),
        ("then the skill", chat(topic="ask_price"), (replace(LIN, languages=("en",)), ANNA), "anna"),
        ("then the load", chat(), (replace(ANNA, load=2), replace(ANNA, staff_id="ben", load=1)), "ben"),
        (
            "then who has waited for work longest",
            chat(),
            (ANNA, replace(ANNA, staff_id="ben", idle_since=NOON - timedelta(minutes=9))),
            "ben",
        ),
        ("before all, who was not asked yet", Waiting("c", TEAM, "de", asked={"anna": 1}), (ANNA, LIN), "lin"),
        ("again once all were asked", Waiting("c", TEAM, "de", asked={"anna": 1, "lin": 1}), (ANNA, LIN), "anna"),
        ("not whoever has just let it go", Waiting("c", TEAM, "de", resting=frozenset({"anna"})), (ANNA,), None),
        ("nobody of another team", chat(team=OTHER), (ANNA, LIN), None),
        ("nobody who has enough", chat(), (replace(ANNA, load=4),), None),
        ("nobody who has an offer already", chat(), (replace(ANNA, offered=True),), None),
        ("nobody who takes none", chat(), (replace(ANNA, capacity=0),), None),
    ],
)
def test_the_best_is_offered(why: str, waiting: Waiting, free: Sequence[Free], to: str | None) -> None:
    assert offered([waiting], free).get("c") == to, why


def test_the_reasons_are_told() -> None:
    [german] = match([chat(language="de", topic="ask_price")], [ANNA])
    [thai] = match([chat(language="th")], [replace(LIN, load=1)])
    assert german.why == ("language", "skill", "idle") and thai.why == ("english",)


def test_a_language_fits_by_its_place_and_english_before_none() -> None:
    assert [language_fit(code, ("pt", "en")) for code in ("pt", "en", "th")] == [0, 1, 100]
    assert language_fit("th", ("pt",)) == 200


names = st.sampled_from([f"s{n}" for n in range(6)])
languages = st.sampled_from(["en", "de", "zh", "zh-TW", "th"])
teams = st.sampled_from([TEAM, OTHER])
frees = st.lists(
    st.builds(
        Free,
        staff_id=names,
        team=teams,
        languages=st.lists(languages, max_size=3, unique=True).map(tuple),
        skills=st.lists(st.sampled_from(["ask_price", "ask_safety"]), max_size=2, unique=True).map(tuple),
        load=st.integers(0, 5),
        capacity=st.integers(0, 5),
        idle_since=st.integers(0, 500).map(lambda n: NOON - timedelta(seconds=n)),
        offered=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.staff_id,
)
waitings = st.lists(
    st.builds(
        Waiting,
        id=st.integers(0, 99).map(str),
        team=teams,
        language=languages,
        topic=st.sampled_from(["", "ask_price"]),
        asked=st.dictionaries(names, st.integers(1, 3), max_size=3),
        resting=st.frozensets(names, max_size=3),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@given(waitings, frees)
def test_nobody_gets_too_much_or_what_is_not_theirs(waiting: Sequence[Waiting], free: Sequence[Free]) -> None:
    people, chats = {one.staff_id: one for one in free}, {one.id: one for one in waiting}
    given_to = Counter(one.staff_id for one in match(waiting, free))
    for one in match(waiting, free):
        person, conversation = people[one.staff_id], chats[one.conversation_id]
        assert person.team == conversation.team and person.staff_id not in conversation.resting
        assert not person.offered and person.load + given_to[person.staff_id] <= person.capacity


@given(waitings, frees)
def test_no_one_is_served_past_somebody_who_waits_longer(waiting: Sequence[Waiting], free: Sequence[Free]) -> None:
    found = offered(waiting, free)
    for place, conversation in enumerate(waiting):
        if conversation.id in found:
            continue
        behind = {found[one.id] for one in waiting[place + 1 :] if one.id in found}
        could = {one.staff_id for one in free if one.team == conversation.team} - conversation.resting
        assert not behind & could, "somebody behind got a colleague that this one could have had"


@given(waitings, frees)
def test_whoever_can_be_served_is(waiting: Sequence[Waiting], free: Sequence[Free]) -> None:
    found = offered(waiting, free)
    left = [one for one in free if one.staff_id not in found.values() and not one.offered and one.load < one.capacity]
    for conversation in waiting:
        if conversation.id not in found:
            assert not [
                one for one in left if one.team == conversation.team and one.staff_id not in conversation.resting
            ]


@given(st.lists(teams, min_size=1, max_size=5), st.integers(1, 4), st.data())
def test_nobody_starves_whatever_colleagues_answer(of: list[str], people: int, data: st.DataObject) -> None:
    free = [replace(ANNA, staff_id=f"s{n}", team=team) for n in range(people) for team in (TEAM,)]
    free += [replace(ANNA, staff_id="b", team=OTHER)]
    waiting = [chat(str(n), team=team) for n, team in enumerate(of)]
    for _ in range(3 * len(of) * len(free)):
        left = {one.staff_id: one for one in free}
        for one in match(waiting, free):
            [offered_to] = [w for w in waiting if w.id == one.conversation_id]
            asked = Counter(offered_to.asked)
            could = [asked[person.staff_id] for person in left.values() if person.team == offered_to.team]
            assert asked[one.staff_id] == min(could), "asked again before everybody who is free was asked"
            del left[one.staff_id]
            # Declined three times at most: then somebody has to take it.
            accepts = sum(asked.values()) >= 3 or data.draw(st.booleans())
            asked[one.staff_id] += 1
            waiting = [w for w in waiting if w is not offered_to or not accepts]
            waiting = [replace(w, asked=dict(asked)) if w is offered_to else w for w in waiting]
    assert not waiting
