"""Safety, papers and packing, customs."""

from __future__ import annotations

from collections.abc import Mapping

from actions.context import destination_in_focus, offer_destinations
from actions.door import DeskAction, Event, answered
from actions.turn import Turn, Voice
from actions.values import Value, clauses, count, free_text, line, lines, listing, name, percent, word, words
from bot.core.contacts import readable_phone
from bot.core.money import Money
from bot.destinations.values import Destination, Season
from bot.services import Services

# The passport a traveller of a language most likely holds; the answer names the country, so that a wrong guess shows.
_PASSPORTS: Mapping[str, str] = {
    "de": "DE",
    "es": "ES",
    "fr": "FR",
    "it": "IT",
    "ja": "JP",
    "ko": "KR",
    "nl": "NL",
    "pl": "PL",
    "pt": "BR",
    "ru": "RU",
    "th": "TH",
    "tr": "TR",
    "zh": "CN",
    "zh-TW": "TW",
    "en": "GB",
    "ar": "SA",
}


class ActionAskSafety(DeskAction):
    """The safety state, our measures, the numbers; for a tour also its insurance."""

    def name(self) -> str:
        return "action_ask_safety"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        company = await services.company.get()
        destination = await destination_in_focus(turn, services)
        if destination is None:
            await offer_destinations(turn, voice, services)
            return answered(turn)
        voice.say("utter_safety", line=readable_phone(company.emergency_line), **_safety(destination, turn))
        tour_id = turn.entity("tour") or turn.slots.get("tour")
        tour = await services.products.get_tour(str(tour_id)) if tour_id else None
        if tour and tour.insurance and destination.id in (tour.destination, *tour.also):
            cover = tour.insurance
            amounts = {
                "medical": cover.medical,
                "accident": cover.accident,
                "luggage": cover.luggage or Money.zero(cover.medical.currency),
            }
            covers = {"covers": words("cover", cover.covers), "excludes": words("exclude", cover.excludes)}
            provider = free_text(cover.provider)
            voice.say(
                "utter_insurance",
                tour=name(tour.names),
                provider=provider,
                line=readable_phone(company.emergency_line),
                **amounts,
                **covers,
            )
        return answered(turn, destination=destination.id)


class ActionAskDocuments(DeskAction):
    """Visa, passport, vaccinations, packing, weather."""

    def name(self) -> str:
        return "action_ask_documents"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        destination = await destination_in_focus(turn, services)
        if destination is None:
            await offer_destinations(turn, voice, services)
            return answered(turn)
        rows = [
            *_papers(destination, turn),
            *(_climate(season) for season in destination.seasons),
            line("line_documents_note"),
        ]
        voice.say("utter_documents", destination=name(destination.names), lines=lines(rows))
        return answered(turn, destination=destination.id)


class ActionAskEtiquette(DeskAction):
    """Customs, dress, tipping, table manners."""

    def name(self) -> str:
        return "action_ask_etiquette"

    async def act(self, turn: Turn, voice: Voice, services: Services) -> list[Event]:
        destination = await destination_in_focus(turn, services)
        if destination is None:
            await offer_destinations(turn, voice, services)
            return answered(turn)
        manners = destination.etiquette
        tip = line(
            "line_bullet",
            item=word(f"word_tipping_{manners.tipping}", percent=percent(manners.tipping_percent or 0)),
        )
        facts = [line("line_bullet", item=word(f"word_fact_{fact}")) for fact in manners.facts]
        voice.say("utter_etiquette", destination=name(destination.names), lines=lines([tip, *facts]))
        return answered(turn, destination=destination.id)


def nationality_of(turn: Turn) -> str | None:
    """The passport that is named, or the one that the language makes likely."""
    return str(turn.entity("nationality") or "") or _PASSPORTS.get(turn.language or "")


def numbers(destination: Destination, turn: Turn) -> Value:
    """The emergency numbers of a place, and the embassy if it is the traveller's."""
    listed = [
        word("line_number", service=word(f"word_service_{service}"), number=readable_phone(n))
        for service, n in destination.emergency_numbers.items()
    ]
    rows = [line("line_numbers", numbers=listing(listed))]
    embassy = destination.embassy
    if embassy and embassy.serves in {"any", nationality_of(turn)}:
        rows.append(line("line_embassy", name=free_text(embassy.name), phone=readable_phone(embassy.phone)))
    else:
        rows.append(line("line_embassy_own"))
    return lines(rows)


def _safety(destination: Destination, turn: Turn) -> dict[str, object]:
    safety = destination.safety
    return {
        "destination": name(destination.names),
        "as_of": {"t": "short_date", "iso": safety.as_of.isoformat()},
        "level": word(f"word_safety_{safety.level}"),
        "concerns": words("concern", safety.concerns),
        "measures": words("measure", safety.measures),
        "note": free_text(safety.note) if safety.note else "",
        "numbers": numbers(destination, turn),
    }


def _papers(destination: Destination, turn: Turn) -> list[Value]:
    papers = destination.documents
    nationality, rows = nationality_of(turn), list[Value]()
    if nationality in papers.visa:
        country, visa = {"t": "country", "code": nationality}, papers.visa_for(nationality)
        rows.append(line("line_visa", country=country, visa=word(f"word_visa_{visa}")))
    if papers.visa_for(None):
        rows.append(
            line(
                "line_visa_default" if rows else "line_visa_any",
                visa=word(f"word_visa_{papers.visa_for(None)}"),
            )
        )
    if papers.passport_months:
        rows.append(line("line_passport", months=count("count_months", papers.passport_months)))
    rows.append(line("line_vaccinations", list=clauses(word(f"word_vaccination_{one}") for one in papers.vaccinations)))
    rows.append(line("line_bring", list=words("bring", papers.bring)))
    return rows


def _climate(season: Season) -> Value:
    months = listing({"t": "month", "number": month} for month in season.months)
    key = "line_climate_good" if season.good else "line_climate"
    return line(key, months=months, low=season.low, high=season.high, rain=word(f"word_rain_{season.rain}"))
