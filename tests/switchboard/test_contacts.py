"""Where nobody would hear it, the assistant stays silent."""

from __future__ import annotations

import pytest

from bot.contacts.values import NewContact
from bot.services import Desk
from tests.switchboard.fakes import FakeBrain
from tests.switchboard.office import Office


@pytest.mark.parametrize("channel", ["phone", "email"])
@pytest.mark.parametrize("resolved", [False, True])
async def test_calls_and_letters_are_read_and_never_answered(
    office: Office, desk: Desk, brain: FakeBrain, channel: str, resolved: bool
) -> None:
    address = "+49 151 12345678" if channel == "phone" else "anna@example.com"
    async with desk.open_services() as services:
        new = NewContact(channel, "contact-1", "where is my driver", "en", address)
        logged = await services.contacts.log(new, "ada")
        if resolved:
            await services.conversations.resolve(logged.conversation.id, "ada")
    office.switchboard.wake(logged.conversation.id)
    await office.switchboard.settle()
    async with desk.open_services(write=False) as services:
        (said,) = await services.conversations.history(logged.conversation.id)
        assert await services.conversations.unfinished() == ()
    assert said.handled and said.reading is not None
    assert (brain.asked, brain.read) == ([], ["where is my driver"])
