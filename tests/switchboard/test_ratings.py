"""Ratings through the switchboard: one tap, a comment if they like, and nothing that disturbs the talk."""

from __future__ import annotations

from datetime import timedelta

from bot.surveys.values import Survey
from bot.switchboard import Switchboard
from bot.switchboard.ratings import ask_after_resolving
from bot.switchboard.wording import Wording
from tests.switchboard.fakes import EMERGENCY, GOODBYE, FakeBrain
from tests.switchboard.office import Office

ASK, RATED, DONE, CLOSED = (f"utter_survey_{what}" for what in ("ask", "rated", "done", "closed"))


async def resolved(office: Office) -> None:
    """A talk with a colleague comes to its end."""
    await office.ask("hello", "m0")
    await office.take()
    async with office.desk.open_services() as services:
        after = await services.conversations.resolve(office.id, "ada")
        await ask_after_resolving(services, _words(office.switchboard), after, "ada")


def _words(switchboard: Switchboard) -> Wording:
    return switchboard._turns._words


async def keys(office: Office) -> list[str | None]:
    return [one.key for one in await office.history() if one.author == "assistant"][1:]


async def surveys(office: Office) -> tuple[Survey, ...]:
    async with office.desk.open_services(write=False) as services:
        return await services.surveys.of_conversation(office.id)


async def test_one_tap_is_kept_and_the_closed_talk_stays_closed(office: Office, brain: FakeBrain) -> None:
    await resolved(office)
    await office.ask("4", "m1", "/rate_4")
    [survey] = await surveys(office)
    assert (survey.score, survey.staff_id, survey.comment) == (4, "ada", None)
    assert await keys(office) == [ASK, RATED]
    assert (await office.look()).status == "resolved"
    assert len(brain.moved) == 1


async def test_another_tap_replaces_it_until_a_comment_follows(office: Office, brain: FakeBrain) -> None:
    await resolved(office)
    await office.ask("4", "m1", "/rate_4")
    await office.ask("Change", "m2", "/rate_again")
    await office.ask("2", "m3", "/rate_2")
    await office.ask("Nobody came for an hour", "m4")
    await office.ask("5", "m5", "/rate_5")
    [survey] = await surveys(office)
    assert (survey.score, survey.comment) == (2, "Nobody came for an hour")
    assert await keys(office) == [ASK, RATED, ASK, RATED, DONE, CLOSED]
    assert (await office.look()).status == "resolved"
    assert len(brain.moved) == 1


async def test_a_comment_can_be_left_out_and_the_next_words_are_the_assistants(
    office: Office, brain: FakeBrain
) -> None:
    await resolved(office)
    await office.ask("5", "m1", "/rate_5")
    await office.ask("No comment", "m2", "/rate_done")
    await office.ask("another question", "m3")
    [survey] = await surveys(office)
    assert (survey.score, survey.comment) == (5, None)
    assert len(brain.moved) == 2
    assert (await office.look()).status == "open"


async def test_after_a_while_words_are_words_again(office: Office, brain: FakeBrain) -> None:
    await resolved(office)
    await office.ask("5", "m1", "/rate_5")
    office.clock.advance(timedelta(minutes=16))
    await office.ask("a new question", "m2")
    assert (await surveys(office))[0].comment is None
    assert len(brain.moved) == 2


async def test_an_emergency_is_never_a_comment(office: Office, brain: FakeBrain) -> None:
    await resolved(office)
    await office.ask("5", "m1", "/rate_5")
    await office.ask(EMERGENCY, "m2")
    assert (await surveys(office))[0].comment is None
    assert (await office.look()).owner == "queue"


async def test_a_tap_while_a_person_talks_is_kept_in_silence(office: Office) -> None:
    await resolved(office)
    await office.ask("hello again", "m1")
    await office.take("bo")
    await office.ask("1", "m2", "/rate_1")
    assert (await surveys(office))[0].score == 1
    assert (await keys(office))[-1] != RATED
    assert "reply_dropped" not in [event.kind for event in await office.events()]


async def test_goodbye_after_a_real_talk_asks_once_a_day(office: Office) -> None:
    for number in range(2):
        await office.ask("hello", f"m{number}")
    await office.ask(GOODBYE, "g1")
    assert (await keys(office))[-2:] == ["utter_goodbye", ASK]
    await office.ask(GOODBYE, "g2")
    assert (await keys(office))[-1] == "utter_goodbye"
    office.clock.advance(timedelta(hours=25))
    for number in range(2):
        await office.ask("hello", f"n{number}")
    await office.ask(GOODBYE, "g3")
    assert (await keys(office))[-1] == ASK
    assert len(await surveys(office)) == 2


async def test_a_goodbye_to_nothing_asks_nothing(office: Office) -> None:
    await office.ask(GOODBYE)
    assert await surveys(office) == ()


async def test_a_button_that_nobody_asked_about_is_answered_kindly(office: Office, brain: FakeBrain) -> None:
    [answer] = await office.ask("3", "m1", "/rate_3")
    assert answer.key == CLOSED and brain.moved == []
