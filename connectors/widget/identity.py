"""Who a traveller on the widget is: an unguessable sender id in a signed token that expires."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LIFETIME = timedelta(days=30)  # since the last visit: every session call renews it
_PURPOSE = b"tripdesk widget v1:"
_USER_PURPOSE = b"tripdesk widget user v1:"
_USER = "~"  # begins the sender of a site's user; no random id holds it


class Forged(Exception):
    """A token that we did not make."""


class NotVouched(Exception):
    """A user for whom the site did not vouch."""


class Expired(Exception):
    """A token of ours whose time is over."""


@dataclass(frozen=True)
class Identity:
    """A sender and until when the token that names it is good."""

    sender: str
    expires: datetime


def new_identity(now: datetime) -> Identity:
    """Give somebody we have never seen an id of 192 random bits."""
    return Identity(secrets.token_urlsafe(24), _whole(now + LIFETIME))


def user_identity(user: str, proof: str, site_secret: str, own_secret: str, now: datetime) -> Identity:
    """Give a site's user the same sender on every device. Raises NotVouched.

    `proof` is the hexadecimal HMAC-SHA256 of the id under the site's secret. The sender tells neither the id nor,
    without our own secret, anything that could be guessed from it.
    """
    expected = hmac.new(site_secret.encode(), user.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected.encode(), proof.strip().lower().encode()):
        raise NotVouched
    digest = hmac.new(own_secret.encode(), _USER_PURPOSE + user.encode(), hashlib.sha256).digest()
    sender = _USER + base64.urlsafe_b64encode(digest[:24]).decode()
    return Identity(sender, _whole(now + LIFETIME))


def renewed(identity: Identity, now: datetime) -> Identity:
    """Give the same sender a full lifetime from now; for a site's user only the site can. Raises NotVouched."""
    if identity.sender.startswith(_USER):
        raise NotVouched
    return Identity(identity.sender, _whole(now + LIFETIME))


def sign(identity: Identity, secret: str) -> str:
    """Write a token: sender, expiry, signature."""
    body = f"{identity.sender}.{int(identity.expires.timestamp())}"
    return f"{body}.{_signature(body, secret)}"


def read(token: str, secret: str, now: datetime) -> Identity:
    """Read a token. Raises Forged or Expired."""
    body, _, signature = token.rpartition(".")
    if not hmac.compare_digest(_signature(body, secret).encode(), signature.encode()):
        raise Forged
    sender, _, expires = body.partition(".")
    identity = Identity(sender, datetime.fromtimestamp(int(expires), UTC))
    if identity.expires <= now:
        raise Expired
    return identity


def _signature(body: str, secret: str) -> str:
    digest = hmac.new(secret.encode(), _PURPOSE + body.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)
