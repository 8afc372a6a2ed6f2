"""What stands in the place of Rasa's own does what Rasa's own did."""

import inspect

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet, UserUttered

from bot.brain import quicker

ORIGINAL = inspect.getsource(RemoteAction._validate_action_result), inspect.getsource(Event.resolve_by_type)


@pytest.fixture(autouse=True)
def installed() -> None:
    quicker.install()
    quicker.install()


def test_rasa_still_has_what_is_replaced() -> None:
    validate, resolve = ORIGINAL
    assert "validate(result, self.action_response_format_spec())" in validate
    assert "all_subclasses(Event)" in resolve


def test_an_answer_of_the_right_shape_is_taken() -> None:
    action = RemoteAction("action_ask_price", None)
    assert action._validate_action_result({"events": [{"event": "slot", "name": "tour", "value": 1}], "responses": []})


@pytest.mark.parametrize("answer", [[], {"events": 1}, {"events": [{"event": "none"}]}, {"responses": ["x"]}])
def test_an_answer_of_another_shape_is_refused(answer: object) -> None:
    with pytest.raises(ValidationError):
        RemoteAction("action_ask_price", None)._validate_action_result(answer)


def test_events_are_found_by_their_names() -> None:
    assert Event.resolve_by_type("slot") is SlotSet
    assert Event.resolve_by_type("user") is UserUttered
    with pytest.raises(ValueError):
        Event.resolve_by_type("no such event")
