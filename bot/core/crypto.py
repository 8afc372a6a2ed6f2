"""Encryption of personal data at rest (AES-256-GCM, keys with ids) and the keyed hashes they are found by."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.core.errors import DataError

_NONCE = 12
_KEY = 32


class Ciphers:
    """The keys of one installation: the first one encrypts, all of them decrypt, one more makes lookup hashes."""

    def __init__(self, keys: Mapping[str, bytes], lookup_key: bytes) -> None:
        if not keys:
            raise DataError("TRIPDESK_ENCRYPTION_KEYS", "at least one key is needed")
        self._boxes = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._first = next(iter(keys))
        self._lookup_key = lookup_key

    @classmethod
    def from_text(cls, encryption_keys: str, lookup_key: str) -> Ciphers:
        """Read keys as settings hold them: `id:base64,id:base64` and one base64."""
        return cls(parse_keys(encryption_keys), _decode_key(lookup_key, "TRIPDESK_LOOKUP_KEY"))

    def encrypt(self, text: str, context: str) -> str:
        """Seal `text`; `context` (table.column) must be the same to open it."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._boxes[self._first].encrypt(nonce, text.encode(), context.encode())
        return f"{self._first}:{base64.urlsafe_b64encode(sealed).decode()}"

    def decrypt(self, sealed: str, context: str) -> str:
        """Open what `encrypt` sealed, with whichever key did it."""
        key_id, _, body = sealed.partition(":")
        box = self._boxes.get(key_id)
        if box is None:
            raise DataError(context, f"sealed with key {key_id!r}, which is not in TRIPDESK_ENCRYPTION_KEYS")
        try:
            raw = base64.urlsafe_b64decode(body)
            return box.decrypt(raw[:_NONCE], raw[_NONCE:], context.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise DataError(context, "cannot be opened: altered, or another key under the same id") from error

    def is_current(self, sealed: str) -> bool:
        """Say whether the first key sealed this."""
        return sealed.partition(":")[0] == self._first

    def lookup(self, kind: str, value: str) -> str:
        """Hash a normalised value so that equal ones are found without being readable."""
        return hmac.new(self._lookup_key, f"{kind}\0{value}".encode(), hashlib.sha256).hexdigest()

    def seal_key(self, purpose: str) -> bytes:
        """Give the key that seals for one purpose: whoever is shown it can check those seals, and nothing else."""
        return hmac.new(self._lookup_key, f"seal\0{purpose}".encode(), hashlib.sha256).digest()

    def seal(self, purpose: str, text: str) -> str:
        """Say of a text what only this installation can say."""
        return hmac.new(self.seal_key(purpose), text.encode(), hashlib.sha256).hexdigest()


def parse_keys(text: str) -> dict[str, bytes]:
    """Read `id:base64,id:base64` in order."""
    keys: dict[str, bytes] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        key_id, separator, body = entry.partition(":")
        if not separator or not key_id or key_id in keys:
            raise DataError("TRIPDESK_ENCRYPTION_KEYS", "written as id:base64,id:base64 with different ids")
        keys[key_id] = _decode_key(body, "TRIPDESK_ENCRYPTION_KEYS")
    return keys


def new_key() -> str:
    """Give 256 random bits in base64."""
    return base64.b64encode(os.urandom(_KEY)).decode()


def hash_token(token: str) -> str:
    """Hash a random token for storage; being random, it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(left: str, right: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(left.encode(), right.encode())


def _decode_key(text: str, where: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise DataError(where, "a key is base64") from error
    if len(key) != _KEY:
        raise DataError(where, f"a key is {_KEY} bytes in base64, not {len(key)}")
    return key
