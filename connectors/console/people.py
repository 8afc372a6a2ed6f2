"""Names for a list of chats, read once: colleagues, travellers, tours and places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.conversations.values import Conversation
from bot.core.errors import Refusal
from bot.services import Services
from bot.staff.values import Staff

# Who reads names in a script (as Unicode names it); Latin letters everybody reads.
_READ_BY = {
    "CJK": ("zh", "zh-TW", "ja"),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "HANGUL": ("ko",),
    "ARABIC": ("ar",),
    "CYRILLIC": ("ru",),
    "THAI": ("th",),
}


@dataclass(frozen=True)
class Names:
    """Colleagues by staff id, travellers by conversation id, tours and destinations by (kind, id)."""

    staff: Mapping[str, str]
    travellers: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


async def read_names(
    services: Services,
    language: str,
    conversations: Iterable[Conversation],
    things: Iterable[tuple[str, str]] = (),
) -> Names:
    """Read every name that these chats and things need, for a reader of `language`."""
    staff = {one.id: name_for(one, language) for one in await services.staff.list_all()}
    travellers = {
        one.id: (await services.customers.get(one.customer_id)).display_name for one in conversations if one.customer_id
    }
    found = {thing: await _texts(services, *thing) for thing in things}
    return Names(staff, travellers, {thing: texts for thing, texts in found.items() if texts})


def name_for(colleague: Staff, language: str) -> str:
    """Give a colleague's name in a script that readers of a language can read."""
    letter = next((character for character in colleague.name if character.isalpha()), "A")
    readers = _READ_BY.get(unicodedata.name(letter, "LATIN").split()[0].split("-")[0])
    readable = readers is None or language in readers
    return colleague.name if readable else colleague.latin_name or colleague.name


async def _texts(services: Services, kind: str, thing_id: str) -> Mapping[str, str]:
    """Give a tour's or destination's names; none where it is no longer offered."""
    try:
        if kind == "tour":
            return (await services.products.get_tour(thing_id)).names
        return (await services.destinations.get(thing_id)).names
    except Refusal:
        return {}
