"""Who we are and when people are here."""

from __future__ import annotations

from datetime import datetime

from bot.company.errors import NoCompany
from bot.company.hours import openings
from bot.company.repository import CompanyRepository
from bot.company.values import Company, Opening
from bot.core.clock import Clock


class CompanyService:
    """Answers for the company itself. Moments are aware; `at` defaults to now."""

    def __init__(self, repository: CompanyRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def get(self) -> Company:
        """Give the company. Raises NoCompany."""
        company = await self._repository.get()
        if company is None:
            raise NoCompany
        return company

    async def exists(self) -> bool:
        """Say whether there is a company on record."""
        return await self._repository.get() is not None

    async def publish(self, company: Company) -> None:
        """Set the company, or replace its facts."""
        await self._repository.save(company)

    async def open_now(self, at: datetime | None = None) -> bool:
        """Say whether people are at the desk."""
        moment = at or self._clock.now()
        opening = next(openings((await self.get()).calendar, moment), None)
        return opening is not None and opening.opens <= moment

    async def next_opening(self, at: datetime | None = None) -> Opening | None:
        """Give the stretch that is open now, else the next one; None when nothing opens within a year."""
        return next(openings((await self.get()).calendar, at or self._clock.now()), None)

    async def once(self, name: str) -> bool:
        """Set the mark `name`; say whether this was the first time."""
        return await self._repository.mark(name, self._clock.now())

    async def wipe(self) -> None:
        """Empty every table but the audit log, the company's own and everybody else's. There is no way back."""
        await self._repository.wipe()
