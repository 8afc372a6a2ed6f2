"""What means the same is found across languages, by the real encoders, and encoded once."""

from pathlib import Path

import numpy as np
import pytest

from bot.brain import similar
from bot.brain.similar import Similar

KNOWN = {
    "en": {
        "cancel_booking": ["I want to cancel my tour", "please cancel the booking"],
        "ask_price": ["how much is it for two people", "what does the trip cost"],
        "ask_documents": ["do I need a visa", "which papers do I need"],
        "thank": ["thank you very much", "thanks a lot"],
    },
    "zh": {
        "cancel_booking": ["我想取消行程", "请取消预订"],
        "ask_price": ["两个人多少钱", "这个团什么价格"],
        "ask_documents": ["需要签证吗", "要带什么证件"],
        "thank": ["非常感谢", "谢谢你们"],
    },
    "tr": {
        "cancel_booking": ["rezervasyonumu iptal edin", "turu iptal etmek istiyorum"],
        "ask_price": ["iki kişi ne kadar", "fiyatı nedir"],
        "ask_documents": ["vize gerekiyor mu", "hangi belgeler lazım"],
        "thank": ["çok teşekkürler", "sağ olun"],
    },
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight sentences in each of three languages."""
    folder = tmp_path_factory.mktemp("nlu")
    for language, intents in KNOWN.items():
        (folder / language).mkdir()
        for intent, texts in intents.items():
            lines = "".join(f"    - {text}\n" for text in texts)
            content = f'version: "3.1"\nnlu:\n- intent: {intent}\n  examples: |\n{lines}'
            (folder / language / f"{intent}.yml").write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def found(known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Similar:
    """The search over them, with a home of its own."""
    monkeypatch.setenv("TRIPDESK_HOME", str(tmp_path))
    return Similar(examples=known)


@pytest.mark.parametrize(
    ("text", "spoken", "intent"),
    [
        ("Turumu iptal etmek istiyorum", "tr", "cancel_booking"),
        ("Ne kadar tutuyor?", "tr", "ask_price"),
        ("do we need a visa for this?", "en", "ask_documents"),
        ("Thank you so much!", "en", "thank"),
    ],
)
def test_the_nearest_sentence_in_chinese_asks_the_same(found: Similar, text: str, spoken: str, intent: str) -> None:
    near = found.near(text, spoken, "zh", 3)
    assert near[0]["intent"] == intent and near[0]["text"] in KNOWN["zh"][intent]
    likenesses = [float(str(one["likeness"])) for one in near]
    assert likenesses == sorted(likenesses, reverse=True) and 0 < likenesses[0] <= 1


def test_a_known_sentence_is_wholly_like_itself(found: Similar) -> None:
    assert found.near("do I need a visa", "en", "en", 1)[0]["likeness"] == pytest.approx(1, abs=0.01)


def test_what_the_model_read_goes_first_and_keeps_its_own_likeness(found: Similar) -> None:
    plain = {one["text"]: one["likeness"] for one in found.near("vize", "tr", "zh", 8)}
    thanks = found.near("vize", "tr", "zh", 8, {"thank": 9.0})
    assert [one["intent"] for one in thanks[:2]] == ["thank", "thank"]
    assert {one["text"]: one["likeness"] for one in thanks} == plain


@pytest.mark.parametrize("text", ["", "\0", "🙂", "x" * 100_000])
def test_odd_messages_are_no_error(found: Similar, text: str) -> None:
    assert len(found.near(text, "tr", "zh", 2)) == 2


def test_a_language_without_sentences_gives_none_and_an_unknown_one_is_still_compared(found: Similar) -> None:
    assert found.near("hello", "en", "xx", 3) == []
    assert found.near("../../etc", "xx", "../zh", 3) == []
    assert len(found.near("hello", "xx", "zh", 3)) == 3


class Counted:
    """An encoder that counts what it is asked."""

    name, version = "counted", "1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: "list[str]") -> "np.ndarray":
        self.asked += texts
        return np.stack([np.array([1.0, len(text), text.count("e")], dtype=np.float32) for text in texts])


def test_sentences_are_encoded_once_for_all_starts(
    known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIPDESK_HOME", str(tmp_path))
    for times in (1, 0):
        encoder = Counted()
        Similar([encoder], known).near("hello", "en", "en", 1)
        assert len(encoder.asked) == 1 + 8 * times


def test_memory_is_bounded(known: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPDESK_HOME", str(tmp_path))
    monkeypatch.setattr(similar, "LANGUAGES_HELD", 2)
    monkeypatch.setattr(similar, "TEXTS_HELD", 3)
    encoder = Counted()
    search = Similar([encoder], known)
    for language in KNOWN:
        search.near("hello", language, language, 1)
    assert list(search._known) == ["zh", "tr"]
    assert len(search.likeness("hello", ["a", "b", "c", "d", "a"])) == 5
    assert list(search._seen) == ["b", "c", "d"]


def test_likeness_finds_what_means_the_same(found: Similar) -> None:
    titles = ["Itinerary day by day", "What cancelling costs now", "Documents and what to bring"]
    likes = found.likeness("what do I get back if I cancel", titles)
    assert likes.index(max(likes)) == 1
    assert found.likeness("anything", []) == []
