"""Money is exact and never mixes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.money import Money, exponent

amounts = st.decimals(-(10**9), 10**9, places=4)
currencies = st.sampled_from(["CNY", "JPY", "KWD", "EUR"])
moneys = st.builds(Money, amounts, currencies)
pairs = currencies.flatmap(
    lambda one: st.tuples(st.builds(Money, amounts, st.just(one)), st.builds(Money, amounts, st.just(one)))
)


@given(pairs)
def test_what_is_added_can_be_taken_away(pair: tuple[Money, Money]) -> None:
    left, right = pair
    assert left + right - right == left
    assert left + right == right + left


@given(moneys)
def test_json_and_back_is_the_same(money: Money) -> None:
    assert Money.from_json(money.to_json()) == money


@given(moneys)
def test_rounding_moves_less_than_a_unit_and_only_once(money: Money) -> None:
    rounded = money.rounded()
    assert rounded.rounded() == rounded
    assert abs((rounded - money).amount) <= Decimal("0.5").scaleb(-exponent(money.currency))


@given(pairs)
def test_order_is_total(pair: tuple[Money, Money]) -> None:
    left, right = pair
    assert (left < right) + (left == right) + (left > right) == 1
    assert (left <= right) == (not left > right)


@given(amounts)
def test_equal_amounts_are_written_alike(amount: Decimal) -> None:
    longer = amount.quantize(Decimal("0.00000001"))
    assert str(Money(amount, "CNY")) == str(Money(longer, "CNY"))


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("1234.5", "CNY", "1234.50 CNY"),
        ("1E+3", "CNY", "1000.00 CNY"),
        ("7.0", "JPY", "7 JPY"),
        ("1.5", "KWD", "1.500 KWD"),
    ],
)
def test_the_currency_decides_the_digits(amount: str, currency: str, written: str) -> None:
    assert str(Money.of(amount, currency)) == written


def test_half_a_cent_is_rounded_up() -> None:
    assert Money.of("10.05", "CNY").percent(Decimal(50)) == Money.of("5.03", "CNY")
    assert Money.of("101", "JPY").percent(Decimal("0.5")) == Money.of("1", "JPY")


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="do not mix"):
        Money.of("1", "CNY") + Money.of("1", "EUR")
    with pytest.raises(ValueError, match="do not mix"):
        assert Money.of("1", "CNY") < Money.of("1", "EUR")


@pytest.mark.parametrize("amount", [1.5, True, "1,5", "NaN", None])
def test_refuses_what_is_not_an_exact_amount(amount: object) -> None:
    with pytest.raises(ValueError, match="amount"):
        Money.of(amount, "CNY")  # type: ignore[arg-type]


def test_refuses_a_float_factor() -> None:
    with pytest.raises(TypeError):
        Money.of("1", "CNY") * 0.1  # type: ignore[operator]
