"""Phrases filled from the records, and what is left to ask the colleague."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.phrases.makers import MAKERS
from bot.phrases.reader import Reader, Records
from bot.phrases.sources import OF_BOOKING, OF_TICKET, SOURCES
from bot.phrases.table import placeholders, table
from bot.phrases.typed import read_typed
from bot.phrases.values import About, Field, Filled, Option
from bot.replies.tours import need_words
from bot.replies.values import tagged

_LONGEST_TOUR = 60


class Filling:
    """Fills for one chat at a time: `about` it, with what the colleague has chosen or typed (`given`)."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def reader(self, about: About, given: Mapping[str, object]) -> Reader:
        """Give a reader, to be shared by the phrases of one request."""
        return Reader(self._records, about, given)

    async def fill(self, reader: Reader, key: str | None, template: str) -> Filled | None:
        """Fill a reply key (None: a phrase of the company's own) as `template` leaves it open.

        None where the records say that it does not fit. Raises BadValue for what was typed wrongly.
        """
        required, optional = placeholders(template)
        values: dict[str, object] = {}
        fields: list[Field] = []
        maker = MAKERS.get(key or "")
        if maker is not None:
            thing, choice = await reader.subject(maker.subject)
            fields += [choice] if choice else []
            if thing is None:
                return Filled({}, tuple(fields) or (Field(maker.subject, maker.subject),))
            asked = {name: await _asked(reader, name) for name in maker.asks}
            fields += asked.values()
            if any(field.missing for field in asked.values()):
                return Filled({}, tuple(fields))
            made = await maker.make(reader, thing, {name: field.value for name, field in asked.items()})
            if made is None:
                return None
            values.update({name: tagged(value) for name, value in made.items()})
        open_ = [name for name in required if name not in values]
        fields += await _choices(reader, open_, fields)
        for name in open_:
            await _fill_one(reader, name, values, fields)
        for name in (one for one in optional if one not in values and one in SOURCES):
            if (value := await SOURCES[name](reader)) not in (None, ""):
                values[name] = tagged(value)
        return Filled(values, tuple(fields))


async def _fill_one(reader: Reader, name: str, values: dict[str, object], fields: list[Field]) -> None:
    """Fill a placeholder from the records, else from what was typed, else ask."""
    found = await SOURCES[name](reader) if name in SOURCES else None
    if found is not None:
        values[name] = tagged(found)
        return
    kind = table().kinds.get(name, "text")
    typed = read_typed(name, kind, reader.given.get(name), await reader.zone())
    fields.append(Field(name, kind, typed))
    if typed is not None:
        values[name] = typed


async def _choices(reader: Reader, names: Iterable[str], known: list[Field]) -> list[Field]:
    """Offer the booking or ticket to choose, where several could be meant."""
    wanted = set(names)
    kinds = [kind for kind, own in (("booking", OF_BOOKING), ("ticket", OF_TICKET)) if wanted & own]
    offered = [(await reader.subject(kind))[1] for kind in kinds if all(one.name != kind for one in known)]
    return [one for one in offered if one and not one.missing]


async def _asked(reader: Reader, name: str) -> Field:
    """Give what a maker asks for besides its subject, as far as it is chosen or was mentioned."""
    said = reader.given.get(name) or reader.about.mentioned.get(name)
    if name == "month":
        date = str(reader.about.mentioned.get("date") or "")
        said = said or (date[5:7] if len(date) >= len("2026-05") else None)
        months = tuple(Option(str(number), {"t": "month", "number": number}) for number in range(1, 13))
        return _chosen(name, str(said or "").lstrip("0"), months)
    tour = await reader.tour()
    if name == "need":
        return _chosen(
            name, str(said or ""), tuple(Option(need, need_words(need)) for need in (tour and tour.needs) or {})
        )
    days = range(1, (tour.days if tour else _LONGEST_TOUR) + 1)
    return _chosen(name, str(said or ""), tuple(Option(str(day), day) for day in days))


def _chosen(name: str, said: str, options: tuple[Option, ...]) -> Field:
    return Field(name, name, said if any(one.value == said for one in options) else None, options)
