"""Sums of money: an exact amount and its currency."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from bot.brain.nlu.lookups import Lookup
from bot.brain.nlu.vocabulary import HAN, han_number, lookup_words

Money = dict[str, str]
_FIGURE = r"\d{1,3}(?:[.,' \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"


class MoneyRules:
    """How one language writes money."""

    def __init__(self, lookups: Mapping[str, Lookup], language: str) -> None:
        """Compile the currency and thousand words of the language."""
        self._currency = lookup_words(lookups.get("currency"), language)
        self._times = lookup_words(lookups.get("multiplier"), language)
        number = rf"(?P<figure>{_FIGURE})\s?(?P<times>{self._times.pattern})?|(?P<han>{HAN}+)"
        han_free = number.replace("figure", "f2").replace("times", "t2").replace("han", "h2")
        unit = self._currency.pattern
        self._pattern = re.compile(
            rf"(?P<before>{unit})\s?(?:{number})|(?<![a-z0-9-])(?:{han_free})\s?(?P<after>{unit})"
        )

    def find(self, folded: str) -> Iterator[tuple[Money, int, int]]:
        """Give ({amount, currency}, start, end)."""
        for match in self._pattern.finditer(folded):
            part = match.groupdict()
            figure, times = part["figure"] or part["f2"], part["times"] or part["t2"]
            han = part["han"] or part["h2"]
            amount = read_figure(figure) if figure else Decimal(han_number(han or "") or 0)
            # "一块去" is not one yuan: figures in characters count from ten.
            if not amount or (han and amount < 10):
                continue
            amount *= int(self._times.of(times)) if times else 1
            currency = self._currency.of(part["before"] or part["after"])
            yield {"amount": format(amount, "f"), "currency": currency}, *match.span()


def read_figure(text: str) -> Decimal | None:
    """Read 1,234.50 and 1.234,50 and 1 234 alike: a last group of three digits is thousands."""
    plain = re.sub(r"[\s'\u00a0]", "", text)
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None
