"""Phrases as the console shows them: the twin in the agent's language beside what the traveller will get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.localisation import formats
from bot.localisation.languages import DEFAULT, languages
from bot.localisation.render import Rendered, Renderer
from bot.phrases.search import Entry
from bot.phrases.sources import SOURCES
from bot.phrases.table import placeholders, table, template_of
from bot.phrases.values import OWN_KEY, Field, Filled, Phrase
from connectors.console.phrases.models import ChatPhrase, Choice, OpenField, Placeholder
from connectors.console.texts import words

_OPEN = "‹{}›"
OWN_GROUP = "own"


@dataclass(frozen=True)
class Candidate:
    """A phrase that may be said: a reply key, or one of the company's own (`own`)."""

    id: str
    group: str
    template: str
    own: Phrase | None = None

    @property
    def key(self) -> str | None:
        """Give the reply key; none for the company's own."""
        return None if self.own else self.id


@dataclass(frozen=True)
class Said:
    """A phrase as it goes: the key and values of the message, and its words."""

    key: str
    values: Mapping[str, Any]
    rendered: Rendered


def candidates(renderer: Renderer, own: Iterable[Phrase]) -> list[Candidate]:
    """Give every phrase that may be said, the company's own first."""
    keys = table().sendable(renderer.catalogue)
    ours = [Candidate(one.id, OWN_GROUP, _first(one.texts), one) for one in own]
    return ours + [Candidate(key, group, template_of(renderer.catalogue, key)) for key, group in keys.items()]


def entry_of(renderer: Renderer, one: Candidate, language: str) -> Entry:
    """Give what is searched of a phrase, in the agent's language."""
    if one.own:
        return Entry(one.id, one.own.shortcut, one.own.shortcut, text_in(one.own.texts, language))
    template = template_of(renderer.catalogue, one.id, language)
    open_ = {name: label(renderer, name, language) for name in _all(template)}
    text = renderer.reply(one.id, open_, language).text
    return Entry(one.id, one.id.removeprefix("utter_"), title_of(renderer, one, language), text)


def title_of(renderer: Renderer, one: Candidate, language: str) -> str:
    """Name a phrase: as the console does, else by its own first line."""
    if one.own:
        return one.own.shortcut
    key = f"console_phrase_{one.id.removeprefix('utter_')}"
    if renderer.catalogue.has(key):
        return words(renderer, key, language)
    open_ = {name: label(renderer, name, language) for name in _all(one.template)}
    return renderer.reply(one.id, open_, language).text.partition("\n")[0][:80]


def say(renderer: Renderer, one: Candidate, filled: Filled, language: str, reader: str) -> Said:
    """Word a phrase in a language; what is still open is shown to a reader of another as ‹label›."""
    required, _ = placeholders(one.template)
    missing = {name: _OPEN.format(label(renderer, name, reader)) for name in required if name not in filled.values}
    values: Mapping[str, Any] = {**filled.values, **missing}
    if one.own:
        key, values = OWN_KEY, {"words": {"t": "phrase", "texts": dict(one.own.texts), "values": values}}
    else:
        key = one.id
    rendered = renderer.reply(key, values, language)
    return Said(
        key, values, rendered if key in table().with_buttons else Rendered(rendered.text, [], rendered.borrowed)
    )


def chat_phrase(renderer: Renderer, one: Candidate, filled: Filled, language: str, reader: str) -> ChatPhrase:
    """Show a phrase of a chat to a `reader`'s language; `language` is the traveller's."""
    said, twin = (say(renderer, one, filled, code, reader).rendered for code in (language, reader))
    return ChatPhrase(
        id=one.id,
        own=one.own is not None,
        group=words(renderer, f"console_phrases_group_{one.group}", reader),
        title=title_of(renderer, one, reader),
        shortcut=one.own.shortcut if one.own else None,
        twin=twin.text,
        twin_direction=direction(reader),
        twin_borrowed=_names(twin.borrowed, reader),
        text=said.text,
        direction=direction(language),
        language_name=formats.language_name(language, reader),
        borrowed=_names(said.borrowed, reader),
        buttons=[button["title"] for button in said.buttons],
        fields=[_field(renderer, field, reader) for field in filled.fields],
        ready=filled.ready,
    )


def label(renderer: Renderer, name: str, language: str) -> str:
    """Name something that a phrase leaves open."""
    key = f"console_field_{name}"
    return words(renderer, key, language) if renderer.catalogue.has(key) else "…"


def placeholder_list(renderer: Renderer, language: str) -> list[Placeholder]:
    """Give everything that a phrase of the company's own may leave open."""
    return [
        Placeholder(name=name, label=label(renderer, name, language), filled=name in SOURCES) for name in table().kinds
    ]


def direction(language: str) -> Literal["ltr", "rtl"]:
    """Give the direction a language is written in."""
    return "rtl" if languages()[language].direction == "rtl" else "ltr"


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Pick a text by a language's own chain."""
    chain = (language, *languages()[language].fallback, DEFAULT, *texts)
    return next((texts[code] for code in chain if texts.get(code)), "")


def _first(texts: Mapping[str, str]) -> str:
    return next(iter(texts.values()), "")


def _all(template: str) -> Sequence[str]:
    required, optional = placeholders(template)
    return [*required, *optional]


def _names(codes: Iterable[str], reader: str) -> list[str]:
    return [formats.language_name(code, reader) for code in sorted(codes)]


def _field(renderer: Renderer, field: Field, reader: str) -> OpenField:
    value = field.value if field.options else field.value and renderer.value(field.value, reader)
    return OpenField(
        name=field.name,
        label=label(renderer, field.name, reader),
        kind=field.kind,
        value=str(value) if value is not None else None,
        missing=field.missing,
        options=[Choice(value=one.value, name=renderer.value(one.name, reader)) for one in field.options],
    )
