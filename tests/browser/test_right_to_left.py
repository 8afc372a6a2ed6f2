"""Values inside Arabic are drawn in the order in which they are read: measured where Chromium puts each character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from bot.localisation.catalogue import load_catalogue
from bot.localisation.render import Renderer
from tests.browser.chromium import ARGUMENTS, chromium

PARAGRAPH = '<p dir="rtl" style="font: 16px sans-serif; white-space: pre-wrap; unicode-bidi: plaintext"></p>'
# The characters of a piece of the paragraph, from left to right on the screen; those without a width have no place.
DRAWN = """([text, piece]) => {
  const node = document.querySelector("p");
  node.textContent = text;
  const start = text.indexOf(piece), placed = [];
  for (let at = start; at < start + piece.length; at++) {
    const range = document.createRange();
    range.setStart(node.firstChild, at);
    range.setEnd(node.firstChild, at + 1);
    const box = range.getBoundingClientRect();
    if (box.width) placed.push([box.x, text[at]]);
  }
  return start < 0 ? null : placed.sort((one, other) => one[0] - other[0]).map((one) => one[1]).join("");
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        opened = browser.new_page()
        opened.set_content(PARAGRAPH)
        yield opened
        browser.close()


@pytest.mark.parametrize(
    ("key", "values", "piece"),
    [
        ("utter_cancel_kept", {"reference": "TD-7K2M9P"}, "TD-7K2M9P"),
        ("utter_make_complaint", {"ticket": "TK-AB12CD"}, "TK-AB12CD"),
        ("utter_emergency_no_place", {"line": "+86 10 5555 0199"}, "+86 10 5555 0199"),
        ("utter_refund_quote", {"clause": "4.1(b)", "percent": {"t": "percent", "value": "20"}}, "4.1(b)"),
        ("line_season", {"season": "الشتاء", "percent": {"t": "percent", "value": "-10"}}, "-10%"),
        ("line_climate", {"low": -8, "high": 4}, "-8"),
        ("line_price_single", {"amount": {"t": "money", "amount": "8480", "currency": "CNY"}}, "8,480"),
        ("line_price_single", {"amount": {"t": "money", "amount": "80", "currency": "USD"}}, "US$"),
        ("line_day_hotel", {"hotel": {"t": "name", "texts": {"en": "Hanami Ryokan (Kyoto)"}}}, "Hanami Ryokan (Kyoto)"),
    ],
)
def test_reads_as_it_is_written(page: Page, key: str, values: dict[str, Any], piece: str) -> None:
    assert page.evaluate(DRAWN, [Renderer(load_catalogue()).text(key, "ar", values), piece]) == piece
