"""Documents (YAML, JSON) read into frozen dataclasses, and written back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from bot.core.errors import DataError

T = TypeVar("T")

# A text of a record in several languages: {"en": "Kyoto", "zh": "京都"}.
Texts = Mapping[str, str]


def read(shape: type[T], document: object, where: str) -> T:
    """Check `document` against the dataclass `shape`; say `where` when it does not fit."""
    try:
        return cast("T", _adapter(cast("Any", shape)).validate_python(document))
    except ValidationError as error:
        first = error.errors()[0]
        path = ".".join(str(step) for step in first["loc"])
        raise DataError(where, f"{path}: {first['msg']}") from error


def write(value: object) -> Any:
    """Give a dataclass `value` as a JSON document; decimals, dates and times as text."""
    return _adapter(cast("Any", type(value))).dump_python(value, mode="json")


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)
