"""Telephone numbers in E.164 and e-mail addresses."""

import re
from collections.abc import Iterator

import phonenumbers
from babel import Locale
from babel.core import get_global

_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+\-]*@[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,}")
_FEWEST_DIGITS = 7


def find_emails(folded: str) -> Iterator[tuple[str, int, int]]:
    """Give (address, start, end) in lower case."""
    for match in _EMAIL.finditer(folded):
        yield match.group(), match.start(), match.end()


def find_phones(folded: str, region: str) -> Iterator[tuple[str, int, int]]:
    """Give (E.164 number, start, end); a number without a country code is taken as local."""
    # The matcher costs a millisecond: most messages hold no number at all.
    if sum(character.isdigit() for character in folded) < _FEWEST_DIGITS:
        return
    for match in phonenumbers.PhoneNumberMatcher(folded, region):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        yield number, match.start, match.end


def likely_region(babel: str) -> str:
    """Give the country where most speakers of a CLDR locale live."""
    likely = get_global("likely_subtags").get(babel, babel)
    return Locale.parse(likely).territory or "CN"
