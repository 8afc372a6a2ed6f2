"""`tripdesk convs` and `tripdesk conv <id> …`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from bot.cli.client import Client, client_id
from bot.cli.showing import Output, show_json, show_rows
from bot.core.errors import Refusal

Url = Annotated[str, typer.Option(envvar="TRIPDESK_URL", help="Where the desk is.")]
Token = Annotated[str, typer.Option(envvar="TRIPDESK_TOKEN", help="A personal token, made in the console's settings.")]
Show = Annotated[Output, typer.Option("-o", "--output", help="table or json")]
HERE = "http://127.0.0.1:8000"
COLUMNS = ("id", "traveller", "language", "status", "owner_name", "priority", "unread", "last")

conv = typer.Typer(no_args_is_help=True, help="One conversation, by its id or the beginning of it.")


@dataclass(frozen=True)
class Chosen:
    """The conversation that a command is about."""

    client: Client
    id: str
    output: Output

    @property
    def path(self) -> str:
        """Give its address."""
        return f"/conversations/{self.id}"


def convs(
    token: Token,
    which: Annotated[str, typer.Option("--list", help="mine, queue, all, …")] = "queue",
    url: Url = HERE,
    output: Show = Output.TABLE,
) -> None:
    """List conversations."""
    answer = Client(url, token).get("/conversations", list=which)
    show_rows(answer["items"], COLUMNS, output, answer)


@conv.callback()
def choose(
    context: typer.Context, conversation: str, token: Token, url: Url = HERE, output: Show = Output.TABLE
) -> None:
    """Choose the conversation."""
    client = Client(url, token)
    context.obj = Chosen(client, _whole(client, conversation), output)


@conv.command()
def show(context: typer.Context, last: int = 20) -> None:
    """Show the last messages."""
    chosen: Chosen = context.obj
    answer = chosen.client.get(chosen.path)
    show_rows(answer["messages"][-last:], ("seq", "at", "author", "name", "text"), chosen.output, answer)


@conv.command()
def reply(context: typer.Context, text: str) -> None:
    """Say something to the traveller; one has to hold the conversation."""
    _write(context.obj, "reply", text)


@conv.command()
def note(context: typer.Context, text: str) -> None:
    """Leave a note that only colleagues see."""
    _write(context.obj, "note", text)


@conv.command()
def take(context: typer.Context) -> None:
    """Make it mine."""
    _change(context.obj, "take")


@conv.command()
def hand_back(context: typer.Context) -> None:
    """Give it back to the assistant."""
    _change(context.obj, "hand-back")


@conv.command()
def resolve(context: typer.Context) -> None:
    """Close it."""
    _change(context.obj, "resolve")


def _write(chosen: Chosen, kind: str, text: str) -> None:
    written = chosen.client.post(f"{chosen.path}/{kind}", {"client_id": client_id(), "text": text})
    show_rows([written], ("seq", "author", "text"), chosen.output, written)


def _change(chosen: Chosen, verb: str) -> None:
    changed = chosen.client.post(f"{chosen.path}/{verb}")
    if chosen.output is Output.JSON:
        show_json(changed)
    else:
        typer.echo("done")


def _whole(client: Client, beginning: str) -> str:
    """Give the whole id of a conversation of which the beginning is known. Raises Refusal where several begin so."""
    if len(beginning) >= _WHOLE:
        return beginning
    found: dict[str, Any] = {}
    for which in ("mine", "queue", "all"):
        rows = client.get("/conversations", list=which)["items"]
        found |= {row["id"]: row for row in rows if row["id"].startswith(beginning)}
    if len(found) != 1:
        raise Refusal(f"{len(found)} conversations of the lists begin with {beginning!r}; give more of the id")
    return next(iter(found))


_WHOLE = 32
