"""Years of conversations, written straight into the tables: what a desk looks like that has long been in use."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.clocks.values import ORDINARY
from bot.conversations.values import BOT, CUSTOMER_SERVICE, NORMAL, QUEUE, agent
from bot.core.ids import new_id
from bot.records.conversations import ConversationRecord, MessageRecord

MESSAGES, WAITING, AT_ONCE = 3, 100, 5000
SAID = (
    ("en", "When does the Kyoto tour start?"),
    ("de", "Wo ist mein Fahrer?"),
    ("zh", "京都的行程几点出发？"),
    ("ja", "集合場所はどこですか。"),
    ("ar", "أين نقطة اللقاء؟"),
    ("es", "¿Puedo cambiar mi reserva?"),
)


async def fill(engine: AsyncEngine, count: int, staff: Sequence[str], each: int, now: datetime) -> None:
    """Write conversations of three messages: `each` held by every colleague, some waiting, the others done."""
    chance = random.Random(7)
    owners = [agent(one) for one in staff for _ in range(each)] + [QUEUE] * WAITING
    made = [_conversation(number, owners, now, count, chance) for number in range(count)]
    async with engine.begin() as connection:
        for some in _batches(made):
            await connection.execute(insert(ConversationRecord), some)
            await connection.execute(insert(MessageRecord), [one for chat in some for one in _messages(chat, chance)])


def _batches(made: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (list(made[first : first + AT_ONCE]) for first in range(0, len(made), AT_ONCE))


def _conversation(
    number: int, owners: Sequence[str], now: datetime, count: int, chance: random.Random
) -> dict[str, Any]:
    owner = owners[number] if number < len(owners) else BOT
    at = now - timedelta(minutes=number if owner != BOT else count - number + 5 * len(owners))
    return {
        "id": new_id(),
        "channel": "widget",
        "sender": f"bench-{number}",
        "language": chance.choice(SAID)[0],
        "owner": owner,
        "owner_version": 1,
        "status": "open" if owner != BOT else "resolved",
        "priority": NORMAL,
        "last_seq": MESSAGES,
        "waiting_since": at if owner == QUEUE else None,
        "team": CUSTOMER_SERVICE,
        "rank": ORDINARY,
        "created_at": at,
        "updated_at": at,
    }


def _messages(chat: dict[str, Any], chance: random.Random) -> Iterator[dict[str, Any]]:
    for seq in range(1, MESSAGES + 1):
        language, text = chance.choice(SAID)
        yield {
            "conversation_id": chat["id"],
            "seq": seq,
            "author": "assistant" if seq == 2 else "traveller",
            "audience": "all",
            "text": text,
            "truncated": False,
            "language": language,
            "handled": True,
            "at": chat["updated_at"],
        }
