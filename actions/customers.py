"""A traveller's own data."""

from __future__ import annotations

from actions.bookings import open_request
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from bot.replies.values import moment
from bot.services import Services


class ActionManageMyData(DeskAction):
    """Records the wish; a colleague proves who asks before anything is shown or changed."""

    writes = True

    def name(self) -> str:
        return "action_manage_my_data"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        ticket = await open_request(turn, services, "manage_my_data")
        zone = (await services.company.get()).zone
        voice.say("utter_manage_my_data", ticket=ticket.reference, deadline=moment(ticket.deadline, zone))
        return answered(turn)
