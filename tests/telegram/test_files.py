"""Photos, recordings, documents, places, contacts and stickers reach the desk; colleagues' files reach travellers."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.attachments.values import Attachment, NewFile
from bot.tickets.values import NewTicket
from connectors.telegram_chat import downloads
from tests.attachments import samples
from tests.telegram.bot_api import TOKEN, BotApi, Json
from tests.telegram.bot_api_rules import Refused
from tests.telegram.office import Office
from tests.telegram.people import Group, Person, until

LARGE = 20 * 2**20 + 1


async def kept(office: Office, sender: int) -> list[tuple[str, Attachment]]:
    """What the traveller's messages carry, each with the message's text."""
    history = await office.history(sender)
    async with office.desk.services(write=False) as services:
        found = await services.attachments.of_messages(history[0].conversation_id, 1, 99)
    return [(one.text, file) for one in history for file in found.get(one.seq, ())]


def content(office: Office, attachment: Attachment) -> bytes:
    return b"".join(office.desk.files.read(attachment))


async def test_a_photo_with_a_caption_is_one_message_and_can_be_evidence(
    office: Office, api: BotApi, mai: Person
) -> None:
    mai.send_file("photo", samples.JPEG, caption="my room was dirty")
    assert await mai.hears(1) == ["You said: my room was dirty"]
    [(text, photo)] = await kept(office, mai.id)
    assert (text, photo.kind, photo.media, content(office, photo)) == (
        "my room was dirty", "photo", "image/jpeg", samples.JPEG,
    )  # fmt: skip
    assert office.brain.asked == [("my room was dirty", None)]
    conversation = await office.conversation(mai.id)
    async with office.desk.services() as services:
        await services.attachments.begin_evidence(conversation.id, photo.seq or 0)
        ticket = await services.tickets.open(NewTicket("complaint", conversation_id=conversation.id))
        assert await services.attachments.take_evidence(conversation.id, ticket.id) == (photo,)


@pytest.mark.parametrize(
    ("kind", "sample", "name", "as_kind"),
    [
        ("voice", samples.OGG, "", "voice"),
        ("audio", samples.M4A, "song.m4a", "voice"),
        ("video", samples.MP4, "walk.mp4", "video"),
        ("document", samples.PDF, "bill.pdf", "document"),
    ],
)
async def test_a_file_is_kept_as_what_it_is(
    office: Office, mai: Person, kind: str, sample: bytes, name: str, as_kind: str
) -> None:
    mai.send_file(kind, sample, name)
    await mai.hears(1)
    [(text, file)] = await kept(office, mai.id)
    assert (text, file.kind, content(office, file)) == ("", as_kind, sample)
    assert file.name == name or not name


async def test_a_file_that_is_too_large_is_never_fetched(office: Office, api: BotApi, mai: Person) -> None:
    mai.send_file("document", bytes(LARGE), "film.pdf", caption="the film")
    heard = await mai.hears(2)
    assert heard[0].startswith("That file is too large") and heard[1] == "You said: the film"
    assert not [call for call in api.calls if call.method == "getFile"]
    assert (await kept(office, mai.id), (await office.said(mai.id))[0]) == ([], ("traveller", "📎 document"))


async def test_a_size_that_telegram_does_not_tell_is_found_out(office: Office, api: BotApi, mai: Person) -> None:
    unknown = api.keep("film.pdf", bytes(LARGE))
    del unknown["file_size"]
    mai.send(document=unknown)
    assert (await mai.hears(1))[0].startswith("That file is too large")


async def test_a_page_that_poses_as_a_pdf_is_refused(office: Office, mai: Person) -> None:
    mai.send_file("document", samples.HTML, "bill.pdf")
    assert (await mai.hears(1))[0].startswith("I'm sorry, I can't take this kind of file")
    assert await kept(office, mai.id) == [] and office.brain.asked == []


async def test_what_no_desk_can_keep_is_refused_kindly(office: Office, mai: Person) -> None:
    mai.send(dice={"emoji": "🎲", "value": 3})
    assert (await mai.hears(1))[0].startswith("I'm sorry, I can't take this kind of file")
    assert (await office.said(mai.id))[0] == ("traveller", "📎 something that is not text")


async def test_the_parts_of_an_album_keep_their_order(office: Office, mai: Person) -> None:
    for number in range(3):
        picture = samples.png(width=8 + number)
        mai.send_file("photo", picture, media_group_id="a", **({} if number else {"caption": "our hotel"}))
    await mai.hears(3)
    found = await kept(office, mai.id)
    assert [text for text, _ in found] == ["our hotel", "", ""]
    assert [content(office, one) for _, one in found] == [samples.png(width=8 + number) for number in range(3)]


async def test_an_album_that_is_refused_is_refused_once(office: Office, mai: Person) -> None:
    for _ in range(3):
        mai.send_file("document", samples.EXE, "bill.pdf", media_group_id="a")
    mai.write("hello")
    heard = await mai.hears(2)
    assert heard[0].startswith("I'm sorry") and heard[1:] == ["You said: hello"]


async def test_a_place_and_a_sticker_are_kept(office: Office, mai: Person) -> None:
    spot = {"latitude": 35.01, "longitude": 135.77}
    mai.send(location=spot, venue={"location": spot, "title": "Kinkaku-ji", "address": "Kyoto"})
    mai.send(location=spot)
    mai.send(sticker={"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
                      "is_animated": False, "is_video": False, "emoji": "👍"})  # fmt: skip
    await mai.hears(3)
    facts = [dict(one.facts) for _, one in await kept(office, mai.id)]
    assert facts == [{**spot, "title": "Kinkaku-ji"}, {**spot, "title": ""}, {"emoji": "👍"}]


async def phone_shared(office: Office, sender: int) -> str | None:
    conversation = await office.conversation(sender)
    async with office.desk.services() as services:
        return await services.attachments.use_phone(conversation.id)


async def test_ones_own_contact_is_a_proof(office: Office, mai: Person) -> None:
    mai.share("+4915112345678")
    await mai.hears(1)
    assert await phone_shared(office, mai.id) == "+4915112345678"


@pytest.mark.parametrize("whose", [999, None])
async def test_the_contact_of_another_is_none(office: Office, mai: Person, whose: int | None) -> None:
    contact: Json = {"phone_number": "4915112345678", "first_name": "Bo"}
    mai.send(contact={**contact, **({"user_id": whose} if whose else {})})
    await mai.hears(1)
    [(_, bo)] = await kept(office, mai.id)
    assert bo.facts["phone"] == "+4915112345678"
    assert await phone_shared(office, mai.id) is None


async def test_an_update_that_comes_twice_is_one_file(office: Office, api: BotApi, mai: Person) -> None:
    mai.send_file("photo", samples.JPEG)
    [(_, update)] = api.updates
    await mai.hears(1)
    # Handled once more, as after a crash; and told once more under another number, as no Telegram should.
    for number in (update["update_id"], update["update_id"] + 50):
        api.updates.append((api.now(), {**update, "update_id": number}))
    api.notify()
    mai.write("again")
    await mai.hears(2)
    assert len(await kept(office, mai.id)) == 1
    assert len([call for call in api.calls if call.method == "getFile"]) == 1


async def test_a_download_that_fails_is_tried_again(office: Office, api: BotApi, mai: Person) -> None:
    _failing(api, 2)
    mai.send_file("document", samples.PDF, "bill.pdf")
    await mai.hears(1)
    assert [file.name for _, file in await kept(office, mai.id)] == ["bill.pdf"]


async def test_a_download_that_keeps_failing_is_said_and_names_no_token(
    office: Office, api: BotApi, mai: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "connectors")
    _failing(api, 99)
    mai.send_file("document", samples.PDF, "bill.pdf")
    assert (await mai.hears(1))[0].startswith("Your file didn't reach me")
    assert "a file did not come" in caplog.text and TOKEN not in caplog.text
    assert len([call for call in api.calls if call.method == "getFile"]) == len(downloads.PAUSES) + 1


async def test_in_a_group_a_contact_proves_nothing(office: Office, api: BotApi, mai: Person) -> None:
    group = Group(api)
    here = mai.within(group)
    asked = {"message_id": 1, "date": 1, "chat": group.chat, "from": api.me, "text": "Your number?"}
    here.send(contact={"phone_number": "4915112345678", "first_name": "Mai", "user_id": mai.id}, reply_to_message=asked)
    await until(api, lambda: group.said, 10)
    conversation = await office.conversation(group.id, "telegram_group")
    async with office.desk.services() as services:
        assert await services.attachments.use_phone(conversation.id) is None


@pytest.mark.parametrize(
    ("name", "sample", "method"),
    [("room.png", samples.png(), "sendPhoto"), ("voucher.pdf", samples.PDF, "sendDocument")],
)
async def test_a_colleagues_file_reaches_the_traveller_once(
    office: Office, api: BotApi, mai: Person, name: str, sample: bytes, method: str
) -> None:
    await _sent_by_ada(office, mai, name, sample)
    assert (await mai.hears(2))[1] == ("📎 photo" if method == "sendPhoto" else f"📎 {name}")
    [call] = [call for call in api.calls if call.method in ("sendPhoto", "sendDocument")]
    assert (call.method, call.arguments[method.removeprefix("send").lower()]) == (method, (name, sample))


async def test_a_picture_that_telegram_will_not_draw_goes_as_a_document(
    office: Office, api: BotApi, mai: Person
) -> None:
    def broken(method: str, _: Json) -> None:
        if method == "sendPhoto":
            raise Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")

    api.broken = broken
    await _sent_by_ada(office, mai, "map.png", samples.png())
    assert (await mai.hears(2))[1] == "📎 map.png"


def _failing(api: BotApi, times: int) -> None:
    left = iter(range(times))

    def broken(method: str, _: Json) -> None:
        if method == "getFile" and next(left, None) is not None:
            raise Refused(500, f"Internal Server Error at /file/bot{TOKEN}/")

    api.broken = broken


async def _sent_by_ada(office: Office, mai: Person, name: str, sample: bytes) -> Any:
    mai.write("hello")
    await mai.hears(1)
    conversation = await office.take(mai.id)
    file = NewFile(name, samples.stream(sample))
    stored = await office.desk.intake.take("telegram", str(mai.id), "ada:1", file, "agent:ada")
    async with office.desk.services() as services:
        message = await services.conversations.agent_reply(conversation.id, "ada", "1", "", attached=[stored.kind])
        await services.attachments.attach([stored], conversation.id, message.seq)
