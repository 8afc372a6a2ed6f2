"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class UnknownTour(Refusal):
    """We have no such tour."""

    def __init__(self, tour: str) -> None:
        super().__init__("utter_tour_unknown", tour=tour)


class PartyNotAdmitted(Refusal):
    """The tour takes nobody so young: `who` is children or infants, `min_age` the youngest admitted where known."""

    def __init__(self, tour: str, who: str, min_age: int | None) -> None:
        super().__init__("utter_tour_age_limit", tour=tour, who=who, min_age=min_age)


class UnknownDeparture(Refusal):
    """The tour does not leave then."""

    def __init__(self, tour: str) -> None:
        super().__init__("utter_departure_unknown", tour=tour)
