"""The command menu in every language, told to Telegram only where it differs from what Telegram has."""

from __future__ import annotations

import logging

from telegram import BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.localisation.languages import DEFAULT, languages
from connectors.telegram_chat.commands import COMMANDS
from connectors.telegram_chat.door import Door

log = logging.getLogger(__name__)


async def set_menus(door: Door) -> None:
    """Bring the menus up to date: one for each two-letter language, and English for everybody else."""
    try:
        for code in (None, *(code for code in languages() if len(code) == 2)):
            wanted = menu(door, code or DEFAULT)
            if await door.bot.get_my_commands(language_code=code) != wanted:
                await door.bot.set_my_commands(wanted, language_code=code)
    except TelegramError as error:
        log.warning("the command menus were not set: %s", error)


async def set_chat_menu(door: Door, chat_id: int, language: str) -> None:
    """Give one chat its menu in the language that was chosen there; the only way for traditional Chinese."""
    await door.bot.set_my_commands(menu(door, language), scope=BotCommandScopeChat(chat_id))


def menu(door: Door, language: str) -> tuple[BotCommand, ...]:
    """Give the menu in one language."""
    return tuple(BotCommand(name, door.word(f"telegram_command_{name}", language)) for name in COMMANDS)
