"""What a traveller's message asks, in the agent's language: intent and details, from the model's reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bot.conversations.reading import intent_of, read_payload
from bot.localisation import formats
from bot.localisation.languages import languages
from bot.localisation.render import Renderer
from connectors.console.conversations.models import Gloss, GlossedEntity
from connectors.console.texts import words

Names = Mapping[tuple[str, str], Mapping[str, str]]
FALLBACK = "nlu_fallback"
_OFFERED = 2


def intent_words(renderer: Renderer, intent: str, language: str) -> str:
    """Word an intent: what its button says, else what the console calls it."""
    button = f"button_{intent}"
    if renderer.catalogue.has(button):
        return words(renderer, button, language)
    key = f"console_intent_{intent}"
    return words(renderer, key, language) if renderer.catalogue.has(key) else intent.replace("_", " ")


def gloss_of(
    renderer: Renderer, reading: Mapping[str, Any] | None, payload: str | None, language: str, names: Names
) -> Gloss | None:
    """Word a reading, or what a pressed button stands for; None where there is nothing to tell."""
    reading = reading or {}
    name, certainty = intent_of(reading)
    intent = name or read_payload(payload).intent
    if not intent:
        return None
    sure = intent != FALLBACK
    candidates = [intent] if sure else _candidates(reading)
    return Gloss(
        intent=intent,
        words=" / ".join(intent_words(renderer, one, language) for one in candidates),
        confidence=certainty or float(bool(payload)),
        sure=sure or candidates == [FALLBACK],
        entities=[_entity(renderer, one, language, names) for one in _worth_telling(reading.get("entities") or [])],
    )


def named_things(readings: Iterable[Mapping[str, Any] | None]) -> set[tuple[str, str]]:
    """Give the (kind, id) of every tour and destination in the readings."""
    entities = (entity for reading in readings for entity in (reading or {}).get("entities") or [])
    return {(one["entity"], str(one["value"])) for one in entities if one.get("entity") in ("tour", "destination")}


def _candidates(reading: Mapping[str, Any]) -> list[str]:
    offered = (reading.get("ambiguity") or {}).get("candidates") or [
        one.get("name") for one in reading.get("ranking") or []
    ]
    return [str(one) for one in offered if one and one != FALLBACK][:_OFFERED] or [FALLBACK]


def _worth_telling(entities: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    found = [one for one in entities if one.get("entity") and one.get("value") not in (None, "", {})]
    return [one for at, one in enumerate(found) if one not in found[:at]]


def _entity(renderer: Renderer, entity: Mapping[str, Any], language: str, names: Names) -> GlossedEntity:
    kind, value = str(entity["entity"]), entity["value"]
    label_key = f"console_entity_{kind}"
    label = words(renderer, label_key, language) if renderer.catalogue.has(label_key) else kind.replace("_", " ")
    texts = names.get((kind, str(value)))
    if texts:
        return GlossedEntity(label=label, value=name_in(texts, language))
    return GlossedEntity(label=label, value=_value(renderer, kind, value, language))


def name_in(texts: Mapping[str, str], language: str) -> str:
    """Pick a proper name in a language, by the language's own chain."""
    chain = (language, *languages()[language].fallback, *texts)
    return next((texts[code] for code in chain if texts.get(code)), "")


def _value(renderer: Renderer, kind: str, value: Any, language: str) -> str:
    writer = _WRITERS.get(kind)
    try:
        return writer(renderer, value, language) if writer else _word(renderer, kind, str(value), language)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        # The model's value has another shape than this version expects: show it as it is.
        return str(value)


def _word(renderer: Renderer, kind: str, value: str, language: str) -> str:
    key = f"word_{kind}_{value}"
    return words(renderer, key, language) if renderer.catalogue.has(key) else value.replace("_", " ")


def _party(renderer: Renderer, value: Any, language: str) -> str:
    present = [(kind, int(value[kind])) for kind in ("adults", "children", "infants") if value.get(kind)]
    return formats.listing([words(renderer, f"count_{kind}", language, {"n": n}) for kind, n in present], language)


_WRITERS: Mapping[str, Callable[[Renderer, Any, str], str]] = {
    "date": lambda renderer, value, language: formats.short_day(date.fromisoformat(str(value)).isoformat(), language),
    "money": lambda renderer, value, language: formats.money(str(value["amount"]), value["currency"], language),
    "language": lambda renderer, value, language: formats.language_name(str(value), language),
    "party": _party,
}
