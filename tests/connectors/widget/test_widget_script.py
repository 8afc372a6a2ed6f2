"""The script: small, whole, of one piece, and nobody's but ours."""

from __future__ import annotations

import gzip
import re

import httpx

from connectors.widget.script import PARTS, SOURCES, build_script

LARGEST = 40_000  # bytes, gzipped


async def test_comes_small_and_is_asked_for_once(web: httpx.AsyncClient) -> None:
    answer = await web.get("/widget.js", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) < LARGEST
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    again = await web.get("/widget.js", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    plain = await web.get("/widget.js", headers={"accept-encoding": "identity"})
    assert plain.text == answer.text == gzip.decompress(build_script().packed).decode()


def test_every_source_is_in_it() -> None:
    assert {path.stem for path in SOURCES.glob("*.js")} == set(PARTS)


def test_names_no_other_address_and_needs_no_loosened_policy() -> None:
    text = build_script().text
    addresses = set(re.findall(r"https?://[\w.-]+", text))
    assert addresses <= {"https://desk.example", "http://www.w3.org"}
    for forbidden in ("eval(", "innerHTML", "insertAdjacentHTML", "new Function", 'createElement("style")', "@import"):
        assert forbidden not in text
