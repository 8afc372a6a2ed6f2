"""The page at /console and its files."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"
# Nothing from elsewhere, nothing inline: markup that slipped through could still run nothing.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Nobody frames the page, opens it with a handle on it, or lends it a device that it never asks for.
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()",
    # Files change with every version and are small: ask again each time, and get "not modified".
    "Cache-Control": "no-cache",
}

router = APIRouter(include_in_schema=False)
_files = StaticFiles(directory=STATIC)


@router.get("/console")
async def page() -> FileResponse:
    """Give the page; it asks the API for everything else."""
    return FileResponse(STATIC / "index.html", headers=HEADERS)


@router.get("/console/static/{path:path}")
async def file(path: str, request: Request) -> Response:
    """Give one of the page's files, under the same policy."""
    response = await _files.get_response(path, request.scope)
    response.headers.update(HEADERS)
    return response
