"""Business time against a model that walks through it minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clocks.business import add_business, business_between
from bot.company.values import Calendar, Holiday
from tests.simulation.minutes import DAYS, minutes_between, moment_after

# Days around which clocks jump in one zone or another, or a holiday lies.
NEAR = [datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 4, 4, tzinfo=UTC)]
NEAR += [datetime(2026, 10, 24, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)]
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from((0, 0, 30, 45)))
SHIFTS = st.lists(st.tuples(TIMES, TIMES), max_size=3).map(tuple)
HOLIDAYS = st.sampled_from(
    [
        Holiday("new_year", "12-31", "01-01"),
        Holiday("spring", "03-29", "03-29", ((time(1), time(4)),)),
        Holiday("once", "2026-10-25", "2026-10-26"),
        Holiday("strike", "2026-03-08", "2026-03-08", ((time(22), time(3)),)),
    ]
)
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from(ZONES),
    hours=st.dictionaries(st.sampled_from(DAYS), SHIFTS),
    holidays=st.lists(HOLIDAYS, max_size=2).map(tuple),
)
STARTS = st.builds(lambda near, minutes: near + timedelta(minutes=minutes), st.sampled_from(NEAR), st.integers(0, 3000))


@settings(max_examples=60, deadline=None)
@given(CALENDARS, STARTS, st.integers(0, 2000))
def test_the_time_between_is_what_the_wall_clock_shows(calendar: Calendar, start: datetime, minutes: int) -> None:
    end = start + timedelta(minutes=minutes)
    assert business_between(calendar, start, end) == timedelta(minutes=minutes_between(calendar, start, end))


@settings(max_examples=40, deadline=None)
@given(CALENDARS, STARTS, st.integers(0, 600))
def test_a_deadline_is_where_the_minutes_have_been_counted(calendar: Calendar, start: datetime, minutes: int) -> None:
    give_up = start + timedelta(days=3)
    counted, computed = (
        moment_after(calendar, start, minutes, give_up),
        add_business(calendar, start, timedelta(minutes=minutes)),
    )
    if counted is None:
        assert computed is None or computed >= give_up
    elif computed != counted:
        # The last open minute may end where people leave; nothing is open between the two.
        assert computed is not None and not minutes_between(calendar, min(computed, counted), max(computed, counted))


@settings(max_examples=200, deadline=None)
@given(CALENDARS, STARTS, st.integers(0, 60 * 24 * 40))
def test_what_is_added_can_be_measured_again(calendar: Calendar, start: datetime, minutes: int) -> None:
    span = timedelta(minutes=minutes)
    end = add_business(calendar, start, span)
    assert end is None or business_between(calendar, start, end) == span


@settings(max_examples=100, deadline=None)
@given(CALENDARS, STARTS, st.integers(0, 3000), st.integers(0, 3000))
def test_more_time_never_ends_earlier(calendar: Calendar, start: datetime, less: int, more: int) -> None:
    sooner = add_business(calendar, start, timedelta(minutes=less))
    later = add_business(calendar, start, timedelta(minutes=less + more))
    assert later is None or (sooner is not None and sooner <= later)


@settings(max_examples=100, deadline=None)
@given(CALENDARS, STARTS, st.integers(0, 3000), st.integers(0, 3000))
def test_parts_add_up_to_the_whole(calendar: Calendar, start: datetime, first: int, second: int) -> None:
    middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
    parts = business_between(calendar, start, middle) + business_between(calendar, middle, end)
    assert parts == business_between(calendar, start, end)


@pytest.mark.parametrize("hours", [{}, {"mon": ()}])
def test_a_calendar_that_never_opens_has_no_deadline_and_does_not_loop(hours: dict[str, tuple[()]]) -> None:
    calendar = Calendar("Europe/Berlin", hours)
    assert add_business(calendar, NEAR[0], timedelta(minutes=1)) is None
    assert business_between(calendar, NEAR[0], NEAR[0] + timedelta(days=4000)) == timedelta(0)


def test_an_hour_that_the_clock_jumps_over_is_no_working_time() -> None:
    night = Calendar("Europe/Berlin", {"sun": ((time(2), time(3)),)})
    spring, day = datetime(2026, 3, 29, tzinfo=UTC), timedelta(hours=12)
    assert business_between(night, spring, spring + day) == timedelta(0)
    assert business_between(night, spring + timedelta(days=7), spring + timedelta(days=7) + day) == timedelta(hours=1)


def test_a_night_in_which_the_clock_goes_back_is_an_hour_longer() -> None:
    night = Calendar("Europe/Berlin", {"sat": ((time(22), time(6)),)})
    evening = datetime(2026, 10, 24, 20, tzinfo=UTC)
    assert add_business(night, evening, timedelta(hours=9)) == evening + timedelta(hours=9)


def test_shifts_that_overlap_count_once() -> None:
    double = Calendar("UTC", {"mon": ((time(8), time(14)), (time(12), time(18)), (time(22), time(9))), "tue": ()})
    monday = datetime(2026, 3, 9, tzinfo=UTC)
    assert business_between(double, monday, monday + timedelta(days=2)) == timedelta(hours=10 + 11)


def test_a_long_span_in_few_hours_goes_beyond_a_year() -> None:
    rare = Calendar("UTC", {"mon": ((time(9), time(10)),)})
    monday = datetime(2026, 3, 9, tzinfo=UTC)
    assert add_business(rare, monday, timedelta(hours=80)) == monday + timedelta(weeks=79, hours=10)
