"""The parts of the desk put together: records, brain, bus, switchboard."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

from redis.asyncio import Redis

from bot.alarms import Alarms
from bot.audit.witness import Witness
from bot.auditing import FILE, Auditing
from bot.brain_client import Brain, HttpBrain
from bot.bus import Bus, MemoryBus, RedisBus
from bot.conversations.reading import intent_of
from bot.core.clock import Clock
from bot.core.errors import DeskError
from bot.core.secrets import load_settings
from bot.core.settings import Settings
from bot.courier import Courier
from bot.dispatcher import Dispatcher
from bot.followups import FollowUps
from bot.intake import Intake
from bot.localisation.catalogue import load_catalogue
from bot.localisation.render import Renderer
from bot.mail.service import build_mail
from bot.postman import Postman
from bot.services import Services, open_desk
from bot.switchboard import Switchboard
from bot.timekeeper import Timekeeper

# Something any model of ours understands; `/health` asks it so that "up" means "answers".
PROBE = "hello"


class Desk:
    """The parts of one desk process; lives on `app.state.desk`."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        brain: Brain | None = None,
        bus: Bus | None = None,
    ) -> None:
        self.records = open_desk(settings, clock)
        self.settings = settings
        self.clock = self.records.clock
        self.services = self.records.open_services
        self.renderer = Renderer(load_catalogue())
        self.brain: Brain = brain or HttpBrain(settings.brain_url, settings.brain_token.get_secret_value())
        self.bus: Bus = bus or _bus(settings)
        self.files = self.records.files
        self.intake = Intake(self.services, self.files)
        smtp = settings.smtp_url.get_secret_value() if settings.smtp_url else None
        mail = build_mail(smtp, settings.home / "mail")
        self.postman = Postman(self.services, mail, self.renderer, self.files, self.bus, settings.mail_from)
        self.dispatcher = Dispatcher(self.services, self.bus)
        self.courier = Courier(self.services, self.clock)
        self.auditing = Auditing(self.services, Witness(settings.home / FILE))
        holder = f"{socket.gethostname()}/{os.getpid()}"
        self.alarms = Alarms(self.services, self.renderer, self.bus, holder)
        self.timekeeper = Timekeeper(self.services, self.bus, holder)
        self.switchboard = Switchboard(self.services, self.brain, self.bus, self.renderer, self.clock, holder)
        self.followups = FollowUps(self.services, self.bus, self.clock, holder)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the background work going: sweep, tidy, letters, offers, webhooks, clocks, alarms, relay."""
        endless = (
            self.switchboard.sweep(),
            self.intake.tidy(),
            self.postman.run(),
            self.dispatcher.run(),
            self.courier.run(),
            self.timekeeper.run(),
            self.auditing.run(),
            self.followups.run(),
            self.alarms.run(),
        )
        work = [asyncio.create_task(one) for one in endless]
        if isinstance(self.bus, RedisBus):
            work.append(asyncio.create_task(self.bus.relay()))
        try:
            yield
        finally:
            for task in work:
                task.cancel()
            for task in work:
                with suppress(asyncio.CancelledError):
                    await task
            await self.switchboard.stop()
            await self.records.close()

    async def healthy(self) -> bool:
        """Say whether a real question would be answered now: records and brain both reply."""
        try:
            async with self.services(write=False) as services:
                await services.company.exists()
            reading = await self.brain.parse(PROBE)
        except DeskError:
            return False
        return bool(intent_of(reading)[0])


def services_from_environment() -> Callable[[bool], AbstractAsyncContextManager[Services]]:
    """An opener for actions that run outside the desk (`python -m rasa_sdk --actions actions`)."""
    records = open_desk(load_settings())
    return lambda write: records.open_services(write=write)


def _bus(settings: Settings) -> Bus:
    return RedisBus(Redis.from_url(settings.redis_url)) if settings.redis_url else MemoryBus()
