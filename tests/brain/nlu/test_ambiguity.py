"""When to doubt, and when never to."""

from pathlib import Path
from typing import Any

import pytest

from bot.brain.nlu.ambiguity import Limits, decide
from bot.brain.nlu.clauses import split_clauses
from bot.brain.nlu.followups import ties
from bot.brain.nlu.lookups import read_lookups

LIMITS = Limits()
TIES = ties(read_lookups(Path(__file__).parents[3] / "data/lookups")["follow_up"])
SURE = [("ask_price", 0.9), ("ask_itinerary", 0.05)]


def entity(name: str, start: int, end: int) -> dict[str, Any]:
    """An entity at a place."""
    return {"entity": name, "start": start, "end": end, "value": ""}


def test_a_sure_intent_stands() -> None:
    assert decide("how much", SURE, [], [], LIMITS).intent == "ask_price"


def test_a_bare_value_informs() -> None:
    entities = [entity("booking_reference", 0, 9)]
    assert decide("TD-7K2M9P.", SURE, [], entities, LIMITS).intent == "inform"


def test_a_bare_ticket_asks_for_its_progress() -> None:
    entities = [entity("ticket_reference", 0, 8)]
    assert decide("TK-20931", SURE, [], entities, LIMITS).intent == "check_ticket"


def test_a_value_in_a_question_belongs_to_it() -> None:
    entities = [entity("date", 9, 15)]
    assert decide("how much Friday", SURE, [], entities, LIMITS).intent == "ask_price"


def test_a_doubtful_second_wish_is_no_wish() -> None:
    ranking = [("ask_price", 0.5), ("cancel_booking", 0.4)]
    clauses = [[("ask_price", 0.99)], [("cancel_booking", 0.9)]]
    assert decide("price? maybe cancel", ranking, clauses, [], LIMITS).intent == "ask_price"


def test_two_wishes_are_asked_about() -> None:
    ranking = [("ask_price", 0.5), ("cancel_booking", 0.4)]
    clauses = [[("ask_price", 0.99)], [("cancel_booking", 0.99)]]
    decision = decide("price? and cancel mine", ranking, clauses, [], LIMITS)
    assert decision.intent == "nlu_fallback" and decision.reason == "two_intents"
    assert decision.candidates == ("ask_price", "cancel_booking")


@pytest.mark.parametrize("opening", ["greet", "thank", "goodbye", "affirm", "deny", "inform"])
def test_an_opening_is_no_second_wish(opening: str) -> None:
    clauses = [[(opening, 0.99)], [("ask_price", 0.95)]]
    assert decide("hi, how much", SURE, clauses, [], LIMITS).intent == "ask_price"


def test_a_wish_behind_a_greeting_is_the_wish() -> None:
    clauses = [[("greet", 0.99)], [("ask_price", 0.95)]]
    ranking = [("greet", 0.6), ("ask_price", 0.3)]
    assert decide("hello there. price?", ranking, clauses, [], LIMITS).intent == "ask_price"


def test_a_flat_ranking_is_unsure() -> None:
    ranking = [("ask_price", 0.15), ("plan_trip", 0.14), ("out_of_scope", 0.1)]
    decision = decide("hm", ranking, [], [], LIMITS)
    assert decision.reason == "unsure" and "out_of_scope" not in decision.candidates


def test_a_tie_is_asked_about() -> None:
    ranking = [("ask_price", 0.45), ("ask_promotion", 0.44)]
    assert decide("hm", ranking, [], [], LIMITS).reason == "low_margin"


def test_danger_wins_over_a_better_guess() -> None:
    ranking = [("make_complaint", 0.5), ("report_emergency", 0.3)]
    assert decide("the driver hit me", ranking, [], [], LIMITS).intent == "report_emergency"


def test_a_word_for_danger_lowers_the_bar() -> None:
    ranking = [("ask_documents", 0.7), ("report_emergency", 0.12)]
    entities = [entity("emergency", 0, 5)]
    assert decide("my passport is gone", ranking, [], entities, LIMITS).intent == "report_emergency"


def test_asking_whether_it_is_safe_raises_no_alarm() -> None:
    ranking = [("ask_safety", 0.7), ("report_emergency", 0.28)]
    entities = [entity("emergency", 0, 5)]
    assert decide("any earthquakes there?", ranking, [], entities, LIMITS).intent == "ask_safety"


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "how much is it", 0),
        ("en", "how much is it and can I cancel later", 2),
        ("zh", "这个团多少钱？另外我想取消之前的订单", 2),
        ("de", "was kostet das? außerdem will ich stornieren", 2),
        ("ja", "料金はいくらですか。あと、キャンセルしたいです", 2),
        ("ar", "كم السعر؟ وأريد إلغاء الحجز", 2),
    ],
)
def test_splits_clauses(language: str, text: str, count: int) -> None:
    assert len(split_clauses(text, language)) == count


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("and Thailand?", "Thailand"),
        ("那泰国呢", "泰国"),
        ("а Таиланд?", "Таиланд"),
        ("태국은요?", "태국"),
        ("و تايلاند؟", "تايلاند"),
    ],
)
def test_a_name_tied_to_the_question_before_is_a_bare_value(text: str, place: str) -> None:
    at = text.index(place)
    entities = [entity("destination", at, at + len(place))]
    ranking = [("change_language", 0.9), ("inform", 0.1)]
    assert decide(text, ranking, [], entities, LIMITS, TIES).intent == "inform"
    assert decide(f"{text} visa", ranking, [], entities, LIMITS, TIES).intent == "change_language"
