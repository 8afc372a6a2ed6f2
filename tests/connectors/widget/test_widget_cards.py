"""Suggested tours as cards, and their pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
import yaml

from bot.app import Desk
from bot.brain_client import Said
from bot.core.money import Money
from bot.localisation.languages import DATA
from bot.replies.values import button, clauses, count, line, lines, name, word
from connectors.widget.pictures import draw
from tests.connectors.widget.fakes import ScriptedBrain

KYOTO = {"en": "Kyoto Gardens", "ar": "حدائق كيوتو"}


def suggestion(tour: str, names: Mapping[str, str]) -> dict[str, Any]:
    return line(
        "line_suggestion",
        tour=name(names),
        days=count("count_days", 5),
        price=Money.of("4800", "CNY"),
        reasons=clauses([word("word_reason_child_friendly")]),
    )


def said(*tours: tuple[str, Mapping[str, str]]) -> Said:
    buttons = tuple(button(name(names), "ask_itinerary", tour=tour) for tour, names in tours)
    return Said("utter_plan_trip", {"lines": lines(suggestion(*one) for one in tours)}, buttons)


async def ask(traveller: httpx.AsyncClient, desk: Desk) -> dict[str, Any]:
    await traveller.post("/widget/v1/messages", json={"client_id": "plan-plan", "text": "suggest"})
    await desk.switchboard.settle()
    return dict((await traveller.get("/widget/v1/messages")).json()["messages"][-1])


async def test_a_suggestion_comes_as_a_card(traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain) -> None:
    brain.script["suggest"] = [said(("kyoto-gardens", KYOTO))]
    message = await ask(traveller, desk)
    card = message["cards"][0]
    assert (card["title"], card["detail"], card["price"]) == ("Kyoto Gardens", "5 days", "from CN¥4,800")
    assert card["reasons"] == "it suits children"
    assert card["picture"] == "widget/v1/pictures/kyoto-gardens"
    assert [one["label"] for one in card["buttons"]] == ["Day plan", "Price"]
    assert "Kyoto" in message["text"]
    assert message["lead"] == "These fit what you told me:"
    assert message["tail"].startswith("Shall I show")


async def test_a_button_of_a_card_can_be_pressed(
    traveller: httpx.AsyncClient, desk: Desk, brain: ScriptedBrain
) -> None:
    brain.script["suggest"] = [said(("kyoto-gardens", KYOTO))]
    payload = (await ask(traveller, desk))["cards"][0]["buttons"][1]["payload"]
    await traveller.post("/widget/v1/messages", json={"client_id": "press-press", "payload": payload})
    await desk.switchboard.settle()
    assert brain.asked[-1] == ("Kyoto Gardens · Price", '/ask_price{"tour":"kyoto-gardens"}')


async def test_an_ordinary_answer_has_none(traveller: httpx.AsyncClient, desk: Desk) -> None:
    message = await ask(traveller, desk)
    assert (message["cards"], message["lead"]) == ([], None)


@pytest.fixture
def photograph(desk: Desk) -> None:
    folder = desk.settings.home / "pictures"
    folder.mkdir(parents=True)
    (folder / "kyoto-gardens.jpg").write_bytes(b"\xff\xd8\xff photograph")


@pytest.mark.usefixtures("photograph")
async def test_a_photograph_of_the_companys_own_is_shown(web: httpx.AsyncClient) -> None:
    answer = await web.get("/widget/v1/pictures/kyoto-gardens")
    assert (answer.headers["content-type"], answer.content) == ("image/jpeg", b"\xff\xd8\xff photograph")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize("tour", ["unknown", "..%2f..%2fsecrets.env", "A", "a" * 65])
async def test_no_picture_of_what_is_no_tour(web: httpx.AsyncClient, tour: str) -> None:
    assert (await web.get(f"/widget/v1/pictures/{tour}")).status_code in {400, 404, 405}


def test_draws_the_same_tour_alike_and_asks_nobody() -> None:
    drawing = yaml.safe_load((DATA / "pictures.yml").read_text(encoding="utf-8"))
    for theme in (*drawing["silhouettes"], "none"):
        drawn = draw("kyoto-gardens", [theme], drawing)
        assert drawn == draw("kyoto-gardens", [theme], drawing)
        ElementTree.fromstring(drawn)
        assert drawn.count("http") == 1  # the namespace
    assert draw("kyoto-gardens", [], drawing) != draw("li-river", [], drawing)
