"""Phone numbers and e-mail addresses in one written form, so that two spellings of one are found as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import phonenumbers

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def normalise_email(text: str) -> str | None:
    """Give the address in lower case, or None where `text` is not one."""
    cleaned = unicodedata.normalize("NFKC", text).strip().casefold()
    return cleaned if _EMAIL.fullmatch(cleaned) else None


def normalise_phone(text: str, region: str | None = None) -> str | None:
    """Give the number as E.164 (+491511234567), or None; `region` (ISO country) reads numbers written without +."""
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if cleaned.startswith("00"):
        cleaned = f"+{cleaned[2:]}"
    try:
        number = phonenumbers.parse(cleaned, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def readable_phone(written: str) -> str:
    """Group an E.164 number as people read it, +86 10 5555 0199; a short number stays as it is."""
    if not written.startswith("+"):
        return written
    try:
        number = phonenumbers.parse(written)
    except phonenumbers.NumberParseException:
        return written
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phone_readings(text: str, regions: Iterable[str]) -> tuple[str, ...]:
    """Give every E.164 number that `text` can mean: as written with +, or dialled inside one of `regions`."""
    readings = (normalise_phone(text, region) for region in (None, *regions))
    return tuple(dict.fromkeys(reading for reading in readings if reading))
