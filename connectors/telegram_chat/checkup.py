"""What is wrong with Telegram, in plain words: token, network, clock, webhook."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import httpx
from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.core.clock import Clock
from bot.core.findings import Finding
from bot.core.settings import Settings
from connectors.telegram_chat.client import build_bot

# A lease is given for twenty seconds: clocks further apart than this would have two processes serve, or none.
WRONG_CLOCK_SECONDS = 5
MANY_WAITING = 100


async def check_telegram(settings: Settings, clock: Clock) -> list[Finding]:
    """Look at everything that Telegram needs."""
    if settings.telegram_token is None:
        off = "off: TRIPDESK_TELEGRAM_TOKEN is not set. @BotFather on Telegram gives you a token."
        return [Finding("telegram", True, off)]
    network = await check_network(settings, clock)
    return network if not network[0].good else [*network, *await _check_bot(settings)]


async def check_network(settings: Settings, clock: Clock) -> list[Finding]:
    """See whether Telegram answers, and whether its clock and ours agree."""
    try:
        async with httpx.AsyncClient(timeout=10) as http:
            answer = await http.get(settings.telegram_api)
    except httpx.HTTPError as error:
        why = f"{settings.telegram_api} does not answer ({type(error).__name__}): {_ADVICE}"
        return [Finding("telegram network", False, why)]
    found = [Finding("telegram network", True, f"{settings.telegram_api} answers")]
    if date := answer.headers.get("date"):
        apart = round(abs((parsedate_to_datetime(date) - clock.now()).total_seconds()))
        right = apart <= WRONG_CLOCK_SECONDS
        advice = "agrees with Telegram's" if right else f"is {apart} seconds off Telegram's; set it by NTP"
        found.append(Finding("clock", right, f"this machine's clock {advice}"))
    return found


async def _check_bot(settings: Settings) -> list[Finding]:
    bot = build_bot(settings)
    try:
        await bot.initialize()
        name = Finding("telegram token", True, f"it is @{bot.username}'s")
        return [name, _webhook(settings, await bot.get_webhook_info())]
    except InvalidToken:
        wrong = "Telegram does not know this token; copy it anew from @BotFather into TRIPDESK_TELEGRAM_TOKEN"
        return [Finding("telegram token", False, wrong)]
    except TelegramError as error:
        return [Finding("telegram", False, f"Telegram answers, but not as it should: {error.message}")]
    finally:
        await bot.shutdown()


def _webhook(settings: Settings, info: WebhookInfo) -> Finding:
    wanted = settings.telegram_webhook or ""
    waiting = f"{info.pending_update_count} updates waiting"
    if info.url != wanted:
        return Finding("telegram webhook", False, _elsewhere(info.url, wanted))
    if info.url and info.last_error_message:
        why = f"Telegram's last call to {wanted} failed: {info.last_error_message} ({waiting}). Is the address open?"
        return Finding("telegram webhook", False, why)
    if info.pending_update_count > MANY_WAITING:
        return Finding("telegram webhook", False, f"{waiting}: is the desk running?")
    if settings.public_url and not wanted:
        why = f"{settings.public_url} is not https, so Telegram cannot call it; updates are fetched by polling"
        return Finding("telegram webhook", True, f"{why}; {waiting}")
    return Finding("telegram webhook", True, f"{f'set to {wanted}' if wanted else 'none, polling is used'}; {waiting}")


def _elsewhere(found: str, wanted: str) -> str:
    if not found:
        return f"none is set, though TRIPDESK_PUBLIC_URL asks for {wanted}; the desk sets it when it runs"
    if wanted:
        return f"it is set to {found} instead of {wanted}: does another program use this token?"
    return f"it is set to {found}, so polling gets nothing; the desk removes it when it runs. Who set it?"


_ADVICE = "is there a connection, a firewall, a proxy (HTTPS_PROXY)? Some countries and networks block Telegram."
