"""Messages that carry files, places and contacts: stored with the message, told to the dialogue, shown to people."""

from __future__ import annotations

import pytest

from bot.attachments.errors import AttachmentNotFound
from bot.attachments.values import Contact, Location, Sticker
from tests.switchboard.fakes import FakeBrain, reading
from tests.switchboard.office import Office

KYOTO = Location(35.01, 135.77)


async def test_a_message_may_be_nothing_but_a_place(office: Office, brain: FakeBrain) -> None:
    place = await office.hand_in(KYOTO)
    accepted = await office.send("", attachments=(place,))
    await office.switchboard.settle()
    mine, answer = await office.history()
    assert (mine.text, mine.attached, mine.reading) == ("", ("location",), {})
    assert (answer.values, answer.turn_of) == ({"echo": "/inform"}, accepted.seq)
    assert brain.metadata[-1]["attached"] == ["location"]
    async with office.desk.open_services() as services:
        carried = await services.attachments.of_messages(office.id, 1, 9)
    assert [one.id for one in carried[accepted.seq]] == [place]


async def test_a_caption_is_understood_as_words(office: Office, brain: FakeBrain) -> None:
    place = await office.hand_in(KYOTO)
    await office.send("Is it far from here?", attachments=(place,))
    await office.switchboard.settle()
    assert (await office.history())[-1].values == {"echo": "Is it far from here?"}
    assert brain.metadata[-1]["attached"] == ["location"]
    assert (await office.history())[0].reading == reading("inform")


async def test_the_dialogue_hears_the_number_of_a_contact(office: Office, brain: FakeBrain) -> None:
    contact = await office.hand_in(Contact("+4915112345678", "Anna", own=True))
    await office.send("", attachments=(contact,))
    await office.switchboard.settle()
    assert brain.metadata[-1]["phones"] == ["+4915112345678"]


async def test_the_dialogue_does_not_hear_the_number_of_somebody_else(office: Office, brain: FakeBrain) -> None:
    contact = await office.hand_in(Contact("+4915112345678", "Bo"))
    await office.send("", attachments=(contact,))
    await office.switchboard.settle()
    assert (brain.metadata[-1]["attached"], brain.metadata[-1]["phones"]) == (["contact"], [])


async def test_the_same_message_twice_carries_its_place_once(office: Office) -> None:
    place = await office.hand_in(KYOTO)
    first = await office.send("", attachments=(place,))
    again = await office.send("", attachments=(place,))
    await office.switchboard.settle()
    assert (again.seq, again.duplicate) == (first.seq, True)
    assert len(await office.history()) == 2


async def test_with_something_of_anothers_nothing_is_stored(office: Office) -> None:
    foreign = await office.hand_in(KYOTO, sender="somebody else")
    own = await office.hand_in(KYOTO, "f2")
    await office.ask("hello", "m0")
    for carried in ((foreign,), ("no such",), (own, foreign)):
        with pytest.raises(AttachmentNotFound):
            await office.send("look", "m1", attachments=carried)
    assert len(await office.history()) == 2


async def test_what_was_sent_once_is_not_sent_again_in_another_message(office: Office) -> None:
    place = await office.hand_in(KYOTO)
    await office.send("", attachments=(place,))
    with pytest.raises(AttachmentNotFound):
        await office.send("", "m2", attachments=(place,))
    await office.switchboard.settle()


async def test_while_a_person_owns_the_dialogue_hears_of_no_file(office: Office, brain: FakeBrain) -> None:
    await office.ask("hello", "m0")
    await office.take()
    sticker = await office.hand_in(Sticker("👍"))
    await office.send("", attachments=(sticker,))
    await office.switchboard.settle()
    last = [message for message in await office.history() if message.author == "traveller"][-1]
    assert (last.handled, last.attached, last.reading) == (True, ("sticker",), {})
    assert len(brain.moved) == 1 and brain.read == []


async def test_a_colleague_may_send_a_file_without_a_word(office: Office) -> None:
    await office.ask("hello", "m0")
    await office.take()
    said = await office.do(
        lambda conversations: conversations.agent_reply(office.id, "ada", "r1", "", attached=["document"])
    )
    assert (said.text, said.attached) == ("", ("document",))


async def test_without_the_brain_a_person_is_called(office: Office, brain: FakeBrain) -> None:
    place = await office.hand_in(KYOTO)
    brain.failures = 99
    await office.send("", attachments=(place,))
    await office.switchboard.settle()
    assert (await office.history())[-1].key == "utter_unavailable"
