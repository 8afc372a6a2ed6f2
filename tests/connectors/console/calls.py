"""Every endpoint of /api/v1, called by its own description: what the tests of rights, objects and audit share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI

from connectors.console.routes import API

NOBODYS = "1"  # an id of nothing, which reads as a number too
NAMED = {"client_id": "0123456789abcdef", "verb": "accept"}
_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Endpoint:
    """One operation: `path` without the API's prefix, `body` made of the examples of its description."""

    method: str
    path: str
    body: Any
    takes_file: bool

    @property
    def name(self) -> str:
        """Give the name under which tables list it."""
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> list[str]:
        """Give the names in its path."""
        return _PARAMETER.findall(self.path)

    def url(self, ids: Mapping[str, str] | None = None) -> str:
        """Give its address; what `ids` lack is an id that nobody has."""
        return API + _PARAMETER.sub(lambda match: (ids or {}).get(match[1]) or NAMED.get(match[1], NOBODYS), self.path)


def endpoints(app: FastAPI) -> Iterator[Endpoint]:
    """Walk the application's own description."""
    described = app.openapi()
    for path, methods in described["paths"].items():
        if not path.startswith(API):
            continue
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            body = None if schema is None else example(described, schema)
            files = "requestBody" in operation and schema is None
            yield Endpoint(method.upper(), path.removeprefix(API), body, files)


def example(described: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    """Make a value that a schema allows: its first example, else the smallest."""
    if "$ref" in schema:
        return example(described, described["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    if "default" in schema or "const" in schema:
        return schema.get("default", schema.get("const"))
    if any_of := schema.get("anyOf"):
        return example(described, any_of[0])
    if schema.get("type") == "object":
        needed = [(name, schema["properties"][name]) for name in schema.get("required", ())]
        return {name: NAMED.get(name) or example(described, one) for name, one in needed}
    smallest = {"string": "x" * max(1, schema.get("minLength", 1)), "array": [], "boolean": True}
    kind = schema.get("type")
    return schema.get("minimum", 1) if kind in ("integer", "number") else smallest.get(str(kind))


# What the examples of a description cannot know: a query that has to be there, a value that fits the world of the
# test; `{name}` in a body is the id of that name.
QUERIES: Mapping[str, Mapping[str, str]] = {
    "POST /conversations/{conversation_id}/files": {"client_id": "a-file-of-mine", "name": "room.png"},
    "POST /conversations/{conversation_id}/note-files": {"client_id": "a-note-of-mine", "name": "room.png"},
    "GET /customers/{customer_id}/merge": {"other": "0"},
    "DELETE /phrases/{phrase_id}": {"version": "1"},
}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "POST /customers/{customer_id}/accounts": {"conversation": "{conversation_id}"},
    "POST /customers/{customer_id}/merge": {"other": "{other}"},
    "POST /tickets": {"text": "The room was dirty", "booking": ""},
    "POST /tickets/{reference}/assign": {"staff": "{staff_id}"},
    "POST /tickets/{reference}/sort": {"severity": "serious"},
    "POST /tickets/{reference}/propose": {"kind": "apology"},
    "POST /tickets/{reference}/decline": {"reason": "too much"},
    "POST /tickets/{reference}/pay": {"method": "bank_transfer", "money": {"amount": "200", "currency": "CNY"}},
    "POST /tickets/{reference}/resolve": {"cause": "supplier_quality", "text": "Refunded in part"},
    "POST /tickets/{reference}/reopen": {"text": "It came back"},
    "POST /tickets/{reference}/close": {"text": "Settled"},
    "POST /tickets/{reference}/link": {"reference": "{other_reference}"},
    "POST /tickets/{reference}/work-orders": {"team": "booking", "what": "Ask the hotel"},
    "PUT /phrases/{phrase_id}": {"shortcut": "walked"},
    "POST /conversations/{conversation_id}/transfer": {"staff": "{staff_id}"},
    "POST /conversations/{conversation_id}/phrase": {"phrase": "utter_greet"},
}


def body_of(endpoint: Endpoint, ids: Mapping[str, str]) -> Any:
    """Give the body to call an endpoint with: its examples, and what only this world can say."""
    if endpoint.body is None:
        return None
    ours = {name: _filled(value, ids) for name, value in BODIES.get(endpoint.name, {}).items()}
    return {**endpoint.body, **ours}


def _filled(value: Any, ids: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    return _PARAMETER.sub(lambda match: ids.get(match[1]) or NOBODYS, value)
