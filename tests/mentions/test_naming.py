"""Whom a note calls by its words."""

from __future__ import annotations

import pytest

from bot.mentions.naming import named_in
from bot.staff.values import Staff


def colleague(staff_id: str, name: str, latin: str | None = None, active: bool = True) -> Staff:
    return Staff(staff_id, name, latin, f"{staff_id}@example.com", "agent", (), "booking", ("en",), active)


PEOPLE = (
    colleague("anna", "Anna"),
    colleague("berg", "Anna Berg"),
    colleague("lin", "林悦", "Lin Yue"),
    colleague("kim1", "Kim"),
    colleague("kim2", "Kim"),
    colleague("gone", "Gone", active=False),
)


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Anna please look", ["anna"]),
        ("@anna berg, please look", ["berg"]),
        ("@Annabelle is a hotel", []),
        ("请@林悦看一下", ["lin"]),
        ("@Lin Yue and @林悦 are one", ["lin"]),
        ("@Kim: which one?", []),
        ("@Gone left", []),
        ("write to anna@example.com", []),
        ("@", []),
        ("nobody", []),
    ],
)
def test_names_after_an_at_are_called(text: str, called: list[str]) -> None:
    assert named_in(text, PEOPLE) == called
