"""Suggested tours as cards: made from the very values and buttons of the message, so that both say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.conversations.reading import read_payload
from bot.conversations.values import Message
from bot.localisation.languages import DEFAULT
from bot.localisation.render import Renderer
from connectors.widget.shapes import Card, CardButton

SUGGESTING = frozenset({"utter_plan_trip", "utter_plan_trip_ask"})
# What can be asked about a tour from its card; the titles are the catalogue's `button_<intent>`.
_ASKED = ("ask_itinerary", "ask_price")
_LISTED = re.compile(r"(?:^[\u2066-\u2069\u200e\u200f]*•.*(?:\n|\Z))+", re.MULTILINE)


def cards_of(message: Message, renderer: Renderer) -> list[Card]:
    """Give a card for every tour that a message suggests; none where its list and its buttons do not match."""
    if message.key not in SUGGESTING or not message.values:
        return []
    listed = message.values.get("lines")
    rows = listed.get("items", []) if isinstance(listed, dict) else []
    named = [read_payload(str(button["payload"])).entities.get("tour") for button in message.buttons]
    tours = [str(tour) for tour in named if tour]
    if not len(rows) == len(tours) == len(message.buttons):
        return []
    language = message.language or DEFAULT
    return [_card(tour, row["values"], renderer, language) for tour, row in zip(tours, rows, strict=True)]


def around(message: Message) -> tuple[str, str]:
    """Give a message's words before and after the list that its cards show instead."""
    before, *after = _LISTED.split(message.text, maxsplit=1)
    return before.strip(), "".join(after).strip()


def _card(tour: str, values: Mapping[str, Any], renderer: Renderer, language: str) -> Card:
    title = renderer.value(values["tour"], language)
    reasons = values.get("reasons")
    return Card(
        title=title,
        detail=renderer.value(values["days"], language),
        price=renderer.text("widget_card_from", language, {"price": values["price"]}),
        reasons=renderer.value(reasons, language) if reasons else "",
        picture=f"widget/v1/pictures/{tour}",
        buttons=[_button(intent, tour, title, renderer.text(f"button_{intent}", language)) for intent in _ASKED],
    )


def _button(intent: str, tour: str, title: str, label: str) -> CardButton:
    payload = f'/{intent}{{"tour":"{tour}"}}'
    return CardButton(title=f"{title} · {label}", label=label, payload=payload)
