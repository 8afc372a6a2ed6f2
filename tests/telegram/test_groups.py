"""In a group the bot answers who names it, and says nothing personal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.telegram.bot_api import BotApi
from tests.telegram.office import Office
from tests.telegram.people import Group, Person, buttons, until

NAME = "@far_horizons_bot"


@pytest.fixture
def group(api: BotApi) -> Group:
    return Group(api)


@pytest.fixture
def here(mai: Person, group: Group) -> Person:
    """Mai, in the group."""
    return mai.within(group)


def named(text: str) -> dict[str, Any]:
    return {"entities": [{"type": "mention", "offset": text.index(NAME), "length": len(NAME)}]}


async def heard(group: Group, count: int) -> list[str]:
    await until(group.api, lambda: len(group.said) >= count, 12, lambda: f"{count} in the group: {group.said}")
    return [message["text"] for message in group.said]


async def test_only_what_is_said_to_the_bot_is_read(office: Office, group: Group, here: Person) -> None:
    here.write("where shall we eat?")
    here.write("/help")
    here.write("/help@another_bot")
    asked = here.write(f"{NAME} is Kyoto far?", **named(NAME))
    assert await heard(group, 1) == ["You said: is Kyoto far?"]
    assert group.said[0]["reply_to_message"]["message_id"] == asked["message_id"]
    here.write("and Nara?", reply_to_message=dict(group.said[0]))
    here.write(f"/help{NAME}")
    await heard(group, 3)
    asked_brain = [("is Kyoto far?", None), ("and Nara?", None), (f"/help{NAME}", "/ask_capabilities")]
    assert office.brain.asked == asked_brain


async def test_personal_matters_are_referred_to_the_private_chat(
    office: Office, group: Group, here: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def parse(text: str, language: str | None = None) -> Mapping[str, Any]:
        booking = [{"entity": "booking_reference", "value": "TD-7K2M9P"}] if "TD-" in text else []
        return {"intent": {"name": "make_complaint" if "complain" in text else "inform"}, "entities": booking}

    monkeypatch.setattr(office.brain, "parse", parse)
    for text in ("I complain", "TD-7K2M9P please"):
        here.write(f"{NAME} {text}", **named(NAME))
    assert all(text.startswith("Others read along here") for text in await heard(group, 2))
    assert [one["url"] for one in buttons(group.said[0])] == ["https://t.me/far_horizons_bot"]
    assert office.brain.asked == []


async def test_a_link_to_a_booking_is_no_use_in_a_group(office: Office, group: Group, here: Person) -> None:
    here.write(f"/start{NAME} TD-7K2M9P")
    assert (await heard(group, 1))[0].startswith("Hello")
    assert office.brain.asked == []


async def test_a_keyboard_is_for_whom_it_answers(office: Office, api: BotApi, group: Group, here: Person) -> None:
    here.write(f"/start{NAME}")
    await heard(group, 1)
    keyboard = {
        **group.said[0],
        "reply_to_message": {"message_id": 1, "date": 1, "chat": group.chat, "from": here.user},
    }
    data = buttons(keyboard)[0]["callback_data"]
    bo = Person(api, 502).within(group)
    assert (await bo.answered(bo.press_data(data, keyboard))).startswith("These buttons belong to somebody else")
    assert await here.answered(here.press_data(data, keyboard)) == ""


async def test_a_button_to_personal_matters_is_referred_too(office: Office, group: Group, here: Person) -> None:
    here.write(f"/start{NAME}")
    await heard(group, 1)
    keyboard = group.said[0]
    data = next(one["callback_data"] for one in buttons(keyboard) if one["text"] == "My booking")
    await here.answered(here.press_data(data, keyboard))
    assert (await heard(group, 2))[1].startswith("Others read along here")
    assert office.brain.asked == []
