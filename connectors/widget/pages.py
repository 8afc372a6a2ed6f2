"""The script itself, and the demo page that shows it in the visitor's language."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader

from bot.localisation.languages import DEFAULT, known, languages
from bot.localisation.render import Renderer
from bot.products.values import Tour
from connectors.widget.door import language_of
from connectors.widget.script import build_script
from connectors.widget.words import company_of, names_of

if TYPE_CHECKING:
    from bot.app import Desk

STATIC = Path(__file__).parent / "static"
_DEMO = "demo_"
_TOURS_SHOWN = 6
_SCRIPT_HEADERS = {
    "cache-control": "public, max-age=300",
    "cross-origin-resource-policy": "cross-origin",
    "vary": "Accept-Encoding",
    "x-content-type-options": "nosniff",
}
_POLICY = (
    "default-src 'none'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'nonce-{nonce}'"
)


def build_pages() -> APIRouter:
    """Give the script and the demo page."""
    router = APIRouter(include_in_schema=False)
    templates = Environment(loader=FileSystemLoader(STATIC), autoescape=True, trim_blocks=True, lstrip_blocks=True)

    built = build_script()

    @router.get("/widget.js")
    async def script(request: Request) -> Response:
        """Give the script to any page, also to one that isolates itself from other origins."""
        headers = {**_SCRIPT_HEADERS, "etag": built.tag}
        if request.headers.get("if-none-match") == built.tag:
            return Response(status_code=304, headers=headers)
        packed = "gzip" in request.headers.get("accept-encoding", "")
        if packed:
            headers["content-encoding"] = "gzip"
        return Response(built.packed if packed else built.plain, media_type="text/javascript", headers=headers)

    @router.get("/")
    async def demo(request: Request, lang: str | None = None) -> HTMLResponse:
        """Show the demo company with the widget open."""
        nonce = secrets.token_urlsafe(16)
        facts = await _facts(request.app.state.desk, known(lang) or language_of(request))
        page = templates.get_template("demo.html").render(nonce=nonce, **facts)
        headers = {
            "content-security-policy": _POLICY.format(nonce=nonce),
            "content-language": facts["language"].code,
            "vary": "Accept-Language",
            "cache-control": "no-store",
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
        }
        return HTMLResponse(page, headers=headers)

    return router


async def _facts(desk: Desk, language: str) -> dict[str, Any]:
    async with desk.services(write=False) as services:
        company = await company_of(services)
        tours = (await services.products.list_tours())[:_TOURS_SHOWN]
    renderer, names = desk.renderer, names_of(company)
    keys = [key for key in renderer.catalogue.keys(language) if key.startswith(_DEMO)]
    return {
        "language": languages()[language],
        "languages": languages().values(),
        "company": names.get(language) or names[DEFAULT],
        "tours": [_tour(renderer, tour, language) for tour in tours],
        "t": {key.removeprefix(_DEMO): renderer.text(key, language) for key in keys},
    }


def _tour(renderer: Renderer, tour: Tour, language: str) -> dict[str, str]:
    days = renderer.text("count_days", language, {"n": tour.days})
    name = tour.names.get(language) or tour.names["en"]
    return {"name": name, "days": days, "picture": f"widget/v1/pictures/{tour.id}"}
