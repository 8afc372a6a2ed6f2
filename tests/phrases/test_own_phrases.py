"""The company's own phrases: kept, changed by one at a time, and refused where nobody could fill them."""

from __future__ import annotations

import pytest

from bot.core.errors import Refusal
from bot.phrases.errors import NoTexts, PhraseChanged, ShortcutTaken, UnevenTexts, UnknownPhrase, UnknownPlaceholder
from bot.phrases.values import NewPhrase
from bot.services import Desk

LATE = NewPhrase("Late-Driver", {"en": "The driver for {tour} is late.", "tr": "{tour} şoförünüz gecikti.", "de": " "})
ANNA, LIN = "agent:anna", "agent:lin"


async def test_keeps_the_texts_that_say_something_under_a_small_shortcut(desk: Desk) -> None:
    async with desk.open_services() as services:
        kept = await services.phrases.add(LATE, ANNA)
    async with desk.open_services(write=False) as services:
        assert await services.phrases.list_for(None) == (kept,)
    assert (kept.shortcut, kept.version, kept.changed_by, kept.team) == ("late-driver", 1, ANNA, None)
    assert set(kept.texts) == {"en", "tr"}


async def test_gives_a_team_its_own_and_everybodys(desk: Desk) -> None:
    async with desk.open_services() as services:
        everybodys = await services.phrases.add(LATE, ANNA)
        theirs = await services.phrases.add(NewPhrase("terms", {"en": "Our terms."}, "booking"), ANNA)
        assert await services.phrases.list_for("booking") == (everybodys, theirs)
        assert await services.phrases.list_for("marketing") == (everybodys,)
        with pytest.raises(UnknownPhrase):
            await services.phrases.get(theirs.id, "marketing")


async def test_the_slower_of_two_is_told_who_was_faster(desk: Desk) -> None:
    async with desk.open_services() as services:
        phrase = await services.phrases.add(LATE, ANNA)
        changed = await services.phrases.change(phrase.id, 1, NewPhrase("late-driver", {"en": "Late."}), LIN)
        assert (changed.version, changed.texts, changed.changed_by) == (2, {"en": "Late."}, LIN)
        with pytest.raises(PhraseChanged) as refused:
            await services.phrases.change(phrase.id, 1, LATE, ANNA)
        assert refused.value.by == LIN
        with pytest.raises(PhraseChanged):
            await services.phrases.remove(phrase.id, 1)
        await services.phrases.remove(phrase.id, 2)
        assert await services.phrases.list_for(None) == ()
        with pytest.raises(PhraseChanged) as gone:
            await services.phrases.remove(phrase.id, 2)
        assert gone.value.by == ""


async def test_refuses_a_shortcut_that_another_phrase_has(desk: Desk) -> None:
    async with desk.open_services() as services:
        await services.phrases.add(LATE, ANNA)
        other = await services.phrases.add(NewPhrase("gate", {"en": "At the gate."}), ANNA)
        with pytest.raises(ShortcutTaken):
            await services.phrases.add(NewPhrase("late-driver", {"en": "Again."}), LIN)
        with pytest.raises(ShortcutTaken):
            await services.phrases.change(other.id, 1, NewPhrase("LATE-driver", {"en": "Again."}), LIN)


@pytest.mark.parametrize(
    ("texts", "error"),
    [
        ({}, NoTexts),
        ({"en": " \n"}, NoTexts),
        ({"xx": "no language of ours"}, NoTexts),
        ({"en": "Dear {nobody}"}, UnknownPlaceholder),
        ({"en": "Dear {}"}, UnknownPlaceholder),
        ({"en": "Dear {name}", "de": "Guten Tag"}, UnevenTexts),
        ({"en": "Hello", "de": "Guten Tag {name}"}, UnevenTexts),
    ],
)
async def test_refuses_what_nobody_could_fill(desk: Desk, texts: dict[str, str], error: type[Refusal]) -> None:
    async with desk.open_services() as services:
        with pytest.raises(error):
            await services.phrases.add(NewPhrase("x", texts), ANNA)
