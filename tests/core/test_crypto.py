"""Sealed text opens with the right key, in the right column, and rotates."""

from __future__ import annotations

import base64

import pytest

from bot.core.crypto import Ciphers, new_key
from bot.core.errors import DataError


def ciphers(*ids: str, lookup: int = 1) -> Ciphers:
    keys = ",".join(f"{name}:{base64.b64encode(name.encode().ljust(32)).decode()}" for name in ids)
    return Ciphers.from_text(keys, base64.b64encode(bytes([lookup] * 32)).decode())


def test_opens_what_it_sealed() -> None:
    sealed = ciphers("a").encrypt("王小明", "customers.name")
    assert "王" not in sealed
    assert ciphers("a").decrypt(sealed, "customers.name") == "王小明"


def test_the_same_text_is_sealed_differently_each_time() -> None:
    assert ciphers("a").encrypt("x", "c") != ciphers("a").encrypt("x", "c")


def test_an_old_key_still_opens_and_the_first_seals() -> None:
    old = ciphers("a").encrypt("x", "c")
    rotated = ciphers("b", "a")
    assert rotated.decrypt(old, "c") == "x"
    assert not rotated.is_current(old)
    assert rotated.is_current(rotated.encrypt("x", "c"))


@pytest.mark.parametrize("sealed", ["a:AAAA", "a:!!!", "a:" + "A" * 40, "z:AAAA", "plain"])
def test_what_it_did_not_seal_is_a_data_error(sealed: str) -> None:
    with pytest.raises(DataError):
        ciphers("a").decrypt(sealed, "c")


def test_text_moved_to_another_column_does_not_open() -> None:
    sealed = ciphers("a").encrypt("x", "customers.name")
    with pytest.raises(DataError, match="altered"):
        ciphers("a").decrypt(sealed, "customers.phone")


def test_lookup_hashes_depend_on_key_kind_and_value_alone() -> None:
    found = ciphers("a").lookup("phone", "+49151")
    assert found == ciphers("b").lookup("phone", "+49151")
    assert found != ciphers("a", lookup=2).lookup("phone", "+49151")
    assert found != ciphers("a").lookup("email", "+49151")


@pytest.mark.parametrize("keys", ["", "a", "a:short", "a:" + "A" * 10, f"a:{new_key()},a:{new_key()}"])
def test_refuses_keys_that_are_none(keys: str) -> None:
    with pytest.raises(DataError, match="ENCRYPTION_KEYS"):
        Ciphers.from_text(keys, new_key())
