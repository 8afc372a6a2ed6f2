"""Keys and values become words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.localisation.catalogue import Catalogue, UnknownText
from bot.localisation.languages import languages
from bot.localisation.render import Renderer

TEXTS = {
    "utter_plain": ("Hello {name}.", "Hi {name}!"),
    "utter_lines": ("Top\n{lines}\nEnd",),
    "line_one": ("• {what}",),
    "utter_optional": ("[Meet at {place}[, {time}]. ]End",),
    "count_days": {"one": "{n} day", "other": "{n} days"},
    "button_yes": ("Yes",),
    "line_text_in_other_language": ("(only in {language})",),
}


@pytest.fixture
def renderer() -> Renderer:
    """A catalogue that has the same few texts in every language."""
    buttons = {"utter_plain": [{"title": "button_yes", "payload": "/affirm"}]}
    return Renderer(Catalogue(dict.fromkeys(languages(), TEXTS), buttons))


def test_the_seed_picks_the_variant_and_always_the_same(renderer: Renderer) -> None:
    assert [renderer.reply("utter_plain", {"name": "Li"}, "en", seed=seed).text for seed in (0, 1, 2)] == [
        "Hello Li.",
        "Hi Li!",
        "Hello Li.",
    ]


def test_fixed_buttons_come_with_the_reply(renderer: Renderer) -> None:
    assert renderer.reply("utter_plain", {"name": ""}, "de").buttons == [{"title": "Yes", "payload": "/affirm"}]


def test_lines_of_lines_are_rendered_inside_out(renderer: Renderer) -> None:
    what = {"t": "count", "key": "count_days", "n": 1}
    items = [{"key": "line_one", "values": {"what": what}}, {"key": "line_one", "values": {"what": "x"}}]
    assert (
        renderer.reply("utter_lines", {"lines": {"t": "lines", "items": items}}, "en").text == "Top\n• 1 day\n• x\nEnd"
    )


def test_a_value_that_is_missing_leaves_no_empty_line(renderer: Renderer) -> None:
    assert renderer.reply("utter_lines", {"lines": ""}, "en").text == "Top\nEnd"


def test_a_borrowed_text_is_owned_up_to(renderer: Renderer) -> None:
    value = {"t": "text", "texts": {"zh": "你好", "en": "Hello there"}}
    assert renderer.reply("utter_plain", {"name": value}, "de").text == "Hello Hello there.\n\n(only in Englisch)"
    assert renderer.reply("utter_plain", {"name": value}, "zh-TW").text == "Hello 你好."
    assert renderer.reply("utter_plain", {"name": value}, "en").text == "Hello Hello there."


def test_names_fall_back_without_a_word(renderer: Renderer) -> None:
    assert renderer.reply("utter_plain", {"name": {"t": "name", "texts": {"en": "Kyoto"}}}, "pl").text == "Hello Kyoto."


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("TD-7K2M9P", "\u2068TD-7K2M9P\u2069"),
        ("+86 10 5555 0199", "\u2068+86 10 5555 0199\u2069"),
        (-8, "\u2068-8\u2069"),
        ({"t": "money", "amount": "8480", "currency": "CNY"}, "\u20688,480\xa0يوان\u2069"),
        ({"t": "percent", "value": "+25"}, "\u2068+25%\u2069"),
        ({"t": "date", "iso": "2026-12-01"}, "\u2068الثلاثاء، 1 ديسمبر 2026\u2069"),
        ({"t": "time", "iso": "14:00"}, "\u20682:00 م\u2069"),
        ({"t": "name", "texts": {"en": "Hanami Ryokan"}}, "\u2068Hanami Ryokan\u2069"),
        ({"t": "name", "texts": {"zh": "岚山花见旅馆"}}, "\u2068岚山花见旅馆\u2069"),
        ({"t": "name", "texts": {"ar": "محطة كيوتو", "en": "Kyoto Station"}}, "محطة كيوتو"),
        ({"t": "word", "key": "line_one", "values": {"what": "TD-1"}}, "• \u2068TD-1\u2069"),
        ({"t": "list", "items": ["Deutsch", "日本語"]}, "\u2068Deutsch\u2069 و\u2068日本語\u2069"),
    ],
)
def test_what_runs_the_other_way_is_isolated_in_arabic_once(renderer: Renderer, value: Any, written: str) -> None:
    assert renderer.reply("utter_plain", {"name": value}, "ar").text == f"Hello {written}."


def test_nothing_is_isolated_elsewhere_nor_on_a_button(renderer: Renderer) -> None:
    money, hotel = {"t": "money", "amount": "8480", "currency": "CNY"}, {"t": "name", "texts": {"en": "Hanami"}}
    assert renderer.reply("utter_plain", {"name": money}, "ja").text == "Hello 8,480元."
    offered: list[Mapping[str, Any]] = [{"title": "TK-AB12CD", "payload": "/a"}, {"title": hotel, "payload": "/b"}]
    titles = [button["title"] for button in renderer.reply("utter_lines", {"lines": ""}, "ar", offered).buttons]
    assert titles == ["TK-AB12CD", "Hanami"]


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({"place": "Station", "time": "8:00"}, "Meet at Station, 8:00. End"),
        ({"place": "Station", "time": ""}, "Meet at Station. End"),
        ({"place": "Station"}, "Meet at Station. End"),
        ({"place": None, "time": "8:00"}, "End"),
        ({"place": {"t": "list", "items": []}}, "End"),
        ({"place": "[Station]"}, "Meet at [Station]. End"),
    ],
)
def test_an_optional_part_stands_only_with_its_values(
    renderer: Renderer, values: Mapping[str, Any], written: str
) -> None:
    assert renderer.text("utter_optional", "en", values) == written


def test_braces_in_a_value_are_words_not_placeholders(renderer: Renderer) -> None:
    assert renderer.reply("utter_plain", {"name": "{name}"}, "en").text == "Hello {name}."


def test_an_unknown_key_is_an_error_of_ours(renderer: Renderer) -> None:
    with pytest.raises(UnknownText):
        renderer.reply("utter_none", {}, "en")
