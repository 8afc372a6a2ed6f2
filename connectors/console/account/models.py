"""One's own account and its safety, as /api/v1 gives and takes it."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from connectors.console.models import Model

LONGEST_PASSWORD = 200


class Proof(Model):
    """One's password once more: what follows is for its owner only."""

    password: str = Field(max_length=LONGEST_PASSWORD)


class NewPassword(Model):
    """The password that is, and the one to be."""

    old: str = Field(max_length=LONGEST_PASSWORD)
    new: str = Field(max_length=LONGEST_PASSWORD)


class FirstCode(Model):
    """What the authenticator shows."""

    code: str = Field(min_length=1, max_length=40, examples=["123456"])


class Factor(Model):
    """Where one's second factor stands."""

    on: bool
    since: datetime | None
    codes_left: int = Field(description="Recovery codes that have not been used.")
    required: bool = Field(description="This installation asks one's role for it.")


class Picture(Model):
    """A QR code as the `d` of one SVG path, in a square of `size` modules; strokes are one module thick."""

    size: int
    path: str


class Enrolment(Model):
    """What the authenticator has to be told, this once."""

    secret: str = Field(examples=["JBSWY3DPEHPK3PXP"])
    address: str = Field(examples=["otpauth://totp/Tripdesk:anna%40example.com?secret=…&issuer=Tripdesk"])
    picture: Picture


class RecoveryCodes(Model):
    """Codes that each stand in once for a lost authenticator; shown this once."""

    codes: list[str] = Field(examples=[["abcde-fghjk"]])


class Place(Model):
    """Where one is logged in."""

    id: str
    agent: str = Field(examples=["Firefox · Linux"])
    network: str = Field(examples=["203.0.113.0/24"])
    since: datetime
    used: datetime = Field(description="To about five minutes.")
    until: datetime
    current: bool


class Places(Model):
    """Where somebody is logged in, the session used last first."""

    items: list[Place]


class Ended(Model):
    """How many sessions were ended."""

    ended: int


class Protection(Model):
    """How well a colleague's log-in is protected."""

    id: str
    second_factor: bool
    required: bool
    sessions: int
    tokens: int


class Protections(Model):
    """Every colleague's protection."""

    items: list[Protection]
