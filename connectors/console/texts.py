"""The console's words: which languages it speaks, and which one a request wants."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from bot.localisation.catalogue import UnknownText
from bot.localisation.languages import DEFAULT, known, languages
from bot.localisation.render import Renderer

LANGUAGE_COOKIE = "tripdesk_console_language"
PREFIX = "console_"


def words(renderer: Renderer, key: str, language: str, values: Mapping[str, Any] | None = None) -> str:
    """Word a fragment; in English where the language lacks it, and the bare key where nobody wrote it."""
    for code in (language, DEFAULT):
        try:
            return renderer.text(key, code, values)
        except UnknownText:
            continue
    return key


def console_languages(renderer: Renderer) -> list[str]:
    """Give the languages the console can be shown in: those whose translators have done its file."""
    return [code for code in languages() if f"{PREFIX}title" in renderer.catalogue.keys(code)]


def console_texts(renderer: Renderer, language: str) -> dict[str, str]:
    """Give every text the page shows, placeholders unfilled."""
    texts: dict[str, str] = {}
    for code in (DEFAULT, language):
        for key in renderer.catalogue.keys(code):
            entry = renderer.catalogue.entry(key, code)
            if key.startswith(PREFIX) and isinstance(entry, tuple):
                texts[key] = entry[0]
    return texts


def requested_language(request: Request) -> str:
    """Give the console language of a request: chosen in this browser, else the first the browser asks for."""
    asked = [request.cookies.get(LANGUAGE_COOKIE, ""), *_accepted(request.headers.get("accept-language", ""))]
    return pick_language(request.app.state.desk.renderer, asked)


def pick_language(renderer: Renderer, asked: list[str]) -> str:
    """Give the first of the asked languages that the console speaks, else English."""
    spoken = console_languages(renderer)
    return next((code for one in asked if (code := known(one)) in spoken), DEFAULT)


def _accepted(header: str) -> list[str]:
    """Read an Accept-Language header in the order written, as browsers write it by preference."""
    return [part.split(";")[0].strip() for part in header.split(",") if part.strip()][:10]
