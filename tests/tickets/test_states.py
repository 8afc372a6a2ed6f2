"""The table of states: what each event makes of each state, and what is refused."""

from __future__ import annotations

import pytest

from bot.tickets.states import MOVES, ORDER_MOVES, STATES, after

# A dash: not in this state. The order is that of STATES: open, in progress, awaiting an answer, resolved, closed.
TABLE = {
    "assigned": "in_progress in_progress awaiting_answer - -",
    "moved": "open open awaiting_answer - -",
    "approval_asked": "in_progress in_progress in_progress - -",
    "approved": "open in_progress - - -",
    "declined": "open in_progress - - -",
    "proposed": "awaiting_answer awaiting_answer awaiting_answer - -",
    "withdrawn": "open in_progress in_progress - -",
    "accepted": "- - in_progress - -",
    "refused": "- - in_progress - -",
    "ordered": "open in_progress awaiting_answer - -",
    "resolved": "resolved resolved - - -",
    "asked": "- - - resolved -",
    "confirmed": "- - - resolved -",
    "reopened": "- - - open open",
    "reminded": "open in_progress awaiting_answer in_progress in_progress",
    "closed": "closed closed - closed -",
}


def test_the_table_names_every_event() -> None:
    assert set(TABLE) == set(MOVES)


@pytest.mark.parametrize("kind", TABLE)
def test_an_event_makes_of_every_state_what_the_table_says(kind: str) -> None:
    told = [None if cell == "-" else cell for cell in TABLE[kind].split()]
    assert [after(state, kind) for state in STATES] == told


def test_what_is_not_named_changes_nothing() -> None:
    assert [after(state, "noted") for state in STATES] == list(STATES)


def test_work_orders_end_checked_or_cancelled() -> None:
    reached = {state for moves in ORDER_MOVES.values() for state in moves.values()}
    left = {state for moves in ORDER_MOVES.values() for state in moves}
    assert reached - left == {"confirmed", "cancelled"}
