"""An attachment is kept once, belongs to one message, and is shown to its own chat and to staff."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.attachments.errors import AttachmentNotFound, TooManyFiles, UnreadablePlace
from bot.attachments.values import Attachment, Contact, Location, NewFile, Sticker
from bot.core.clock import FixedClock
from bot.core.database import Database
from bot.core.settings import Settings
from bot.intake import Intake
from bot.records.rotation import encrypted_columns
from bot.services import Desk
from tests.attachments import samples

ANNA = ("widget", "anna")
EVE = ("widget", "eve")


@pytest.fixture
def desk(database: Database, settings: Settings, clock: FixedClock, tmp_path: Path) -> Desk:
    return Desk(settings.model_copy(update={"home": tmp_path, "files_a_day_mb": 1}), database, clock)


@pytest.fixture
def intake(desk: Desk) -> Intake:
    return Intake(desk.open_services, desk.files)


async def sent(intake: Intake, client_id: str = "f1", content: bytes | None = None) -> Attachment:
    return await intake.take(*ANNA, client_id, NewFile("room.png", samples.stream(content or samples.png())))


def count(tmp_path: Path) -> int:
    return sum(one.is_file() for one in (tmp_path / "files").rglob("*"))


async def test_the_same_client_id_twice_is_one_file(intake: Intake, tmp_path: Path) -> None:
    first = await sent(intake)
    assert await sent(intake, content=samples.PDF) == first
    assert count(tmp_path) == 1


async def test_one_of_two_that_race_is_kept(intake: Intake, desk: Desk, tmp_path: Path) -> None:
    first = await sent(intake)
    received = await desk.files.receive(NewFile("room.png", samples.stream(samples.png())))
    async with desk.open_services() as services:
        assert (await services.attachments.store(*ANNA, "f1", received)).id == first.id


async def test_it_becomes_part_of_one_message_and_no_other(intake: Intake, desk: Desk) -> None:
    one = await sent(intake)
    async with desk.open_services() as services:
        chat = (await services.conversations.open(*ANNA)).id
        await services.attachments.attach(await services.attachments.pick([one.id], *ANNA), chat, 3)
        await services.attachments.attach(await services.attachments.pick([one.id], *ANNA), chat, 3)
        assert [found.id for found in (await services.attachments.of_messages(chat, 1, 9))[3]] == [one.id]
        with pytest.raises(AttachmentNotFound):
            await services.attachments.attach(await services.attachments.pick([one.id], *ANNA), chat, 4)


async def test_nobody_else_gets_it(intake: Intake, desk: Desk) -> None:
    one = await sent(intake)
    async with desk.open_services(write=False) as services:
        assert (await services.attachments.for_traveller(one.id, *ANNA)).id == one.id
        assert (await services.attachments.for_staff(one.id)).id == one.id
        for asked, who in ((one.id, EVE), (one.id, ("telegram", "anna")), ("no such", ANNA)):
            with pytest.raises(AttachmentNotFound):
                await services.attachments.for_traveller(asked, *who)
            with pytest.raises(AttachmentNotFound):
                await services.attachments.pick([asked], *who)


async def test_a_colleagues_file_is_not_the_travellers_to_send(intake: Intake, desk: Desk) -> None:
    theirs = await intake.take(*ANNA, "s:f", NewFile("a.pdf", samples.stream(samples.PDF)), by="agent:s")
    async with desk.open_services() as services:
        with pytest.raises(AttachmentNotFound):
            await services.attachments.pick([theirs.id], *ANNA)
        with pytest.raises(AttachmentNotFound):
            await services.attachments.for_traveller(theirs.id, *ANNA)
        chat = (await services.conversations.open(*ANNA)).id
        await services.attachments.attach([theirs], chat, 1)
        assert await services.attachments.for_traveller(theirs.id, *ANNA)


async def test_a_day_holds_so_much_and_tomorrow_is_another(
    intake: Intake, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    big = samples.PDF + bytes(600_000)
    await sent(intake, "f1", big)
    with pytest.raises(TooManyFiles):
        await sent(intake, "f2", big)
    assert count(tmp_path) == 1
    clock.advance(timedelta(hours=25))
    await sent(intake, "f2", big)


async def test_places_contacts_and_stickers_have_no_bytes(intake: Intake, tmp_path: Path) -> None:
    place = await intake.take(*ANNA, "p", Location(35.01, 135.77, "Kyoto"))
    contact = await intake.take(*ANNA, "c", Contact("4915112345678", "Anna\u202e"))
    sticker = await intake.take(*ANNA, "s", Sticker("🏝️"))
    assert (place.kind, place.facts["title"], place.size) == ("location", "Kyoto", 0)
    assert contact.facts == {"phone": "+4915112345678", "name": "Anna", "own": False}
    assert (sticker.kind, sticker.facts) == ("sticker", {"emoji": "🏝️"})
    assert count(tmp_path) == 0


@pytest.mark.parametrize("odd", [Location(91, 0), Location(float("nan"), 0), Contact("", "nobody")])
async def test_what_is_no_place_or_number_is_refused(intake: Intake, odd: Location | Contact) -> None:
    with pytest.raises(UnreadablePlace):
        await intake.take(*ANNA, "p", odd)


async def test_the_number_of_another_proves_nothing(intake: Intake, desk: Desk) -> None:
    shared = await intake.take(*ANNA, "c1", Contact("+4915112345678", "Bo"))
    async with desk.open_services() as services:
        chat = (await services.conversations.open(*ANNA)).id
        await services.attachments.attach([shared], chat, 1)
        assert await services.attachments.use_phone(chat) is None


async def test_the_number_shared_last_is_tried_once_and_within_a_day(
    intake: Intake, desk: Desk, clock: FixedClock
) -> None:
    shared, later = [await intake.take(*ANNA, one, Contact("+4915112345678", own=True)) for one in ("c1", "c2")]
    async with desk.open_services() as services:
        chat = (await services.conversations.open(*ANNA)).id
        assert await services.attachments.use_phone(chat) is None
        await services.attachments.attach([shared], chat, 1)
        assert await services.attachments.use_phone(chat) == "+4915112345678"
        assert await services.attachments.use_phone(chat) is None
        await services.attachments.attach([later], chat, 2)
        clock.advance(timedelta(hours=25))
        assert await services.attachments.use_phone(chat) is None


async def test_what_was_never_sent_is_deleted_after_a_day(
    intake: Intake, desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    one, other = await sent(intake, "f1"), await sent(intake, "f2")
    async with desk.open_services() as services:
        chat = (await services.conversations.open(*ANNA)).id
        await services.attachments.attach([one], chat, 1)
    clock.advance(timedelta(hours=25))
    assert await intake.forget_unsent() == 1
    assert count(tmp_path) == 1 and desk.files.has(one) and not desk.files.has(other)


async def test_a_desk_that_begins_anew_keeps_no_file(intake: Intake, desk: Desk, tmp_path: Path) -> None:
    await desk.files.drop_all()
    await sent(intake)
    await desk.files.drop_all()
    assert count(tmp_path) == 0


async def test_a_file_whose_record_fails_is_not_left_behind(
    intake: Intake, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.attachments.service.AttachmentsService.store", _fails)
    with pytest.raises(AttachmentNotFound):
        await sent(intake)
    assert count(tmp_path) == 0


async def _fails(*_: object) -> None:
    raise AttachmentNotFound


def test_the_key_of_a_file_is_sealed_with_the_desks_keys_and_turns_with_them() -> None:
    sealed = {f"{column.table.name}.{column.name}" for column in encrypted_columns()}
    assert {"attachments.key", "attachments.name", "attachments.facts", "surveys.comment"} <= sealed
