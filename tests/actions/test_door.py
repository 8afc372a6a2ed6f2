"""What an action that fails says."""

from __future__ import annotations

from actions.door import DeskAction, Event
from actions.turn import Turn, Voice
from bot.services import Services
from tests.actions.conftest import Act


class ActionBroken(DeskAction):
    """An action with a mistake in it."""

    def name(self) -> str:
        return "action_broken"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        raise KeyError("a mistake of ours")


async def test_a_mistake_of_ours_goes_to_a_person_instead_of_silence(act: Act) -> None:
    assert await act(ActionBroken(), "how much?") == (["utter_unavailable"], {})
