"""Exact money: a decimal amount and the currency it is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, localcontext

# Digits after the point where they are not two (ISO 4217).
EXPONENTS: Mapping[str, int] = {
    "BHD": 3, "CLP": 0, "IQD": 3, "ISK": 0, "JOD": 3, "JPY": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0,
    "TND": 3, "UGX": 0, "VND": 0, "XAF": 0, "XOF": 0,
}  # fmt: skip

_EXACT = Context(prec=60, traps=[Inexact, InvalidOperation])


def exponent(currency: str) -> int:
    """Give the number of digits after the point in `currency`."""
    return EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount; never a float, never mixed with another currency.

    The amount is kept in one form: at least the currency's digits, no further zeros.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise ValueError(f"a money amount is a finite Decimal, not {self.amount!r}")
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"a currency is three capital letters, not {self.currency!r}")
        object.__setattr__(self, "amount", _canonical(self.amount, exponent(self.currency)))

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Money:
        """Make money from a written amount; refuse a float."""
        if isinstance(amount, bool) or not isinstance(amount, (str, int, Decimal)):
            raise ValueError(f"a money amount is written as text, int or Decimal, not {amount!r}")
        try:
            return cls(Decimal(amount), currency)
        except InvalidOperation as error:
            raise ValueError(f"not an amount: {amount!r}") from error

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Give nothing, in `currency`."""
        return cls(Decimal(0), currency)

    @classmethod
    def total(cls, amounts: Iterable[Money], currency: str) -> Money:
        """Add `amounts` up; an empty sum is zero in `currency`."""
        return sum(amounts, start=cls.zero(currency))

    def __add__(self, other: Money) -> Money:
        self._same(other)
        with localcontext(_EXACT):
            return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        return self + -other

    def __neg__(self) -> Money:
        return Money(self.amount.copy_negate() if self.amount else Decimal(0), self.currency)

    def __mul__(self, factor: int | Decimal) -> Money:
        if isinstance(factor, bool) or not isinstance(factor, (int, Decimal)):
            raise TypeError(f"money is multiplied by an int or a Decimal, not {factor!r}")
        with localcontext(_EXACT):
            return Money(self.amount * factor, self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        return self == other or self < other

    def __gt__(self, other: Money) -> bool:
        return other < self

    def __ge__(self, other: Money) -> bool:
        return other <= self

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def percent(self, percent: Decimal | int) -> Money:
        """Give `percent` hundredths of this, rounded as the currency is counted."""
        return (self * (Decimal(percent) * Decimal("0.01"))).rounded()

    def rounded(self) -> Money:
        """Round half up to the currency's smallest unit."""
        unit = Decimal(1).scaleb(-exponent(self.currency))
        with localcontext(Context(prec=60)):
            return Money(self.amount.quantize(unit, rounding=ROUND_HALF_UP), self.currency)

    def to_json(self) -> dict[str, str]:
        """Write as the value that replies carry: `{"t": "money", "amount": "12.50", "currency": "CNY"}`."""
        return {"t": "money", "amount": f"{self.amount:f}", "currency": self.currency}

    @classmethod
    def from_json(cls, value: Mapping[str, str]) -> Money:
        """Read what `to_json` wrote."""
        return cls.of(value["amount"], value["currency"])

    def _same(self, other: Money) -> None:
        if not isinstance(other, Money):
            raise TypeError(f"money goes with money, not {other!r}")
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")


def _canonical(amount: Decimal, digits: int) -> Decimal:
    """Drop zeros after the point down to `digits`, and the sign of nothing."""
    with localcontext(_EXACT):
        if not amount:
            return Decimal(0).scaleb(-digits)
        shortest = amount.normalize()
        written = shortest.as_tuple().exponent
        assert isinstance(written, int)  # finite, checked by the caller
        return shortest if written <= -digits else shortest.quantize(Decimal(1).scaleb(-digits))
