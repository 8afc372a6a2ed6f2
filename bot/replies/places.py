"""Safety, papers and packing, customs, insurance."""

from __future__ import annotations

from collections.abc import Mapping

from bot.company.values import Company
from bot.core.contacts import readable_phone
from bot.core.money import Money
from bot.destinations.values import Destination, Season
from bot.products.values import Tour
from bot.replies.values import Value, clauses, count, free_text, line, lines, listing, name, percent, word, words

Values = dict[str, object]

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


def likely_passport(language: str | None) -> str | None:
    """The country whose passport a traveller who writes in a language most likely holds."""
    return _PASSPORTS.get(language or "")


def documents_values(destination: Destination, nationality: str | None) -> Values:
    """The values of `utter_documents`."""
    climate = (_climate(season) for season in destination.seasons)
    rows = [*_papers(destination, nationality), *climate, line("line_documents_note")]
    return {"destination": name(destination.names), "lines": lines(rows)}


def etiquette_values(destination: Destination) -> Values:
    """The values of `utter_etiquette`."""
    manners = destination.etiquette
    tip = word(f"word_tipping_{manners.tipping}", percent=percent(manners.tipping_percent or 0))
    facts = [word(f"word_fact_{fact}") for fact in manners.facts]
    rows = (line("line_bullet", item=item) for item in (tip, *facts))
    return {"destination": name(destination.names), "lines": lines(rows)}


def insurance_values(tour: Tour, company: Company) -> Values | None:
    """The values of `utter_insurance`; None where the tour has none."""
    cover = tour.insurance
    if cover is None:
        return None
    return {
        "tour": name(tour.names),
        "provider": free_text(cover.provider),
        "line": readable_phone(company.emergency_line),
        "medical": cover.medical,
        "accident": cover.accident,
        "luggage": cover.luggage or Money.zero(cover.medical.currency),
        "covers": words("cover", cover.covers),
        "excludes": words("exclude", cover.excludes),
    }


def numbers(destination: Destination, nationality: str | None) -> Value:
    """The emergency numbers of a place, and the embassy if it is the traveller's."""
    listed = [
        word("line_number", service=word(f"word_service_{service}"), number=readable_phone(n))
        for service, n in destination.emergency_numbers.items()
    ]
    rows = [line("line_numbers", numbers=listing(listed))]
    embassy = destination.embassy
    if embassy and embassy.serves in {"any", nationality}:
        rows.append(line("line_embassy", name=free_text(embassy.name), phone=readable_phone(embassy.phone)))
    else:
        rows.append(line("line_embassy_own"))
    return lines(rows)


def safety_values(destination: Destination, nationality: str | None) -> Values:
    """The values of `utter_safety`, without our own line."""
    safety = destination.safety
    return {
        "destination": name(destination.names),
        "as_of": {"t": "short_date", "iso": safety.as_of.isoformat()},
        "level": word(f"word_safety_{safety.level}"),
        "concerns": words("concern", safety.concerns),
        "measures": words("measure", safety.measures),
        "note": free_text(safety.note) if safety.note else "",
        "numbers": numbers(destination, nationality),
    }


def _papers(destination: Destination, nationality: str | None) -> list[Value]:
    papers = destination.documents
    rows = list[Value]()
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
