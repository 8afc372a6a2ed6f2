"""Letters: composed safely, carried by a real SMTP server or into files."""

from __future__ import annotations

import asyncio
import email
import smtplib
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.core.errors import DataError
from bot.mail.composing import compose
from bot.mail.errors import MailRefused, MailUnavailable
from bot.mail.service import build_mail
from bot.mail.smtp import SmtpServer, translated
from bot.mail.values import Enclosure, Letter, Mailbox

LETTER = Letter(
    id="8c1f.2",
    thread="8c1f",
    sender=Mailbox("service@cloudbridge.example", "云桥旅行"),
    to=Mailbox("anna@example.com", "Anna Schneider"),
    subject="رسالتكم إلينا",
    text="您好！\nIhr Fahrer wartet.\n.\nام",
    language="ar",
    at=datetime(2026, 3, 10, 2, 0, tzinfo=UTC),
)


class Mailroom:
    """What an SMTP server got, and what it says."""

    def __init__(self, recipient: str = "250 OK", data: str = "250 OK") -> None:
        self.recipient, self.data = recipient, data
        self.got: list[Envelope] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.got.append(envelope)
        return self.data


@asynccontextmanager
async def served(mailroom: Mailroom) -> AsyncIterator[str]:
    """Serve a mailroom on a free port; gives its address. Letters are sent from a thread, so one loop is enough."""
    made = asyncio.get_running_loop().create_server(lambda: SMTP(mailroom, hostname="localhost"), "127.0.0.1", 0)
    async with await made as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


async def test_a_letter_arrives_in_every_script(tmp_path: Path) -> None:
    mailroom = Mailroom()
    enclosed = replace(LETTER, enclosures=[Enclosure("plan\r\nX: y.pdf", "application/pdf", b"%PDF-1.7")])
    async with served(mailroom) as address:
        await build_mail(f"smtp://{address}", tmp_path).send(enclosed)
    (envelope,) = mailroom.got
    assert (envelope.mail_from, envelope.rcpt_tos) == ("service@cloudbridge.example", ["anna@example.com"])
    assert isinstance(envelope.content, bytes)
    message = read(envelope.content)
    body = message.get_body()
    assert body is not None and body.get_content().split() == LETTER.text.split()
    assert (message["Subject"], message["Message-ID"]) == (LETTER.subject, "<8c1f.2@cloudbridge.example>")
    assert message["From"].addresses[0].display_name == "云桥旅行"
    assert body["Content-Language"] == "ar"
    (pdf,) = message.iter_attachments()
    assert (pdf.get_content(), "\n" in (pdf.get_filename() or "")) == (b"%PDF-1.7", False)


async def test_a_retry_bears_the_same_message_id(tmp_path: Path) -> None:
    mailroom = Mailroom(data="451 try later")
    async with served(mailroom) as address:
        mail = build_mail(f"smtp://{address}", tmp_path)
        for _ in range(2):
            with pytest.raises(MailUnavailable, match="451"):
                await mail.send(LETTER)
    first, second = (read(envelope.content)["Message-ID"] for envelope in mailroom.got)  # type: ignore[arg-type]
    assert first == second


async def test_a_mailbox_that_does_not_exist_is_refused_for_good(tmp_path: Path) -> None:
    async with served(Mailroom(recipient="550 no such user")) as address:
        sending = build_mail(f"smtp://{address}", tmp_path).send(LETTER)
        with pytest.raises(MailRefused, match="550"):
            await sending


async def test_no_server_is_a_reason_to_try_later(tmp_path: Path) -> None:
    async with served(Mailroom()) as address:
        pass
    with pytest.raises(MailUnavailable):
        await build_mail(f"smtp://{address}", tmp_path).send(LETTER)


async def test_a_password_is_not_sent_in_the_open(tmp_path: Path) -> None:
    mailroom = Mailroom()
    async with served(mailroom) as address:
        with pytest.raises(MailUnavailable, match="no TLS"):
            await build_mail(f"smtp://desk:secret@{address}", tmp_path).send(LETTER)
    assert mailroom.got == []


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\x00", "\x0b"])
def test_nothing_can_be_smuggled_into_a_header(break_: str) -> None:
    smuggled = f"x{break_}Bcc: eve@example.com{break_}{break_}<b>"
    letter = replace(LETTER, subject=smuggled, to=Mailbox("anna@example.com", smuggled))
    message = read(compose(letter).as_bytes())
    assert message["Bcc"] is None and set(message.keys()) == set(read(compose(LETTER).as_bytes()).keys())
    assert [one.addr_spec for one in message["To"].addresses] == ["anna@example.com"]
    for address in (f"anna@example.com{break_}Bcc: eve@example.com", f"anna{break_}@example.com"):
        with pytest.raises(MailRefused):
            compose(replace(LETTER, to=Mailbox(address)))


@pytest.mark.parametrize("address", ["", "anna", "a@b.c, eve@example.com", "Anna <a@b.c>", "ünï@example.com"])
def test_refuses_what_is_not_one_plain_address(address: str) -> None:
    with pytest.raises(MailRefused):
        compose(replace(LETTER, to=Mailbox(address)))


async def test_without_a_server_letters_are_private_files_one_each(tmp_path: Path) -> None:
    mail = build_mail(None, tmp_path / "mail")
    for _ in range(2):
        await mail.send(LETTER)
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.name, stat.S_IMODE(file.stat().st_mode)) == ("8c1f.2.eml", 0o600)
    assert read(file.read_bytes())["Subject"] == LETTER.subject


@pytest.mark.parametrize("url", ["http://host", "smtp://", "smtp://u:secret@host:no", "host:25"])
def test_a_wrong_address_of_the_server_is_told_without_its_password(url: str) -> None:
    with pytest.raises(DataError, match="TRIPDESK_SMTP_URL") as told:
        SmtpServer.from_url(url)
    assert "secret" not in str(told.value)


def test_the_server_is_read_from_its_address_and_its_password_is_not_shown() -> None:
    server = SmtpServer.from_url("smtps://desk%40example.com:p%2Fw@mail.example.com")
    assert (server.port, server.user, server.password) == (465, "desk@example.com", "p/w")
    assert "p/w" not in repr(server)


def test_every_error_of_the_library_has_a_meaning() -> None:
    def made(kind: type[Exception]) -> Exception:
        if kind is smtplib.SMTPRecipientsRefused:
            return kind({"anna@example.com": (550, b"no")})
        if kind is smtplib.SMTPSenderRefused:
            return kind(550, b"no", "desk@example.com")
        return kind(550, b"no") if issubclass(kind, smtplib.SMTPResponseException) else kind("no")

    kinds = [one for one in vars(smtplib).values() if isinstance(one, type) and issubclass(one, smtplib.SMTPException)]
    assert len(kinds) > 8
    for_good = {kind.__name__ for kind in kinds if isinstance(translated(made(kind)), MailRefused)}
    assert for_good == {
        "SMTPDataError", "SMTPNotSupportedError", "SMTPRecipientsRefused", "SMTPResponseException", "SMTPSenderRefused",
    }  # fmt: skip
    assert isinstance(translated(smtplib.SMTPDataError(451, b"later")), MailUnavailable)
    assert isinstance(translated(TimeoutError()), MailUnavailable)
