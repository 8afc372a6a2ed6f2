"""Find names and words of the lookups, with spaCy's phrase matcher over our own tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.brain.nlu.folding import fold
from bot.brain.nlu.lookups import Lookup, surfaces
from bot.brain.nlu.tokens import Token, stem_class, tokenize

# Names are known in every language; words only in the traveller's own and in English.
_NAMES = ("tour", "destination", "language")
_WORDS = ("need", "emergency", "facet", "complaint_category", "elsewhere")
# Scripts that are mixed: whose words a traveller of the other may write as well.
_SISTERS = {"zh": ("zh-TW",), "zh-TW": ("zh",)}
_UNKNOWN = "\u2205"


@dataclass(frozen=True)
class Found:
    """One lookup hit."""

    lookup: str
    identifier: str
    start: int
    end: int


class Lexicon:
    """The phrase matchers of all languages."""

    def __init__(self, lookups: Mapping[str, Lookup], languages: Sequence[str]) -> None:
        """Compile every surface form."""
        self._vocab = Vocab()
        self._known: set[str] = set()
        self._names = {kind: self._matcher(lookups, _NAMES, None, kind) for kind in ("", "pl", "tr")}
        self._words = {name: self._matcher(lookups, _WORDS, _read_in(name), name) for name in languages}

    def find(self, text: str, language: str) -> list[Found]:
        """Give the hits, the longest of each lookup where they overlap."""
        tokens = list(tokenize(fold(text), language))
        # Words of no lookup become one placeholder: spaCy never forgets a string it has seen.
        words = [token.stem if token.stem in self._known else _UNKNOWN for token in tokens]
        if all(word == _UNKNOWN for word in words):
            return []
        doc = Doc(self._vocab, words=words)
        matchers = (self._names[stem_class(language)], self._words.get(language))
        spans = [span for m in matchers if m is not None for span in m(doc, as_spans=True)]
        return [hit for lookup in (*_NAMES, *_WORDS) for hit in _longest(spans, lookup, tokens)]

    def _matcher(
        self,
        lookups: Mapping[str, Lookup],
        names: Sequence[str],
        languages: Sequence[str] | None,
        language: str,
    ) -> PhraseMatcher:
        """Compile some lookups with the stems of one language."""
        matcher = PhraseMatcher(self._vocab)
        for lookup in names:
            for surface, identifier in surfaces(lookups.get(lookup), languages):
                stems = [token.stem for token in tokenize(fold(surface), language)]
                self._known.update(stems)
                if stems:
                    matcher.add(f"{lookup}:{identifier}", [Doc(self._vocab, words=stems)])
        return matcher


def _read_in(language: str) -> tuple[str, ...]:
    """Give the languages whose words count in a message of one."""
    return (language, *_SISTERS.get(language, ()), "en")


def _longest(spans: Sequence[object], lookup: str, tokens: Sequence[Token]) -> list[Found]:
    """Give the longest hits of one lookup, as places in the text."""
    mine = [span for span in spans if span.label_.split(":")[0] == lookup]  # type: ignore[attr-defined]
    return [
        Found(
            lookup,
            span.label_.split(":", 1)[1],
            tokens[span.start].start,
            tokens[span.end - 1].end,
        )
        for span in filter_spans(mine)
    ]
