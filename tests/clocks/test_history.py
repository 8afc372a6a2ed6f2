"""Which clocks run, since when, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clocks.history import clocks_of
from bot.clocks.values import FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, Clocks, Fact
from tests.conftest import NOW


def at(minute: int) -> datetime:
    return NOW + timedelta(minutes=minute)


def said(minute: int, author: str) -> Fact:
    return Fact(at(minute), author)


def passed(minute: int, kind: str, before: str, after: str) -> Fact:
    return Fact(at(minute), kind, before, after)


ASKED = [said(0, "traveller"), passed(1, "handed_off", "bot", "queue")]
TAKEN = [*ASKED, passed(5, "taken", "queue", "agent:ada")]
ANSWERED = [*TAKEN, said(6, "agent")]


def clocks(facts: list[Fact], minute: int = 60, snoozed_until: datetime | None = None) -> Clocks:
    return clocks_of(facts, at(minute), snoozed_until)


def running(facts: list[Fact], minute: int = 60, snoozed_until: datetime | None = None) -> dict[str, int]:
    """Give since which minute each clock runs."""
    found = clocks(facts, minute, snoozed_until).open
    return {run.kind: int((run.since - NOW).total_seconds() // 60) for run in found if run.running}


def minutes(facts: list[Fact], kind: str, minute: int = 60) -> int:
    """Give for how many minutes a clock has run."""
    whole = clocks(facts, minute)
    [run] = [run for run in (*whole.open, *whole.met) if run.kind == kind]
    return sum(int(((end or at(minute)) - start).total_seconds() // 60) for start, end in run.stretches)


def test_no_clock_runs_while_the_assistant_answers() -> None:
    assert clocks([said(0, "traveller"), said(0, "assistant"), said(3, "traveller")]) == Clocks()


def test_the_first_answer_is_awaited_from_the_hand_over_on() -> None:
    assert running(ASKED) == {FIRST_RESPONSE: 1, RESOLUTION: 1}


def test_taking_is_no_answer() -> None:
    assert running(TAKEN) == {FIRST_RESPONSE: 1, RESOLUTION: 1}


def test_all_clocks_stop_while_we_wait_for_the_traveller() -> None:
    assert running(ANSWERED) == {}
    assert minutes(ANSWERED, FIRST_RESPONSE) == minutes(ANSWERED, RESOLUTION) == 5


def test_the_next_answer_is_awaited_from_the_first_message_that_nobody_answered() -> None:
    facts = [*ANSWERED, said(10, "traveller"), said(12, "traveller")]
    assert running(facts) == {NEXT_RESPONSE: 10, RESOLUTION: 1}
    assert minutes(facts, RESOLUTION) == 5 + 50


def test_resolving_meets_the_resolution_and_ends_every_clock() -> None:
    found = clocks([*ANSWERED, passed(9, "resolved", "agent:ada", "bot")])
    assert found.open == ()
    assert [(run.kind, run.ended, run.by) for run in found.met] == [
        (FIRST_RESPONSE, at(6), "agent:ada"),
        (RESOLUTION, at(9), "agent:ada"),
    ]


def test_a_traveller_who_goes_back_to_the_assistant_meets_no_clock() -> None:
    assert clocks([*ASKED, passed(4, "left_queue", "queue", "bot")]) == Clocks()


def test_a_new_wait_begins_anew() -> None:
    facts = [*ANSWERED, passed(9, "handed_back", "agent:ada", "bot"), said(20, "traveller")]
    found = clocks([*facts, passed(20, "handed_off", "bot", "queue")])
    assert [run.kind for run in found.open] == [FIRST_RESPONSE, RESOLUTION] and not found.met


def test_a_chat_put_back_into_the_queue_keeps_the_time_it_waited() -> None:
    assert running([*TAKEN, passed(8, "released", "agent:ada", "queue")]) == {FIRST_RESPONSE: 1, RESOLUTION: 1}


def test_a_chat_put_back_after_an_answer_awaits_the_next_colleague() -> None:
    assert running([*ANSWERED, passed(8, "released", "agent:ada", "queue")]) == {NEXT_RESPONSE: 8, RESOLUTION: 1}


def test_a_transfer_between_colleagues_changes_no_clock() -> None:
    assert running([*TAKEN, passed(8, "transferred", "agent:ada", "agent:bo")]) == {FIRST_RESPONSE: 1, RESOLUTION: 1}


def test_taking_over_from_the_assistant_starts_a_clock_only_where_somebody_waits() -> None:
    taken = passed(5, "taken", "bot", "agent:ada")
    assert running([said(0, "traveller"), said(0, "assistant"), taken]) == {}
    assert running([said(0, "traveller"), taken]) == {FIRST_RESPONSE: 0, RESOLUTION: 5}


def test_clocks_stop_while_a_chat_is_snoozed() -> None:
    snoozed = [*TAKEN, Fact(at(10), "snoozed", until=at(30))]
    assert running(snoozed, 20, at(30)) == {}
    assert running(snoozed, 40) == {FIRST_RESPONSE: 1, RESOLUTION: 1}
    assert minutes(snoozed, FIRST_RESPONSE, 40) == 9 + 10


def test_a_message_wakes_a_snoozed_chat() -> None:
    facts = [*TAKEN, Fact(at(10), "snoozed", until=at(30)), said(15, "traveller")]
    assert minutes(facts, FIRST_RESPONSE, 20) == 9 + 5


def test_a_snooze_that_no_event_tells_of_stops_the_clocks_all_the_same() -> None:
    assert running(TAKEN, 20, at(30)) == {}


def test_a_snooze_undone_is_over() -> None:
    assert running([*TAKEN, Fact(at(10), "snoozed", until=at(30))], 20) == {FIRST_RESPONSE: 1, RESOLUTION: 1}


def test_what_was_told_of_a_clock_is_known_of_that_clock_only() -> None:
    warned = Fact(at(8), "clock_warned", clock=FIRST_RESPONSE, since=at(1))
    [first, whole] = clocks([*TAKEN, warned]).open
    assert (first.told, whole.told) == ({"warned"}, frozenset())
    after = clocks([*TAKEN, warned, said(9, "agent"), said(10, "traveller")]).open
    assert [run.told for run in after] == [frozenset(), frozenset()]


def test_a_snooze_without_an_end_lasts_until_the_traveller_writes() -> None:
    facts = [*TAKEN, Fact(at(10), "snoozed", "agent:ada", "agent:ada"), said(40, "traveller")]
    assert minutes(facts, FIRST_RESPONSE) == 9 + 20


def test_a_chat_that_awoke_runs_on() -> None:
    facts = [*TAKEN, Fact(at(10), "snoozed", "agent:ada", "agent:ada", at(50)), Fact(at(20), "woken")]
    assert minutes(facts, FIRST_RESPONSE) == 9 + 40


def test_a_resolution_taken_back_never_was() -> None:
    resolved = [*TAKEN, passed(10, "resolved", "agent:ada", "bot"), passed(11, "undone", "bot", "agent:ada")]
    assert running(resolved) == {FIRST_RESPONSE: 1, RESOLUTION: 1} and not clocks(resolved).met
