"""Lists in pages, on both databases: in one order, without a gap, for those who may see them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversations.values import Handoff
from bot.core.clock import FixedClock
from bot.inbox.errors import NoSuchPage
from bot.inbox.values import View, Wanted
from bot.services import Desk
from bot.staff.values import NewStaff


@pytest.fixture
async def anna(desk: Desk, clock: FixedClock) -> str:
    """A colleague; seven travellers wait, of whom she holds two, one of them asleep."""
    async with desk.open_services() as services:
        staff = await services.staff.create(NewStaff("Anna", "anna@example.com"))
    for number in range(7):
        async with desk.open_services() as services:
            accepted = await services.conversations.receive("widget", f"guest-{number}", f"m{number}", "help me")
            turn = await services.conversations.begin_turn(accepted.conversation_id, "test")
            assert turn is not None
            await services.conversations.finish_turn(turn, [], {}, "en", Handoff("talk_to_human", number % 3))
            if number > 4:
                await services.conversations.take(accepted.conversation_id, staff.id)
            if number > 5:
                await services.conversations.snooze(accepted.conversation_id, staff.id, None)
    return staff.id


async def walk(desk: Desk, wanted: Wanted, limit: int) -> list[str]:
    """Read a list to its end, `limit` at a time."""
    found, after = [], None
    while True:
        async with desk.open_services(write=False) as services:
            page = await services.inbox.page(wanted, after, limit)
        found += [line.conversation.id for line in page.lines]
        after = page.next
        if after is None:
            return found


@pytest.mark.parametrize(("view", "count"), [("queue", 5), ("all", 7), ("mine", 1), ("snoozed", 1), ("resolved", 0)])
async def test_pages_make_up_the_list(desk: Desk, anna: str, view: View, count: int) -> None:
    wanted = Wanted(view, anna)
    whole = await walk(desk, wanted, 100)
    assert len(whole) == count
    assert await walk(desk, wanted, 1) == await walk(desk, wanted, 2) == whole


async def test_positions_run_from_one_and_what_was_asked_is_shown(desk: Desk, anna: str) -> None:
    async with desk.open_services(write=False) as services:
        page = await services.inbox.page(Wanted("queue", anna))
        counts = await services.inbox.counts(Wanted("queue", anna))
    assert [line.position for line in page.lines] == [1, 2, 3, 4, 5]
    assert all(line.told.message and line.told.message.text == "help me" for line in page.lines)
    assert all(line.told.unanswered == 1 for line in page.lines)
    assert (counts.mine, counts.queue, counts.snoozed, counts.mentions) == (1, 5, 1, 0)


async def test_other_teams_see_nothing_until_they_are_called(desk: Desk, anna: str) -> None:
    elsewhere = Wanted("all", anna, ("booking",))
    assert await walk(desk, elsewhere, 10) == []
    async with desk.open_services() as services:
        other = await services.staff.create(NewStaff("Bo", "bo@example.com", team="booking"))
        chat = (await services.inbox.page(Wanted("queue", anna))).lines[0].conversation.id
        note = await services.conversations.note(chat, anna, "@Bo?")
        assert await services.mentions.call(chat, note.seq, note.text, anna) == (other.id,)
        assert await services.mentions.call(chat, note.seq, note.text, anna) == ()
    mentions = Wanted("mentions", other.id, ("booking",))
    assert await walk(desk, mentions, 1) == [chat]
    async with desk.open_services() as services:
        await services.mentions.see(chat, other.id, note.seq)
        await services.mentions.see(chat, other.id, 1)
        assert await services.mentions.seen(chat, other.id) == note.seq
        assert await services.mentions.unread(other.id) == 0


async def test_a_mark_of_another_list_or_of_nobody_is_no_page(desk: Desk, anna: str) -> None:
    async with desk.open_services(write=False) as services:
        mark = (await services.inbox.page(Wanted("all", anna), None, 1)).next
        for wanted, after in ((Wanted("queue", anna), mark), (Wanted("all", anna), "x"), (Wanted("all", anna), "W10")):
            with pytest.raises(NoSuchPage):
                await services.inbox.page(replace(wanted), after)
