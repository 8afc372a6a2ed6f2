"""Keys and values become words."""

from __future__ import annotations

import pytest

from bot.localisation.catalogue import Catalogue, UnknownText
from bot.localisation.languages import languages
from bot.localisation.render import Renderer

TEXTS = {
    "utter_plain": ("Hello {name}.", "Hi {name}!"),
    "utter_lines": ("Top\n{lines}\nEnd",),
    "line_one": ("• {what}",),
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


def test_latin_values_are_isolated_in_arabic(renderer: Renderer) -> None:
    assert renderer.reply("utter_plain", {"name": "TD-7K2M9P"}, "ar").text == "Hello \u2068TD-7K2M9P\u2069."


def test_braces_in_a_value_are_words_not_placeholders(renderer: Renderer) -> None:
    assert renderer.reply("utter_plain", {"name": "{name}"}, "en").text == "Hello {name}."


def test_an_unknown_key_is_an_error_of_ours(renderer: Renderer) -> None:
    with pytest.raises(UnknownText):
        renderer.reply("utter_none", {}, "en")
