"""What comes back, as a table for people or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text


class Output(StrEnum):
    """How to show it."""

    TABLE = "table"
    JSON = "json"


def show_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], output: Output, whole: Any) -> None:
    """Show rows; JSON shows the `whole` answer, a table these columns."""
    if output is Output.JSON:
        show_json(whole)
        return
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        # As text, never as markup: travellers write what they like.
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    Console().print(table)


def show_json(answer: Any) -> None:
    """Show an answer as it came."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("text") or ""
    text = "" if value is None else str(value)
    return "".join(character if character.isprintable() else " " for character in text)[:160]
