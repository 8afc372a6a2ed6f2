"""The demo's travellers are answered, and leave the console something to do.

They stay in the queue of the shared stack: the dialogues, whose places in line are written down, run before.
"""

from __future__ import annotations

from bot.conversations.values import Conversation
from bot.demo_visitors import visit
from tests.stack import Stack


def test_the_demos_travellers_wait_complain_and_are_helped(stack: Stack) -> None:
    async def queue() -> dict[str, tuple[Conversation, list[str]]]:
        async with stack.desk.services(write=False) as services:
            waiting = [one.conversation for one in await services.conversations.list("queue", limit=1000)]
            tickets = {one.id: await services.tickets.of_conversation(one.id) for one in waiting}
            return {one.id: (one, [ticket.kind for ticket in tickets[one.id]]) for one in waiting}

    before = stack.run(queue())
    visit(stack.url)
    stack.settle()
    came = {chat: found for chat, found in stack.run(queue()).items() if chat not in before}
    assert {one.language for one, _ in came.values()} == {"de", "zh", "en", "ar"}
    assert sum(one.priority == 0 for one, _ in came.values()) == 1
    assert [kinds for one, kinds in came.values() if one.language == "zh"] == [["complaint"]]
