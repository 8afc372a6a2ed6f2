"""The demo's travellers are answered, and leave the console something to do.

They stay in the queue of the shared stack: the dialogues, whose places in line are written down, run before.
"""

from __future__ import annotations

from bot.demo_visitors import visit
from tests.stack import Stack


def test_the_demos_travellers_wait_complain_and_are_helped(stack: Stack) -> None:
    visit(stack.url)
    stack.settle()

    async def found() -> tuple[int, set[str | None], int]:
        async with stack.desk.services(write=False) as services:
            queue = [one.conversation for one in await services.conversations.list("queue")]
            tickets = [await services.tickets.of_conversation(one.id) for one in queue]
            urgent = [one for one in queue if one.priority == 0]
        return len(urgent), {one.language for one in queue}, sum(map(len, tickets))

    urgent, languages, tickets = stack.run(found())
    assert urgent == 1
    assert languages == {"de", "zh", "en", "ar"}
    assert tickets == 1
