"""Put the widget into the desk's web application."""

from __future__ import annotations

from fastapi import FastAPI

from bot.core.settings import Settings
from connectors.widget.cors import WidgetOrigins
from connectors.widget.pages import build_pages
from connectors.widget.routes import build_router


def install(app: FastAPI, settings: Settings) -> None:
    """Add the API, the script, the demo page and the list of pages that may use them."""
    app.include_router(build_router())
    app.include_router(build_pages())
    app.add_middleware(WidgetOrigins, origins=settings.public_origins)
