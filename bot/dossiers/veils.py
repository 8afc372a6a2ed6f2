"""Personal data with its middle covered: enough to recognise, too little to use."""

from __future__ import annotations

import phonenumbers

COVER = "•"


def veil_phone(number: str) -> str:
    """Show country, the first digits and the last three of an E.164 number: `+49 151 ••••678`."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return veil_code(number)
    national = phonenumbers.national_significant_number(parsed)
    if len(national) < 8:
        return f"+{parsed.country_code} {veil_code(national)}"
    return f"+{parsed.country_code} {national[: min(3, len(national) - 6)]} {COVER * 4}{national[-3:]}"


def veil_email(address: str) -> str:
    """Show the first letter and the domain: `a•••@example.com`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}{COVER * 3}@{domain}"


def veil_code(code: str) -> str:
    """Show the last quarter of a number or code, three characters at most: `••••••T50`."""
    shown = min(3, len(code) // 4)
    return COVER * 6 + (code[-shown:] if shown else "")


def veil_all() -> str:
    """Show nothing but that there is something."""
    return COVER * 4
