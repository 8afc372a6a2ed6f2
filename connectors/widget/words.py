"""The widget's own words: labels, the welcome, and what the door says when it cannot do what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.attachments.files import MB, Files
from bot.company.errors import NoCompany
from bot.company.values import Company
from bot.core.texts import LONGEST
from bot.localisation.languages import DEFAULT, known, languages
from bot.localisation.render import Renderer
from bot.services import Services
from connectors.widget.shapes import Button, FileRules, LanguageName, TravellerMessage

PREFIX = "widget_"
WELCOME = "utter_welcome"
# The script fills these in itself: they change while the page is open.
_VALUES: Mapping[str, Any] = {
    **{name: f"{{{name}}}" for name in ("name", "wait", "position", "opens", "price")},
    "n": {"t": "number", "value": str(LONGEST)},
}


def labels(renderer: Renderer, language: str, most_mb: int) -> dict[str, str]:
    """Give every text of the script in one language."""
    keys = [key for key in renderer.catalogue.keys(language) if key.startswith(PREFIX)]
    large = renderer.text("utter_attachment_too_large", language, {"most": most_mb})
    return {**{key: renderer.text(key, language, _VALUES) for key in keys}, "widget_too_large": large}


def file_rules(files: Files) -> FileRules:
    """Say what a file may be, so that the script refuses a large one before it travels."""
    return FileRules(largest=files.most_mb * MB, extensions=list(files.types.by_extension))


def kept_first(renderer: Renderer, language: str) -> str:
    """Say that only the beginning of a message was kept."""
    return renderer.text("widget_kept_first", language, _VALUES)


def welcome(renderer: Renderer, language: str, company: Company | None) -> TravellerMessage:
    """Give the greeting that stands above every chat; it is on no record and has number 0."""
    rendered = renderer.reply(WELCOME, {"company": {"t": "name", "texts": names_of(company)}}, language)
    return TravellerMessage(
        seq=0,
        author="assistant",
        text=rendered.text,
        language=language,
        direction=languages()[language].direction,
        buttons=[Button(**button) for button in rendered.buttons],
    )


def names_of(company: Company | None) -> dict[str, str]:
    """Give the company's names; our own until one is on record."""
    return dict(company.names) if company else {DEFAULT: "Tripdesk"}


async def company_of(services: Services) -> Company | None:
    """Give the company, or None where none is on record yet: a chat must open all the same."""
    try:
        return await services.company.get()
    except NoCompany:
        return None


def language_names() -> list[LanguageName]:
    """Give every language under its own name."""
    return [LanguageName(code=one.code, name=one.name) for one in languages().values()]


def first_known(*locales: str | None) -> str:
    """Give the first locale that we speak."""
    return next(filter(None, map(known, locales)), DEFAULT)


def accepted(header: str | None) -> str | None:
    """Give the language that an Accept-Language header likes best among ours."""
    wishes: list[tuple[float, str]] = []
    for wish in (header or "")[:500].split(","):
        locale, _, weight = wish.partition(";q=")
        code = known(locale.strip())
        if code:
            wishes.append((_weight(weight), code))
    return max(wishes, key=lambda wish: wish[0])[1] if wishes else None


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
