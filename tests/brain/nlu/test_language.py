"""Which language a message is in."""

from pathlib import Path

import pytest

from bot.brain.nlu import language
from bot.brain.nlu.examples import read_examples
from bot.brain.nlu.identifier import Identifier, registry_codes
from bot.brain.nlu.scripts import possible_languages


@pytest.fixture(scope="module")
def letters(root: Path) -> language.LetterModel:
    """Letters learnt from the real examples."""
    examples = read_examples(root / "data" / "nlu")
    return language.train_letters([e.text for e in examples], [e.language for e in examples])


@pytest.fixture(scope="module")
def identifier(root: Path) -> Identifier:
    """The general identifier."""
    return Identifier(registry_codes(root / "data" / "languages.yml"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wie lange dauert die Reise nach Rom?", "de"),
        ("how long is the trip", "en"),
        ("combien coûte le voyage", "fr"),
        ("quanto costa il viaggio", "it"),
        ("quanto custa a viagem, moço", "pt"),
        ("cuánto cuesta el viaje", "es"),
        ("ile kosztuje wycieczka", "pl"),
        ("hoeveel kost deze reis", "nl"),
        ("gezi ne kadar sürüyor", "tr"),
        ("сколько стоит тур", "ru"),
        ("كم سعر الرحلة", "ar"),
        ("ทัวร์ราคาเท่าไหร่", "th"),
        ("투어 얼마예요", "ko"),
        ("ツアーはいくらですか", "ja"),
        ("这个团多少钱", "zh"),
        ("京都3日目は何をしますか", "ja"),
        ("2个大人1个小孩多少钱", "zh"),
        ("5月3人で行きたい", "ja"),
        ("ไปกัน2คนราคาเท่าไหร่", "th"),
        ("我的邮箱是anna@example.com请发给我", "zh"),
        ("這個團多少錢", "zh-TW"),
    ],
)
def test_reads_the_language(letters: language.LetterModel, identifier: Identifier, text: str, expected: str) -> None:
    assert language.detect(text, letters, identifier, None, None).name == expected


@pytest.mark.parametrize("text", ["", "TD-7K2M9P", "ok", "12.05.2027", "👍", "+49 170 1234567"])
def test_keeps_to_the_conversation_when_the_message_does_not_tell(
    letters: language.LetterModel, identifier: Identifier, text: str
) -> None:
    assert language.detect(text, letters, identifier, "de", None).name == "de"


def test_leaves_the_conversation_for_a_clear_sentence(letters: language.LetterModel, identifier: Identifier) -> None:
    found = language.detect("je voudrais annuler ma réservation", letters, identifier, "de", None)
    assert found.name == "fr"


def test_an_explicit_choice_stands_above_all(letters: language.LetterModel, identifier: Identifier) -> None:
    found = language.detect("how much is it", letters, identifier, "en", "ja")
    assert found == language.Language("ja", 1.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京都のツアー", ("ja",)),
        ("请问 refund 怎么算", ("zh", "ja")),
        ("請問怎麼算", ("zh-TW", "ja")),
        ("三人", ("zh", "zh-TW", "ja")),
        ("123", ()),
    ],
)
def test_the_script_narrows_the_choice(text: str, expected: tuple[str, ...]) -> None:
    assert possible_languages(text) == expected
