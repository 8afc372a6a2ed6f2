"""Is it theirs? A reference and a contact on file, compared without telling which of the two was wrong."""

from __future__ import annotations

from datetime import datetime

from bot.attempts.service import AttemptsService
from bot.attempts.values import Guess
from bot.bookings.errors import BookingLocked, BookingNotMatched
from bot.bookings.repository import BookingsRepository, OnFile
from bot.core.contacts import normalise_email, phone_readings
from bot.core.crypto import Ciphers, same
from bot.core.ids import BOOKING_PREFIX, normalise_reference

# Compared with when there is no such reference, so that the work is the same.
_NOBODY = OnFile(booking_id="", customer_id="", hashes=("0" * 64, "1" * 64), country=None)


class Verification:
    """Judges guesses at bookings, and counts them by guesser and by reference."""

    def __init__(self, repository: BookingsRepository, attempts: AttemptsService, ciphers: Ciphers) -> None:
        self._repository = repository
        self._attempts = attempts
        self._ciphers = ciphers

    async def judge(self, conversation_id: str, reference: str, factor: str, at: datetime) -> OnFile:
        """Give the booking that both belong to. Raises BookingLocked, BookingNotMatched; both are remembered."""
        written = normalise_reference(reference, BOOKING_PREFIX)
        guesses = (Guess("verify-by", conversation_id), Guess("verify-reference", written))
        standing = await self._attempts.standing(guesses, at)
        on_file = await self._repository.on_file(written)
        matches = self._matches(on_file or _NOBODY, factor)
        if standing.locked_until:
            raise BookingLocked(standing.locked_until)
        if on_file is not None and matches:
            return on_file
        after = await self._attempts.wrong(guesses, at)
        raise BookingLocked(after.locked_until) if after.locked_until else BookingNotMatched(after.tries_left)

    def _matches(self, on_file: OnFile, factor: str) -> bool:
        """Compare every reading of the factor with every contact on file; never stop early."""
        offered = [self._ciphers.lookup("email", normalise_email(factor) or "")]
        offered += [self._ciphers.lookup("phone", number) for number in phone_readings(factor, _regions(on_file))]
        equal = [same(mine, theirs) for mine in offered for theirs in on_file.hashes]
        return any(equal)


def _regions(on_file: OnFile) -> tuple[str, ...]:
    """A number without + is read as dialled at home."""
    return (on_file.country or "CN",)
