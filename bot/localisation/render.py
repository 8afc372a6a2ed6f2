"""Turn a reply key and its values into words, in one language: the only place where words are made."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Pattern, Set

from bot.localisation import formats
from bot.localisation.catalogue import Catalogue
from bot.localisation.languages import DEFAULT, languages

Values = Mapping[str, Any]
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
# [ – {conditions}]: a part that only stands when its values do; parts may stand in parts.
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
# Colleagues write brackets of their own; only around something to be filled in are they a condition.
_OPTIONAL_OF_PHRASE = re.compile(r"\[([^\[\]]*\{[a-z_]+\}[^\[\]]*)\]")
_ISOLATE = "\u2068{}\u2069"


@dataclass
class Rendered:
    """A text, its buttons, and the languages a record's free text fell back to."""

    text: str
    buttons: List[Dict[str, str]] = field(default_factory=list)
    borrowed: Set[str] = field(default_factory=set)


class Renderer:
    """Renders keys of one catalogue; holds no state between calls."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def reply(
        self,
        key: str,
        values: Optional[Values],
        language: str,
        buttons: Optional[List[Mapping[str, Any]]] = None,
        seed: int = 0,
    ) -> Rendered:
        """Render a reply with its own and its fixed buttons; `seed` picks the variant, the same for one message."""
        page = _Page(self.catalogue, language, seed)
        # A value that a record does not have leaves its line empty; an empty line says nothing.
        text = re.sub(r"\n[ \t]*(?=\n)|\n[ \t]*$", "", page.key(key, values or {})).strip()
        offered = [*(buttons or []), *self.catalogue.buttons(key)]
        titled = [{"title": page.title(button["title"]), "payload": str(button["payload"])} for button in offered]
        if page.borrowed:
            names = {
                "t": "list",
                "items": [{"t": "language", "code": code} for code in sorted(page.borrowed)],
            }
            text = f"{text}\n\n{page.key('line_text_in_other_language', {'language': names})}"
        return Rendered(text, titled, page.borrowed)

    def text(self, key: str, language: str, values: Optional[Values] = None, seed: int = 0) -> str:
        """Render a single fragment."""
        return _Page(self.catalogue, language, seed).key(key, values or {})

    def value(self, value: Any, language: str) -> str:
        """Render a single value by itself."""
        return _Page(self.catalogue, language, 0).value(value, isolate=False)


class _Page:
    """One rendering: remembers which languages free texts were borrowed from."""

    def __init__(self, catalogue: Catalogue, language: str, seed: int) -> None:
        self.catalogue = catalogue
        self.language = language
        self.seed = seed
        self.borrowed: Set[str] = set()
        self.rtl = languages()[language].direction == "rtl"

    def key(self, key: str, values: Values) -> str:
        entry = self.catalogue.entry(key, self.language)
        if isinstance(entry, tuple):
            template = entry[self.seed % len(entry)]
        else:
            category = formats.plural_category(int(values["n"]), self.language)
            template = entry.get(category, entry["other"])
        names = dict.fromkeys(_PLACEHOLDER.findall(template))
        written = {name: self.value(values[name]) for name in names if name in values}
        return _PLACEHOLDER.sub(lambda match: written.get(match.group(1), ""), _whole(template, written))

    def title(self, title: Any) -> str:
        if isinstance(title, str) and self.catalogue.has(title):
            return self.key(title, {})
        return self.value(title, isolate=False)

    def value(self, value: Any, isolate: bool = True) -> str:
        kind = value["t"] if isinstance(value, dict) else None
        text = _WRITERS[kind](self, value) if kind else "" if value is None else str(value)
        # A reference, a price or a hotel's name inside Arabic would otherwise be drawn with its parts swapped.
        # What is made of parts has them isolated one by one.
        foreign = self.rtl and isolate and kind not in _COMPOSED and _runs_left_to_right(text)
        return _ISOLATE.format(text) if foreign else text

    def phrase(self, value: Values) -> str:
        """Fill a text that is nobody's key: a phrase of the company's own, with the values it was sent with."""
        template, values = self.texts(value, note=True), value.get("values") or {}
        written = {name: self.value(one) for name, one in values.items()}
        return _PLACEHOLDER.sub(
            lambda match: written.get(match.group(1), ""), _whole(template, written, _OPTIONAL_OF_PHRASE)
        )

    def texts(self, value: Values, note: bool) -> str:
        texts = value["texts"]
        chain = (self.language, *languages()[self.language].fallback, DEFAULT, *texts)
        code = next((code for code in chain if texts.get(code)), None)
        if code is None:
            return ""
        # The two Chinese scripts are read by both sides; a note there would only be noise.
        if note and code != self.language and {code, self.language} != {"zh", "zh-TW"}:
            self.borrowed.add(code)
        return str(texts[code])

    def lines(self, value: Values) -> str:
        return "\n".join(self.key(item["key"], item.get("values") or {}) for item in value["items"])

    def list(self, value: Values) -> str:
        return formats.listing([self.value(item) for item in value["items"]], self.language)


def _whole(template: str, written: Mapping[str, str], optional: Pattern[str] = _OPTIONAL) -> str:
    """Drop every optional part of which a value is missing."""
    found = 1
    while found:
        template, found = optional.subn(
            lambda part: part[1] if all(written.get(name) for name in _PLACEHOLDER.findall(part[1])) else "", template
        )
    return template


def _runs_left_to_right(text: str) -> bool:
    """Whether a text holds anything, if only digits, that is not written from right to left."""
    return any(unicodedata.bidirectional(character) in _LEFT_TO_RIGHT for character in text)


_LEFT_TO_RIGHT = frozenset({"L", "EN", "AN"})
_COMPOSED = frozenset({"word", "count", "list", "clauses", "lines", "phrase"})
_WRITERS: Dict[str, Callable[[_Page, Any], str]] = {
    "money": lambda page, v: formats.money(v["amount"], v["currency"], page.language),
    "date": lambda page, v: formats.day(v["iso"], page.language),
    "short_date": lambda page, v: formats.short_day(v["iso"], page.language),
    "datetime": lambda page, v: formats.moment(v["iso"], v["tz"], page.language),
    "time": lambda page, v: formats.clock_time(v["iso"], page.language),
    "percent": lambda page, v: formats.percent(v["value"], page.language),
    "number": lambda page, v: formats.number(v["value"], page.language),
    "word": lambda page, v: page.key(v["key"], v.get("values") or {}),
    "count": lambda page, v: page.key(v["key"], {"n": v["n"]}),
    "name": lambda page, v: page.texts(v, note=False),
    "text": lambda page, v: page.texts(v, note=True),
    "phrase": lambda page, v: page.phrase(v),
    "language": lambda page, v: formats.language_name(v["code"], page.language),
    "tongue": lambda page, v: formats.tongue_name(v["code"], page.language),
    "country": lambda page, v: formats.country_name(v["code"], page.language),
    "month": lambda page, v: formats.month_name(v["number"], page.language),
    "clauses": lambda page, v: formats.clauses([page.value(item) for item in v["items"]], page.language),
    "list": lambda page, v: page.list(v),
    "lines": lambda page, v: page.lines(v),
}
