"""A colleague as the board shows them."""

from __future__ import annotations

from typing import cast

from bot.assignment.values import Person
from bot.core.clock import Clock
from bot.localisation import formats
from bot.localisation.languages import spoken
from bot.localisation.render import Renderer
from bot.staff.names import name_for
from bot.staff.rights import may
from bot.staff.values import ROLES
from connectors.console.conversations.gloss import intent_words
from connectors.console.identity import Caller
from connectors.console.presence.models import Colleague, Skill, Spoken, State


def colleague_of(renderer: Renderer, clock: Clock, caller: Caller, person: Person) -> Colleague:
    """Show a colleague to the one who asks."""
    staff, presence, language = person.staff, person.presence, caller.language
    here = presence.here(clock.now())
    return Colleague(
        id=staff.id,
        name=name_for(staff, language),
        team=staff.team,
        roles=sorted(staff.roles, key=ROLES.index),
        me=staff.id == caller.staff.id,
        talks=may(staff, "conversations.talk"),
        state=cast(State, person.state),
        chosen=cast(State, presence.chosen),
        here=here,
        since=presence.since if here else presence.last_seen,
        languages=[Spoken(code=code, name=formats.language_name(spoken(code), language)) for code in staff.languages],
        skills=[Skill(topic=topic, words=intent_words(renderer, topic, language)) for topic in staff.skills],
        load=person.load,
        capacity=staff.capacity,
    )
