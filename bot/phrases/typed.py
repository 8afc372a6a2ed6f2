"""What a colleague types into a phrase's open fields, made into tagged values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from bot.core.money import Money
from bot.core.texts import clean_text
from bot.phrases.errors import BadValue
from bot.replies.values import moment, tagged

LONGEST = 400
_LARGEST = Decimal(10) ** 9


def read_typed(name: str, kind: str, given: object, zone: str) -> object:
    """Read one value of a kind; None where nothing was typed. Local times are in `zone`. Raises BadValue."""
    if given is None or given in ("", {}):
        return None
    try:
        return _READERS[kind](given, zone)
    except (ValueError, KeyError, TypeError, InvalidOperation) as error:
        raise BadValue(name) from error


def _text(given: object, zone: str) -> object:
    words = clean_text(_string(given), LONGEST)
    if words.truncated:
        raise ValueError("too long")
    return words.text or None


def _datetime(given: object, zone: str) -> object:
    at = datetime.fromisoformat(_string(given))
    return moment(at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone)), zone)


def _money(given: object, zone: str) -> object:
    if not isinstance(given, Mapping):
        raise ValueError("an amount and its currency")
    amount = _string(given["amount"]).replace(",", ".").strip()
    if not amount:
        return None
    money = Money.of(amount, _string(given["currency"]).strip().upper())
    if not 0 <= money.amount <= _LARGEST:
        raise ValueError("out of reach")
    return tagged(money)


def _number(given: object, zone: str) -> object:
    number = Decimal(str(given)) if isinstance(given, int | str) and not isinstance(given, bool) else None
    if number is None or not number.is_finite() or abs(number) > _LARGEST:
        raise ValueError("not a number")
    return tagged(number)


def _string(given: object) -> str:
    if not isinstance(given, str):
        raise TypeError("not a text")
    return given


_READERS: Mapping[str, Callable[[object, str], object]] = {
    "text": _text,
    "date": lambda given, zone: tagged(date.fromisoformat(_string(given))),
    "time": lambda given, zone: tagged(time.fromisoformat(_string(given))),
    "datetime": _datetime,
    "money": _money,
    "number": _number,
}
