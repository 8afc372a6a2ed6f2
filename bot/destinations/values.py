"""What is known of a destination."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.core.shapes import Texts


@dataclass(frozen=True)
class Safety:
    """The safety state: level 1 (usual care) to 4 (do not travel), and why."""

    level: int
    as_of: date
    concerns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    note: Texts | None = None


@dataclass(frozen=True)
class Embassy:
    """Who helps there, and whose nationals (an ISO country, or `any`)."""

    name: Texts
    phone: str
    address: Texts | None = None
    serves: str = "any"


@dataclass(frozen=True)
class Documents:
    """Papers and things to bring. `visa` maps a nationality (ISO, or `default`) to a kind of visa."""

    visa: Mapping[str, str]
    visa_days: int | None = None
    passport_months: int | None = None
    vaccinations: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()

    def visa_for(self, nationality: str | None) -> str | None:
        """Give the kind of visa a nationality needs; None where it is not on record."""
        return self.visa.get(nationality or "default", self.visa.get("default"))


@dataclass(frozen=True)
class Season:
    """Months alike: temperatures in °C, rain, whether it is a good time to go."""

    months: tuple[int, ...]
    low: int
    high: int
    rain: Literal["low", "medium", "high"]
    good: bool


@dataclass(frozen=True)
class Etiquette:
    """Customs: how one tips, and facts worth knowing."""

    tipping: str
    tipping_percent: int | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Destination:
    """A destination and its facts; `zone` is its time zone, `emergency_numbers` maps police, ambulance, fire …"""

    id: str
    names: Texts
    country: str
    zone: str
    currency: str
    safety: Safety
    emergency_numbers: Mapping[str, str]
    documents: Documents
    seasons: tuple[Season, ...]
    etiquette: Etiquette
    embassy: Embassy | None = None
    insurance: Texts | None = None

    def season(self, month: int) -> Season | None:
        """Give the season that a month belongs to."""
        return next((season for season in self.seasons if month in season.months), None)

    def good_months(self) -> tuple[int, ...]:
        """Give the months in which it is good to go."""
        return tuple(sorted(month for season in self.seasons if season.good for month in season.months))


@dataclass(frozen=True)
class Place:
    """A place that day plans name."""

    id: str
    kind: str
    names: Texts
    destination: str | None = None
