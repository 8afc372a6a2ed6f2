"""What an agent writes in an e-mail conversation arrives, once it can."""

from __future__ import annotations

import email
import io
import logging
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from bot.attachments.values import NewFile
from bot.bus import MemoryBus
from bot.contacts.values import NewContact
from bot.core.clock import FixedClock
from bot.core.logs import setup_logging
from bot.intake import Intake
from bot.localisation.catalogue import load_catalogue
from bot.localisation.languages import languages
from bot.localisation.render import Renderer
from bot.mail.errors import MailRefused, MailUnavailable
from bot.mail.folder import Folder
from bot.mail.service import Mail
from bot.postman import TRIES, Postman, pause
from bot.services import Desk
from tests.attachments.samples import PDF


class Moody:
    """A carrier that can be told to fail, and then writes files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mood: Exception | None = None
        self.carried: list[str] = []

    def carry(self, message: EmailMessage) -> None:
        self.carried.append(str(message["Message-ID"]))
        if self.mood:
            raise self.mood
        Folder(self.folder).carry(message)

    def letters(self) -> list[EmailMessage]:
        files = sorted(self.folder.glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]  # type: ignore[misc]


@pytest.fixture
def carrier(tmp_path: Path) -> Moody:
    return Moody(tmp_path / "mail")


@pytest.fixture
def postman(demo_desk: Desk, carrier: Moody) -> Postman:
    renderer = Renderer(load_catalogue())
    return Postman(demo_desk.open_services, Mail(carrier), renderer, demo_desk.files, MemoryBus(), None)


async def written(desk: Desk, language: str = "de", text: str = "Ihr Fahrer wartet.") -> str:
    """Log an e-mail and answer it; gives the conversation."""
    async with desk.open_services() as services:
        staff = (await services.staff.list_all())[0]
        new = NewContact("email", f"mail-{language}", "…", language, f"anna.{language}@example.com", "Anna Schneider")
        conversation = (await services.contacts.log(new, staff.id)).conversation.id
        if text:
            await services.conversations.agent_reply(conversation, staff.id, "reply-0001", text)
    return conversation


def body_of(letter: EmailMessage) -> str:
    body = letter.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


async def states(desk: Desk, conversation: str) -> list[str]:
    async with desk.open_services(write=False) as services:
        return list((await services.conversations.deliveries(conversation)).values())


async def test_a_reply_goes_out_once_in_the_travellers_language(
    demo_desk: Desk, postman: Postman, carrier: Moody
) -> None:
    conversation = await written(demo_desk)
    assert (await postman.deliver_due(), await postman.deliver_due()) == (1, 0)
    (letter,) = carrier.letters()
    assert letter["Subject"] == "Ihre Nachricht – Cloudbridge Reisen"
    assert body_of(letter).startswith("Ihr Fahrer wartet.\n\n-- \n")
    assert str(letter["To"]) == "Anna Schneider <anna.de@example.com>"
    assert str(letter["Message-ID"]).startswith(f"<{conversation}.2@")
    assert await states(demo_desk, conversation) == ["sent"]


async def test_subject_and_footer_stand_in_all_languages(demo_desk: Desk, postman: Postman, carrier: Moody) -> None:
    for language in languages():
        await written(demo_desk, language)
    await postman.deliver_due()
    letters = carrier.letters()
    assert len({str(one["Subject"]) for one in letters}) == len(letters) == len(languages()) == 16
    for letter in letters:
        # The library reads a space into names that are folded in the middle of a word.
        name, subject, body = (
            "".join(one.split())
            for one in (letter["From"].addresses[0].display_name, str(letter["Subject"]), body_of(letter))
        )
        assert name and name in subject and name in body


async def test_a_server_that_is_away_is_tried_again_with_the_same_message_id(
    demo_desk: Desk, postman: Postman, carrier: Moody, clock: FixedClock
) -> None:
    conversation = await written(demo_desk)
    carrier.mood = MailUnavailable("TimeoutError")
    assert (await postman.deliver_due(), await postman.deliver_due()) == (1, 0)
    assert await states(demo_desk, conversation) == ["pending"]
    carrier.mood = None
    clock.advance(timedelta(seconds=29))
    assert await postman.deliver_due() == 0
    clock.advance(timedelta(seconds=2))
    assert await postman.deliver_due() == 1
    assert len(carrier.carried) == 2 and len(set(carrier.carried)) == 1
    assert await states(demo_desk, conversation) == ["sent"]


async def test_a_refused_letter_is_told_to_colleagues_at_once(
    demo_desk: Desk, postman: Postman, carrier: Moody
) -> None:
    conversation = await written(demo_desk)
    carrier.mood = MailRefused("SMTPRecipientsRefused 550")
    await postman.deliver_due()
    async with demo_desk.open_services(write=False) as services:
        told = (await services.conversations.history(conversation, staff=True))[-1]
    assert (told.audience, told.key) == ("staff", "console_mail_failed")
    assert await states(demo_desk, conversation) == ["failed"]


async def test_a_day_of_trying_is_enough(demo_desk: Desk, postman: Postman, carrier: Moody, clock: FixedClock) -> None:
    conversation = await written(demo_desk)
    carrier.mood = MailUnavailable("ConnectionRefusedError")
    for _ in range(TRIES):
        assert await postman.deliver_due() == 1
        clock.advance(timedelta(hours=1, seconds=1))
    assert await postman.deliver_due() == 0
    assert await states(demo_desk, conversation) == ["failed"]
    spent = sum((pause(attempt) for attempt in range(1, TRIES)), timedelta())
    assert timedelta(hours=20) < spent < timedelta(hours=30)


async def test_one_letter_that_fails_holds_up_only_its_own_conversation(
    demo_desk: Desk, postman: Postman, carrier: Moody
) -> None:
    await written(demo_desk, "de")
    carrier.mood = MailUnavailable("later")
    await postman.deliver_due()
    carrier.mood = None
    await written(demo_desk, "fr")
    assert await postman.deliver_due() == 1
    assert [str(one["To"]) for one in carrier.letters()] == ["Anna Schneider <anna.fr@example.com>"]


async def test_a_file_that_an_agent_sends_is_enclosed(demo_desk: Desk, postman: Postman, carrier: Moody) -> None:
    conversation = await written(demo_desk, text="")
    async with demo_desk.open_services(write=False) as services:
        found = await services.conversations.get(conversation)
    assert found.staff_id is not None

    async def chunks() -> AsyncIterator[bytes]:
        yield PDF

    intake = Intake(demo_desk.open_services, demo_desk.files)
    stored = await intake.take(found.channel, found.sender, "file-1", NewFile("map.pdf", chunks()), found.owner)
    async with demo_desk.open_services() as services:
        said = await services.conversations.agent_reply(
            conversation, found.staff_id, "file-0001", "", attached=[stored.kind]
        )
        await services.attachments.attach([stored], conversation, said.seq)
    await postman.deliver_due()
    (letter,) = carrier.letters()
    assert [(one.get_filename(), one.get_content()) for one in letter.iter_attachments()] == [("map.pdf", PDF)]


async def test_no_address_reaches_the_log(demo_desk: Desk, postman: Postman, carrier: Moody) -> None:
    log = io.StringIO()
    root = logging.getLogger()
    before = root.handlers[:], root.level
    handler = setup_logging("info", log)
    try:
        await written(demo_desk)
        carrier.mood = MailRefused("550 anna.de@example.com is unknown here")
        await postman.deliver_due()
    finally:
        root.removeHandler(handler)
        root.handlers[:], root.level = before
    assert "given up" in log.getvalue() and "anna" not in log.getvalue()
