"""A picture for every tour: the company's own photograph, or a landscape drawn here. Nobody else is asked."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Request, Response
from fastapi import Path as InPath
from fastapi.responses import FileResponse

from bot.localisation.languages import DATA
from bot.products.errors import UnknownTour
from connectors.widget.door import Door

FOLDER = "pictures"
WIDE, HIGH = 320, 160
_PHOTOGRAPHS = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_HEADERS = {
    "cache-control": "public, max-age=3600",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
}
_RANGES = ((78, 20, 0.016), (98, 16, 0.023), (124, 10, 0.031))  # height, swing, how quickly


def build_pictures() -> APIRouter:
    """Give the one route; tours are public, so it asks for no token."""
    router = APIRouter(route_class=Door)
    drawing = yaml.safe_load((DATA / "pictures.yml").read_text(encoding="utf-8"))

    @router.get("/pictures/{tour}", response_class=Response)
    async def picture(request: Request, tour: Annotated[str, InPath(pattern=r"^[a-z0-9-]{1,64}$")]) -> Response:
        """Give a tour's picture."""
        desk = request.app.state.desk
        if photograph := _photograph(desk.settings.home / FOLDER, tour):
            return FileResponse(photograph, media_type=_PHOTOGRAPHS[photograph.suffix], headers=_HEADERS)
        try:
            async with desk.services(write=False) as services:
                themes = (await services.products.get_tour(tour)).themes
        except UnknownTour:
            return Response(status_code=404)
        return Response(draw(tour, themes, drawing), media_type="image/svg+xml", headers=_HEADERS)

    return router


def draw(tour: str, themes: Sequence[str], drawing: dict[str, Any]) -> str:
    """Draw a landscape; the same tour always has the same one."""
    seed = hashlib.sha256(tour.encode()).digest()
    palette = drawing["palettes"][seed[0] % len(drawing["palettes"])]
    top, middle, horizon = palette["sky"]
    sun_x, sun_y = 40 + seed[1] % 120, 38 + seed[2] % 34
    shape = next((drawing["silhouettes"][theme] for theme in themes if theme in drawing["silhouettes"]), "")
    hills = "".join(
        f'<path fill="{colour}" d="{_range(*form, seed[3 + number])}"/>'
        for number, (form, colour) in enumerate(zip(_RANGES, palette["hills"], strict=True))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="xMidYMid slice">'
        f'<linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset=".55" stop-color="{middle}"/><stop offset="1" stop-color="{horizon}"/></linearGradient>'
        f'<path fill="url(#s)" d="M0 0h{WIDE}v{HIGH}H0z"/>'
        f'<circle cx="{sun_x}" cy="{sun_y}" r="30" fill="{palette["sun"]}" fill-opacity=".25"/>'
        f'<circle cx="{sun_x}" cy="{sun_y}" r="16" fill="{palette["sun"]}"/>{hills}'
        f'<path fill="{palette["hills"][2]}" d="{shape}"/><path fill-opacity=".4" d="{shape}"/></svg>'
    )


def _range(height: int, swing: int, quick: float, turn: int) -> str:
    """Draw one range of hills as a sum of two waves, `turn` shifting them."""
    points = (
        (x, height + swing * (math.sin(x * quick + turn) + 0.45 * math.sin(x * quick * 2.7 + 2 * turn)))
        for x in range(0, WIDE + 1, 8)
    )
    return f"M0 {HIGH}" + "".join(f"L{x} {y:.1f}" for x, y in points) + f"V{HIGH}z"


def _photograph(folder: Path, tour: str) -> Path | None:
    return next((path for kind in _PHOTOGRAPHS if (path := folder / f"{tour}{kind}").is_file()), None)
