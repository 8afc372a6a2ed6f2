"""Personal data made unreadable wherever it might be logged or shown to trainers."""

from __future__ import annotations

import re
from collections.abc import Callable

# Edges are ASCII: Chinese or Thai letters may stand right beside a number.
_LEFT, _RIGHT = r"(?<![A-Za-z0-9_.])", r"(?![A-Za-z0-9_])"

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_REFERENCE = re.compile(rf"{_LEFT}(T[DK])[-–— ]?([A-HJ-NP-Z2-9]{{6}}){_RIGHT}", re.IGNORECASE)
_MRZ = re.compile(r"[A-Z0-9]*<[A-Z0-9<]{10,}")
# Two letters and digits, or nine characters of which at least four are digits (German and others).
_PASSPORT = re.compile(rf"{_LEFT}(?:[A-Z]{{1,2}}\d{{6,8}}|(?=(?:[A-Z]*\d){{4}})[A-Z][A-Z0-9]{{8}}){_RIGHT}")
_IBAN = re.compile(rf"{_LEFT}[A-Z]{{2}}\d{{2}}(?: ?[A-Z0-9]{{4}}){{3,7}}(?: ?[A-Z0-9]{{1,3}})?{_RIGHT}")
# A digit, then digits with at most two separators between each: cards and phones, in any script's digits.
_DIGITS = re.compile(rf"{_LEFT}\+?\(?\d(?:[ ().\-–]{{0,2}}\d){{6,22}}{_RIGHT}")
_NOT_PERSONAL = re.compile(r"(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?:[T ]\d{2}.*)?|\d{1,9}\.\d{2}")


def mask(text: str) -> str:
    """Replace e-mails, phones, cards, IBANs, passports and references by marks that say what stood there."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def mask_email(address: str) -> str:
    """Show the first letter and the domain: `a…@example.com`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


def mask_phone(number: str) -> str:
    """Show the last two digits: `…78`."""
    return f"…{number[-2:]}"


def mask_name(name: str) -> str:
    """Show initials: `A… S…`, `王…`."""
    return " ".join(f"{part[0]}…" for part in name.split())


def _digits(match: re.Match[str]) -> str:
    found = match.group()
    if _NOT_PERSONAL.fullmatch(found):  # a day, an amount
        return found
    count = sum(character.isdigit() for character in found)
    if found[0] not in "+(" and 13 <= count <= 19 and _luhn(found):
        return "[card]"
    return "[phone]" if count <= 15 else "[number]"


def _luhn(text: str) -> bool:
    digits = [int(character) for character in text if character.isdigit()][::-1]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_EMAIL, "[e-mail]"),
    (_REFERENCE, lambda match: f"{match[1].upper()}-…{match[2][-2:].upper()}"),
    (_IBAN, "[iban]"),
    (_MRZ, "[passport]"),
    (_PASSPORT, "[passport]"),
    (_DIGITS, _digits),
)
