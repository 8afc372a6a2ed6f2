"""Colleagues as the other areas see them."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("agent", "lead", "trainer", "administrator")
CUSTOMER_SERVICE = "customer_service"
TEAMS = (CUSTOMER_SERVICE, "itinerary_design", "booking", "marketing", "management")
# How many chats one colleague looks after at a time, unless their record says otherwise.
USUAL_CAPACITY = 4
LARGEST_CAPACITY = 50


@dataclass(frozen=True)
class Staff:
    """One colleague; never the password. `role` is the first of `roles`.

    `languages`: what they write, best first; `skills`: topics they are good at (names of intents' topics);
    `capacity`: how many chats at a time.
    """

    id: str
    name: str
    latin_name: str | None
    email: str
    role: str
    also: tuple[str, ...]
    team: str
    languages: tuple[str, ...]
    active: bool
    skills: tuple[str, ...] = ()
    capacity: int = USUAL_CAPACITY

    @property
    def roles(self) -> frozenset[str]:
        """Give every role the colleague has."""
        return frozenset((self.role, *self.also))

    @property
    def owner(self) -> str:
        """Give the name under which this colleague owns a conversation."""
        return f"agent:{self.id}"


@dataclass(frozen=True)
class NewStaff:
    """A colleague to be entered; without a password they cannot log in yet, without an id they get one."""

    name: str
    email: str
    role: str = "agent"
    also: tuple[str, ...] = ()
    team: str = CUSTOMER_SERVICE
    latin_name: str | None = None
    id: str | None = None
    languages: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    capacity: int = USUAL_CAPACITY
    password: str | None = None


@dataclass(frozen=True)
class StaffChange:
    """What is to be different about a colleague; None: as it was."""

    name: str | None = None
    latin_name: str | None = None
    role: str | None = None
    also: tuple[str, ...] | None = None
    team: str | None = None
    languages: tuple[str, ...] | None = None
    skills: tuple[str, ...] | None = None
    capacity: int | None = None
    active: bool | None = None


@dataclass(frozen=True)
class FirstLogin:
    """The administrator of a fresh installation, with the password to print once."""

    staff: Staff
    password: str
