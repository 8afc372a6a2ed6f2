"""What was found, as the console shows it in the agent's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.conversations.errors import UnknownConversation
from bot.conversations.values import Conversation
from bot.core.contacts import normalise_email
from bot.core.masking import mask_email, mask_phone
from bot.localisation import formats
from bot.localisation.languages import spoken
from bot.localisation.render import Renderer
from bot.search.marking import Part as Piece
from bot.search.values import (
    BOOKINGS,
    CHATS,
    MESSAGES,
    MOST,
    PEOPLE,
    TICKETS,
    FoundBooking,
    FoundChat,
    FoundMessage,
    FoundPerson,
    FoundTicket,
    Hit,
    Place,
)
from bot.search.values import Results as Hits
from bot.services import Services
from connectors.console.conversations.gloss import name_in
from connectors.console.conversations.names import read_names
from connectors.console.conversations.views import View
from connectors.console.identity import Caller
from connectors.console.search.models import Facet, Found, Part, Results


async def results_of(services: Services, renderer: Renderer, caller: Caller, hits: Hits) -> Results:
    """Show a page of results."""
    chats = await _chats(services, hits.hits)
    tours = {("tour", hit.tour_id) for hit in hits.hits if isinstance(hit, FoundBooking)}
    names = await read_names(services, caller.language, chats.values(), tours)
    view = View(renderer, caller.language, caller.staff.id, names, services.clock.now())
    return Results(
        items=[_found(view, chats, hit) for hit in hits.hits],
        facets=[
            Facet.model_validate({"kind": kind, "count": count, "more": count >= MOST})
            for kind, count in hits.counts.items()
        ],
        cursor=_cursor(hits.next),
    )


async def _chats(services: Services, hits: Iterable[Hit]) -> dict[str, Conversation]:
    """Give the conversations that the hits are in; one that has gone meanwhile is left out."""
    wanted = dict.fromkeys(chat for hit in hits if (chat := getattr(hit, "conversation_id", None)))
    found: dict[str, Conversation] = {}
    for one in wanted:
        try:
            found[one] = await services.conversations.get(one)
        except UnknownConversation:
            continue
    return found


def _found(view: View, chats: dict[str, Conversation], hit: Hit) -> Found:
    match hit:
        case FoundMessage():
            return _message(view, chats, hit)
        case FoundPerson():
            return _person(view, hit)
        case FoundBooking():
            about = " · ".join(filter(None, [_tour(view, hit), formats.short_day(hit.day, view.language)]))
            return _plain(BOOKINGS, hit.reference, about, ["customers", hit.customer_id])
        case FoundTicket():
            about = " · ".join(_ticket_words(view, hit))
            found = _plain(TICKETS, hit.reference, about, ["tickets", hit.reference])
            return found.model_copy(update={"parts": _parts(hit.parts), "at": hit.opened_at})
        case FoundChat():
            title = _traveller(view, chats, hit.conversation_id)
            about = view.word("console_search_chat", code=hit.conversation_id[:8])
            found = _plain(CHATS, title, about, ["chats", hit.conversation_id])
            return found.model_copy(update={"at": hit.updated_at})


def _message(view: View, chats: dict[str, Conversation], hit: FoundMessage) -> Found:
    note = hit.audience == "staff"
    author = view.colleague(hit.staff_id) if hit.staff_id else view.word(f"console_author_{hit.author}")
    about = f"{view.word('console_note')} · {author}" if note else author
    to = ["chats", hit.conversation_id, str(hit.seq)]
    found = _plain(MESSAGES, _traveller(view, chats, hit.conversation_id), about, to)
    shown = {"parts": _parts(hit.parts), "at": hit.at, "note": note, "language": spoken(hit.language)}
    return found.model_copy(update=shown)


def _person(view: View, hit: FoundPerson) -> Found:
    name = hit.name or view.word("console_guest", code=(hit.conversation_id or "")[:4].upper())
    latin = hit.latin_name if hit.latin_name != name else None
    country = formats.country_name(hit.country, view.language) if hit.country else None
    about = " · ".join(filter(None, [latin, _masked(hit.contact), country]))
    to = ["customers", hit.customer_id] if hit.customer_id else ["chats", hit.conversation_id or ""]
    return _plain(PEOPLE, name, about or view.word("console_search_not_known"), to)


def _masked(contact: str | None) -> str | None:
    if not contact:
        return None
    return mask_email(contact) if normalise_email(contact) else mask_phone(contact)


def _tour(view: View, hit: FoundBooking) -> str:
    return name_in(view.names.things.get(("tour", hit.tour_id), {}), view.language)


def _ticket_words(view: View, hit: FoundTicket) -> Iterable[str]:
    for key in (f"word_ticket_kind_{hit.kind}", f"word_category_{hit.category}"):
        if view.renderer.catalogue.has(key):
            yield view.word(key)


def _traveller(view: View, chats: dict[str, Conversation], chat: str) -> str:
    return view.traveller(chats[chat]) if chat in chats else ""


def _plain(kind: str, title: str, about: str, to: list[str]) -> Found:
    shown = {"kind": kind, "title": title, "about": about, "to": to}
    return Found.model_validate(shown | {"parts": [], "language": None, "note": False, "at": None})


def _parts(pieces: Sequence[Piece]) -> list[Part]:
    return [Part(text=one.text, hit=one.hit) for one in pieces]


def _cursor(place: Place | None) -> str | None:
    return None if place is None else f"{place.before}-{place.skip}"
