"""Names of things: random ids for machines, short references that people can read out on the phone."""

from __future__ import annotations

import re
import secrets
import unicodedata
import uuid

# No I, O, 0, 1: they are mistaken for each other on paper and on the phone.
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 6
BOOKING_PREFIX = "TD"
TICKET_PREFIX = "TK"

_JUNK = re.compile(r"[\W_]+")


def new_id() -> str:
    """Give a random id (UUID 4, as text)."""
    return str(uuid.uuid4())


def new_token() -> str:
    """Give a secret of 256 bits that is safe in a header or an address."""
    return secrets.token_urlsafe(32)


def new_reference(prefix: str) -> str:
    """Give a random reference, `TD-7K2M9P`."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


def normalise_reference(text: str, prefix: str) -> str:
    """Write a reference one way (`td 7k2m9p`, `７Ｋ２Ｍ９Ｐ` → `TD-7K2M9P`); what is none stays none, in capitals."""
    bare = _JUNK.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(bare) > LENGTH and bare.startswith(prefix):
        bare = bare[len(prefix) :]
    return f"{prefix}-{bare}"
