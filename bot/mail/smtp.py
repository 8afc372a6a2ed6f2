"""Letters through an SMTP server, by the standard library; for a thread."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from bot.core.errors import DataError
from bot.mail.errors import MailRefused, MailUnavailable

TIMEOUT = 20.0
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class SmtpServer:
    """Where letters go: `smtps` is TLS from the first byte, `smtp` asks for STARTTLS where the server offers it."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_url(cls, url: str) -> SmtpServer:
        """Read `smtp://user:password@host:port`. Raises DataError, which never says the password."""
        try:
            parts = urlsplit(url.strip())
            port = parts.port or _PORTS[parts.scheme]
        except (KeyError, ValueError):
            raise DataError("TRIPDESK_SMTP_URL", "written as smtp://user:password@host:port or smtps://…") from None
        if not parts.hostname:
            raise DataError("TRIPDESK_SMTP_URL", "names no host")
        return cls(parts.scheme, parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""))

    def carry(self, message: EmailMessage) -> None:
        """Hand one message over. Raises MailUnavailable, MailRefused."""
        try:
            with self._connect() as connection:
                self._enter(connection)
                connection.send_message(message)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise translated(error) from error

    def _connect(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)

    def _enter(self, connection: smtplib.SMTP) -> None:
        connection.ehlo()
        secure = self.scheme == "smtps"
        if not secure and connection.has_extn("starttls"):
            connection.starttls(context=ssl.create_default_context())
            connection.ehlo()
            secure = True
        if not self.user:
            return
        if not secure:
            raise MailUnavailable("the mail server offers no TLS; the password of TRIPDESK_SMTP_URL stays here")
        connection.login(self.user, self.password)


def translated(error: Exception) -> MailUnavailable | MailRefused:
    """Say of an error of smtplib whether trying again can help."""
    code = _code(error)
    why = f"{type(error).__name__} {code or ''}".strip()
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError | smtplib.SMTPHeloError):
        return MailUnavailable(why)  # ours to repair: the letter is not at fault
    if code is not None and code >= 500:
        return MailRefused(why)
    # A certificate that is wrong is a ValueError too, and an OSError.
    unsendable = isinstance(error, ValueError) and not isinstance(error, OSError)
    if unsendable or isinstance(error, smtplib.SMTPNotSupportedError):
        return MailRefused(why)
    return MailUnavailable(why)


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((int(code) for code, _ in error.recipients.values()), default=None)
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else None
