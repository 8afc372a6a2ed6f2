"""The demo company's files, read: YAML to values, with days counted from the day of loading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.company.values import Company
from bot.core.errors import DataError
from bot.core.money import Money
from bot.core.shapes import read
from bot.destinations.values import Destination, Place
from bot.policies.values import Policy
from bot.products.values import Departure, Promotion, Tour

_NUMBERS = ("tag:yaml.org,2002:float", "tag:yaml.org,2002:timestamp")


class _Loader(yaml.CSafeLoader):
    """YAML without surprises: `NO` is Norway, 07:30 a text, 12.5 a text that becomes a Decimal."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, expression)
        for tag, expression in resolvers
        if tag not in _NUMBERS and not (tag.endswith(":bool") and first in "yYnNoO")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path) -> Any:
    """Read one file. Raises DataError."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (OSError, yaml.YAMLError) as error:
        raise DataError(path.name, str(error)) from error


@dataclass(frozen=True)
class DemoFiles:
    """The folder `data/demo` as seen from one day."""

    folder: Path
    today: date

    def company(self) -> Company:
        """Read company.yml."""
        document = dict(self._read("company.yml")["company"])
        document["holidays"] = [_span(holiday) for holiday in document["holidays"]]
        return read(Company, document, "company.yml")

    def destinations(self) -> Iterator[Destination]:
        """Read destinations.yml."""
        for key, document in self._read("destinations.yml")["destinations"].items():
            safety = dict(document["safety"])
            safety["as_of"] = self.day(-int(safety.pop("as_of_days_ago")))
            embassy = dict(document["embassy"])
            embassy["serves"] = embassy.pop("for", "any")
            facts = {**document, "id": key, "safety": safety, "embassy": embassy}
            yield read(Destination, facts, f"destinations.yml {key}")

    def places(self) -> Iterator[Place]:
        """Read places.yml."""
        for key, document in self._read("places.yml")["places"].items():
            yield read(Place, {**document, "id": key}, f"places.yml {key}")

    def policies(self, currency: str) -> Iterator[Policy]:
        """Read policies.yml."""
        for key, document in self._read("policies.yml")["policies"].items():
            versions = [self._version(key, document["names"], one, currency) for one in document["versions"]]
            whole = {"id": key, "names": document["names"], "versions": versions}
            yield read(Policy, whole, f"policies.yml {key}")

    def promotions(self, currency: str) -> Iterator[Promotion]:
        """Read promotions.yml."""
        for document in self._read("promotions.yml")["promotions"]:
            facts = dict(document)
            valid, tours = facts.pop("valid"), facts.pop("tours")
            facts["valid_from"], facts["valid_to"] = self.day(int(valid["from"])), self.day(int(valid["to"]))
            facts["tours"] = None if tours == "all" else tours
            facts["amount"] = _money(facts.get("amount"), currency)
            facts["conditions"] = {
                name: _money(value, currency) if isinstance(value, str) else value
                for name, value in facts["conditions"].items()
            }
            yield read(Promotion, facts, f"promotions.yml {facts['id']}")

    def tours(self) -> Iterator[tuple[Tour, tuple[Departure, ...]]]:
        """Read every file of tours/, each with its departures."""
        for path in sorted((self.folder / "tours").glob("*.yml")):
            document = read_yaml(path)
            tour = read(Tour, _tour(document), f"tours/{path.name}")
            yield tour, tuple(self._departure(tour, one) for one in document["departures"])

    def staff(self) -> list[dict[str, Any]]:
        """Read staff.yml."""
        return list(self._read("staff.yml")["staff"])

    def customers(self) -> dict[str, dict[str, Any]]:
        """Read the customers of bookings.yml."""
        return dict(self._read("bookings.yml")["customers"])

    def bookings(self) -> list[dict[str, Any]]:
        """Read the bookings of bookings.yml."""
        return list(self._read("bookings.yml")["bookings"])

    def day(self, offset: int) -> date:
        """Give the day so many days from the day of loading."""
        return self.today + timedelta(days=offset)

    def _read(self, name: str) -> Any:
        return read_yaml(self.folder / name)

    def _version(self, policy_id: str, names: Any, document: dict[str, Any], currency: str) -> dict[str, Any]:
        version = {**document, "policy_id": policy_id, "names": names}
        version["valid_from"] = self.day(-int(version.pop("valid_from_days_ago")))
        version["change"] = {**document["change"], "fee": _money(document["change"]["fee"], currency)}
        return version

    def _departure(self, tour: Tour, document: dict[str, Any]) -> Departure:
        facts = {**document, "id": 0, "tour_id": tour.id, "seats_left": document["seats"]}
        facts["day"] = self.day(int(facts.pop("in_days")))
        return read(Departure, facts, f"tours/{tour.id} departure")


def _tour(document: dict[str, Any]) -> dict[str, Any]:
    """Lay a tour's file out as the value is."""
    prices, payment, currency = document["prices"], document["payment"], document["currency"]
    child, infant = prices["child"] or {}, prices["infant"] or {}
    insurance = dict(document["insurance"])
    for limit in ("medical", "accident", "luggage"):
        insurance[limit] = _money(insurance.get(limit), currency)
    return {
        **document,
        "group_min": document["group"]["min"],
        "group_max": document["group"]["max"],
        "components": [
            {"component": name, "amount": _money(amount, currency)} for name, amount in prices["components"].items()
        ],
        "child_percent": child.get("percent"),
        "child_ages": child.get("ages"),
        "infant_amount": _money(infant.get("amount"), currency),
        "infant_ages": infant.get("ages"),
        "single_supplement": _money(prices["single_supplement"], currency),
        "seasons": [_span(season) for season in prices["seasons"]],
        "included": prices["included"],
        "not_included": prices["not_included"],
        "deposit_percent": payment["deposit_percent"],
        "balance_days_before": payment["balance_days_before"],
        "policy_id": document["policy"],
        "insurance": insurance,
    }


def _span(document: dict[str, Any]) -> dict[str, Any]:
    """Rename `from` and `to`, which Python keeps for itself."""
    return {**document, "starts": document["from"], "ends": document["to"]}


def _money(amount: Any, currency: str) -> Money | None:
    return None if amount is None else Money.of(str(amount), currency)
