"""From clocks to deadlines: the policy's, the promise's and the trip's, whichever is earliest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.clocks.business import add_business, business_between
from bot.clocks.values import (
    AT_HAND,
    DEPARTURE,
    EMERGENCY,
    ORDINARY,
    PRIORITIES,
    RESPONSES,
    Chat,
    Clocks,
    Deadline,
    Policy,
    Rules,
    Run,
    Setting,
    Standing,
    TripRule,
)
from bot.company.values import Calendar

URGENT = 0
_NONE = timedelta(0)


def standing_of(chat: Chat, clocks: Clocks, setting: Setting, departs_at: datetime | None, now: datetime) -> Standing:
    """Give where a conversation stands; `departs_at` is the departure that its open question is about."""
    due = first_due(chat.priority, chat.team, clocks.open, setting, departs_at)
    waits = any(run.kind in RESPONSES and run.running for run in clocks.open)
    at_hand = departs_at - timedelta(minutes=setting.rules.trip.at_hand_minutes) if departs_at and waits else None
    rank = EMERGENCY if chat.priority == URGENT else AT_HAND if at_hand and at_hand <= now else ORDINARY
    alarms = [
        moment for one in _all_due(chat, clocks, setting, departs_at) if (moment := next_alarm(one, setting.rules))
    ]
    snoozed = [chat.snoozed_until] if chat.snoozed_until and chat.snoozed_until > now else []
    promoted = [at_hand] if at_hand and at_hand > now and rank == ORDINARY else []
    looks = [*alarms, *snoozed, *promoted]
    return Standing(
        rank=rank,
        due_at=due.at if due else None,
        due_kind=due.kind if due else None,
        due_since=due.run.since if due else None,
        warn_at=warn_from(due.at, due.run.since, setting.rules.warn_minutes) if due else None,
        departs_at=departs_at,
        look_at=min(looks) if looks else None,
    )


def first_due(
    priority: int, team: str, runs: Iterable[Run], setting: Setting, departs_at: datetime | None
) -> Deadline | None:
    """Give the deadline that comes first among the clocks that run."""
    found = [due for run in runs if (due := due_of(run, priority, team, setting, departs_at))]
    return min(found, key=lambda due: due.at) if found else None


def due_of(run: Run, priority: int, team: str, setting: Setting, departs_at: datetime | None) -> Deadline | None:
    """Give when a running clock runs out; None for one that is paused, or that no policy limits."""
    if not run.running:
        return None
    policy, calendar = _terms(setting, priority, team)
    found = [
        Deadline(at, run.kind, run) for at in (_by_policy(run, policy, calendar), _by_promise(run, setting.rules)) if at
    ]
    if departs_at is not None and run.kind in RESPONSES:
        found.append(Deadline(by_trip(setting.rules.trip, run.since, departs_at), DEPARTURE, run))
    return min(found, key=lambda due: due.at) if found else None


def by_trip(rule: TripRule, since: datetime, departs_at: datetime) -> datetime:
    """Give when a question asked at `since` must be answered for the trip: never before it was asked."""
    share = since + (departs_at - since) * rule.share_percent / 100
    return max(since, min(share, departs_at - timedelta(minutes=rule.latest_minutes)))


def spent(run: Run, calendar: Calendar | None, now: datetime) -> timedelta:
    """Give how long a clock has run, in business time."""
    return sum((business_between(calendar, start, end or now) for start, end in run.stretches), _NONE)


def kept(run: Run, priority: int, team: str, setting: Setting, departs_at: datetime | None) -> tuple[bool, timedelta]:
    """Say whether a clock that was met had not run out, and how long it ran in business time."""
    assert run.ended is not None
    policy, calendar = _terms(setting, priority, team)
    took, limit = spent(run, calendar, run.ended), policy.limit(run.kind)
    in_time = limit is None or took <= limit
    if run.kind in RESPONSES and setting.rules.answered_within_hours:
        in_time &= spent(run, None, run.ended) <= timedelta(hours=setting.rules.answered_within_hours)
    if run.kind in RESPONSES and departs_at is not None:
        in_time &= run.ended <= by_trip(setting.rules.trip, run.since, departs_at)
    return in_time, took


def warn_from(due_at: datetime, since: datetime, minutes: int) -> datetime:
    """Give when a deadline is near: so many minutes before, half-way where the whole clock is shorter."""
    near = due_at - timedelta(minutes=minutes)
    return near if near > since else since + (due_at - since) / 2


def next_alarm(due: Deadline, rules: Rules) -> datetime | None:
    """Give when a clock has something to tell that was not told yet."""
    if "breached" in due.run.told:
        return None
    return due.at if "warned" in due.run.told else warn_from(due.at, due.run.since, rules.warn_minutes)


def alarms_at(
    chat: Chat, clocks: Clocks, setting: Setting, departs_at: datetime | None, now: datetime
) -> list[tuple[str, Deadline]]:
    """Give what is to be told now: a stage and the deadline it is about; one that is missed needs no warning."""
    told = []
    for due in _all_due(chat, clocks, setting, departs_at):
        moment = next_alarm(due, setting.rules)
        if moment is not None and moment <= now:
            told.append(("breached" if due.at <= now else "warned", due))
    return told


def _all_due(chat: Chat, clocks: Clocks, setting: Setting, departs_at: datetime | None) -> list[Deadline]:
    return [due for run in clocks.open if (due := due_of(run, chat.priority, chat.team, setting, departs_at))]


def _terms(setting: Setting, priority: int, team: str) -> tuple[Policy, Calendar | None]:
    policy = setting.rules.policies[PRIORITIES[priority]]
    return policy, None if policy.round_the_clock else setting.calendar(team)


def _by_policy(run: Run, policy: Policy, calendar: Calendar | None) -> datetime | None:
    limit = policy.limit(run.kind)
    return None if limit is None else _ends(run, calendar, limit)


def _by_promise(run: Run, rules: Rules) -> datetime | None:
    if run.kind not in RESPONSES or not rules.answered_within_hours:
        return None
    return _ends(run, None, timedelta(hours=rules.answered_within_hours))


def _ends(run: Run, calendar: Calendar | None, limit: timedelta) -> datetime | None:
    *before, (start, _) = run.stretches
    used = sum((business_between(calendar, begun, ended) for begun, ended in before if ended), _NONE)
    return add_business(calendar, start, max(limit - used, _NONE))
