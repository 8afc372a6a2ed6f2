"""Whole dialogues, in every language, word for word."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.localisation.languages import languages
from tests.conversations.dialogue import Dialogue, dialogues, matches, play
from tests.stack import Stack

MINIMUM = {"zh": 12, "en": 12}


@pytest.mark.parametrize("dialogue", dialogues(), ids=lambda one: f"{one.language}-{one.path.stem}")
def test_says_the_words_expected(stack: Stack, dialogue: Dialogue) -> None:
    for step, heard in zip(dialogue.steps, play(stack, dialogue), strict=True):
        asked = step.get("write") or step.get("press")
        assert len(heard) == len(step["hear"]), (asked, heard)
        for expected, actual in zip(step["hear"], heard, strict=True):
            assert matches(expected, actual), f"{asked}\nexpected: {expected}\nheard:    {actual}"


def test_every_language_has_its_dialogues() -> None:
    counted = Counter(dialogue.language for dialogue in dialogues())
    few = {code: counted[code] for code in languages() if counted[code] < MINIMUM.get(code, 4)}
    assert not few
