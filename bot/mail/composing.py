"""A letter as a message of RFC 5322, into whose headers nothing can be smuggled."""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.core.texts import clean_text
from bot.mail.errors import MailRefused
from bot.mail.values import Letter, Mailbox

LONGEST_HEADER = 200


def compose(letter: Letter) -> EmailMessage:
    """Write the message; the same letter gives the same headers. Raises MailRefused for what is no address."""
    domain = _address(letter.sender).domain
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(letter.sender)
    message["To"] = _address(letter.to)
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{domain}>"
    message["References"] = message["In-Reply-To"] = f"<{letter.thread}@{domain}>"
    message.set_content(letter.text)
    message["Content-Language"] = letter.language
    for enclosure in letter.enclosures:
        main, _, sub = enclosure.media.partition("/")
        message.add_attachment(enclosure.content, maintype=main, subtype=sub, filename=_line(enclosure.name))
    return message


def _address(mailbox: Mailbox) -> Address:
    try:
        if not mailbox.address.isascii() or "@" not in mailbox.address:
            raise MailRefused("an address that mail servers do not take")
        return Address(_line(mailbox.name), addr_spec=mailbox.address)
    except (ValueError, IndexError, HeaderParseError) as error:
        raise MailRefused("not an address") from error


def _line(text: str) -> str:
    """Make one line of a text: no line break or control character ever reaches a header."""
    return " ".join(clean_text(text, LONGEST_HEADER).text.split())
