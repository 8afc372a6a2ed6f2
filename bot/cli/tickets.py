"""`tripdesk tickets` and `tripdesk ticket <reference> …`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.client import Client
from bot.cli.convs import HERE, Show, Token, Url
from bot.cli.showing import Output, show_json, show_rows

COLUMNS = ("reference", "kind", "category", "state", "severity", "deadline")


def tickets(
    token: Token,
    state: Annotated[str | None, typer.Option(help="open, in_progress, awaiting_answer, resolved, closed")] = None,
    url: Url = HERE,
    output: Show = Output.TABLE,
) -> None:
    """List tickets."""
    answer = Client(url, token).get("/tickets", state=state)
    show_rows(answer["items"], COLUMNS, output, answer)


def ticket(reference: str, token: Token, url: Url = HERE, output: Show = Output.TABLE) -> None:
    """Show one ticket with all that happened to it."""
    answer = Client(url, token).get(f"/tickets/{reference}")
    if output is Output.JSON:
        show_json(answer)
        return
    show_rows([answer["ticket"]], COLUMNS, output, answer)
    show_rows(answer["events"], ("at", "kind", "by", "words"), output, answer)
