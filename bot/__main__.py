"""The command line `tripdesk`."""

from __future__ import annotations

import asyncio
import sys

import typer

from bot.cli import convs, tickets
from bot.cli.audit import audit
from bot.core.errors import Conflict, DataError, DeskError, Refusal, Unavailable
from bot.core.secrets import load_settings
from bot.trainer import cards, models

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Tripdesk: the customer-service desk of a travel company.",
)


@app.command()
def up() -> None:
    """Train if needed, fill the demo company once, start brain and desk, and print where they are."""
    from bot.startup import start

    start(load_settings())


@app.command()
def serve() -> None:
    """Run the desk alone (the supervisor does this; use it behind a service manager of your own)."""
    from bot.server import run

    asyncio.run(run(load_settings()))


@app.command()
def train(
    card: bool = typer.Option(False, help="Also read tests/nlu with it and write the model card."),
    if_needed: bool = typer.Option(False, help="Only when today's data has no model yet."),
) -> None:
    """Train a model from today's data."""
    model = models.current()
    if not (if_needed and models.usable(model)):
        models.train(log=load_settings().home / "logs/train.log", tell=typer.echo)
    if card:
        typer.echo(cards.write(model).read_text(encoding="utf-8"))
    typer.echo(model)


@app.command()
def token(name: str) -> None:
    """Print a new API token; it is shown only this once."""
    from bot.maintenance import issue_token

    typer.echo(asyncio.run(issue_token(load_settings(), name)))


@app.command()
def login(
    email: str = typer.Argument("admin@example.com"),
    without_factor: bool = typer.Option(False, help="Also turn off their second factor."),
) -> None:
    """Set a new random password for a member of staff and print it."""
    from bot.maintenance import new_password

    typer.echo(asyncio.run(new_password(load_settings(), email, without_factor)))


@app.command()
def doctor() -> None:
    """Look at database, brain, network, clock and Telegram, and say in plain words what is wrong."""
    from bot.doctor import examine

    findings = asyncio.run(examine(load_settings()))
    for found in findings:
        typer.echo(f"{'ok     ' if found.good else 'WRONG  '} {found.part}: {found.words}")
    raise typer.Exit(0 if all(found.good for found in findings) else 1)


@app.command()
def widget_secret() -> None:
    """Print the secret with which your own site vouches for its users to the widget: keep it on your server."""
    typer.echo(load_settings().widget_secret.get_secret_value())


@app.command()
def reindex() -> None:
    """Write the search index again, while the desk works."""
    from bot.maintenance import reindex as write_again

    typer.echo(f"{asyncio.run(write_again(load_settings()))} messages can be found.")


@app.command()
def demo_reset() -> None:
    """Empty the records and load the demo company again."""
    from bot.maintenance import reset_demo

    asyncio.run(reset_demo(load_settings()))
    typer.echo("The demo company is as new.")


app.command()(convs.convs)
app.add_typer(convs.conv, name="conv")
app.command()(tickets.tickets)
app.add_typer(audit, name="audit")
app.command()(tickets.ticket)


def main() -> None:
    """Run a command; an error the desk knows becomes one sentence."""
    try:
        app()
    except (DataError, Unavailable, Conflict, Refusal) as error:
        sys.exit(f"tripdesk: {advice(error)}")
    except OSError as error:
        sys.exit(
            f"tripdesk: {error.strerror or error}: {error.filename or ''} (disk full, or no right to write there?)"
        )


def advice(error: DeskError) -> str:
    """Say what is wrong and what to do about it, for whoever runs the program."""
    if isinstance(error, Unavailable):
        return f"the {error.what} is out of reach; check it and try again ('make up' repairs a half-made environment)."
    if isinstance(error, DataError) and error.where == "training":
        return f"training failed ({error.what}); see logs/train.log under TRIPDESK_HOME."
    return str(error)


if __name__ == "__main__":
    main()
