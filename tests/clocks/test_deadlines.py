"""The policy's deadline, the promise's, the trip's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.clocks.deadlines import by_trip, due_of, next_alarm, warn_from
from bot.clocks.mapping import usual_rules
from bot.clocks.values import DEPARTURE, FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, Deadline, Run, Setting
from bot.company.values import Calendar
from bot.conversations.values import HIGH, NORMAL, URGENT
from tests.conftest import NOW

# NOW is ten o'clock on a Tuesday in Shanghai.
OFFICE = Calendar("Asia/Shanghai", {day: ((time(9), time(18)),) for day in ("mon", "tue", "wed", "thu", "fri")})
SETTING = Setting(usual_rules(), 1, OFFICE)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def run(kind: str = FIRST_RESPONSE, since: datetime = NOW) -> Run:
    return Run(kind, since, ((since, None),))


def due(
    priority: int = NORMAL, team: str = "customer_service", setting: Setting = SETTING, **changes: object
) -> Deadline:
    departs_at = changes.pop("departs_at", None)
    found = due_of(replace(run(), **changes), priority, team, setting, departs_at)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_policy_counts_business_time() -> None:
    evening = NOW + timedelta(hours=7, minutes=30)
    late = due(since=evening, stretches=((evening, None),))
    assert (late.at, late.kind) == (NOW + timedelta(hours=23, minutes=30), FIRST_RESPONSE)


def test_an_emergency_runs_round_the_clock() -> None:
    night = NOW + timedelta(hours=12)
    assert due(URGENT, stretches=((night, None),)).at == night + minutes(5)


def test_pauses_do_not_count() -> None:
    stretches = ((NOW, NOW + minutes(20)), (NOW + minutes(50), None))
    assert due(stretches=stretches).at == NOW + minutes(50 + 40)


def test_every_question_is_answered_within_24_hours_whatever_the_hours_are() -> None:
    friday = NOW + timedelta(days=3, hours=9)
    assert due(stretches=((friday, None),)).at == friday + timedelta(hours=24)


def test_a_desk_that_never_opens_still_answers_within_24_hours() -> None:
    assert due(setting=replace(SETTING, company=replace(OFFICE, hours={}))).at == NOW + timedelta(hours=24)


def test_a_team_has_its_own_hours() -> None:
    nights = replace(OFFICE, hours={"tue": ((time(20), time(23)),)})
    rules = replace(SETTING.rules, calendars={"booking": nights})
    assert due(team="booking", setting=replace(SETTING, rules=rules)).at == NOW + timedelta(hours=11)


def test_a_clock_that_no_policy_limits_has_no_deadline() -> None:
    policies = {**SETTING.rules.policies, "high": replace(SETTING.rules.policies["high"], resolution=None)}
    setting = replace(SETTING, rules=replace(SETTING.rules, policies=policies))
    assert due_of(run(RESOLUTION), HIGH, "booking", setting, None) is None


def test_a_paused_clock_has_no_deadline() -> None:
    paused = Run(NEXT_RESPONSE, NOW, ((NOW, NOW + minutes(3)),))
    assert due_of(paused, NORMAL, "booking", SETTING, None) is None


@pytest.mark.parametrize(
    ("leaves_in", "due_in"),
    [
        (20, 5),  # "where is my driver?", a quarter of an hour before pick-up at the latest
        (40, 20),  # half of the time that is left
        (10, 0),  # at once
        (-30, 0),  # the driver did not come
    ],
)
def test_a_question_before_pick_up_is_due_before_pick_up(leaves_in: int, due_in: int) -> None:
    assert by_trip(SETTING.rules.trip, NOW, NOW + minutes(leaves_in)) == NOW + minutes(due_in)


def test_the_earlier_of_the_two_counts() -> None:
    soon, far = due(departs_at=NOW + minutes(20)), due(departs_at=NOW + timedelta(days=9))
    assert (soon.at, soon.kind) == (NOW + minutes(5), DEPARTURE)
    assert (far.at, far.kind) == (NOW + minutes(60), FIRST_RESPONSE)


def test_a_trip_hurries_answers_at_night_too() -> None:
    night = NOW + timedelta(hours=12)
    found = due(since=night, stretches=((night, None),), departs_at=night + timedelta(hours=4))
    assert (found.at, found.kind) == (night + timedelta(hours=2), DEPARTURE)


def test_a_warning_comes_15_minutes_before_and_half_way_of_a_shorter_clock() -> None:
    assert warn_from(NOW + minutes(60), NOW, 15) == NOW + minutes(45)
    assert warn_from(NOW + minutes(5), NOW, 15) == NOW + minutes(2.5)  # type: ignore[arg-type]


def test_a_clock_tells_twice_at_most() -> None:
    moments = []
    for told in (frozenset(), frozenset({"warned"}), frozenset({"warned", "breached"}), frozenset({"breached"})):
        deadline = Deadline(NOW + minutes(60), FIRST_RESPONSE, replace(run(), told=told))
        moments.append(next_alarm(deadline, SETTING.rules))
    assert moments == [NOW + minutes(45), NOW + minutes(60), None, None]
