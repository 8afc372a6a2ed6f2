"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Refusal


class WrongCode(Refusal):
    """The code is not the authenticator's now, was taken before, or is no recovery code that is left."""

    remembered = True

    def __init__(self, tries_left: int) -> None:
        super().__init__("console_code_wrong", tries_left=tries_left)


class NotBegun(Refusal):
    """There is nothing to confirm: begin first."""

    def __init__(self) -> None:
        super().__init__("console_factor_not_begun")


class FactorOn(Refusal):
    """A second factor is there already: turn it off first."""

    def __init__(self) -> None:
        super().__init__("console_factor_on")


class FactorOff(Refusal):
    """There is no second factor."""

    def __init__(self) -> None:
        super().__init__("console_factor_off")
