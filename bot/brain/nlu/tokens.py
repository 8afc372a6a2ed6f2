"""Cut folded text into tokens that match however a word is inflected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Scripts written without spaces, and Korean whose particles stick to the word: one character a token.
DENSE = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{DENSE}]|\d+|[^\W\d_{DENSE}]+|[^\s\w]", re.UNICODE)
_ARABIC = re.compile(r"^(?:وال|بال|فال|كال|لل|ال|و|ب|ل|ف)?(.{3,}?)(?:ها|هم|كم|نا|ين|ون|ات|يه|ه|ي|ك)?$")

_ENDINGS = {
    "ru": "иями ями ами его ого ему ому ыми ими ией ией ая яя ое ее ые ие ый ий ой ом ем ам ям ах ях ую юю ов ев ей ию ии ия ью а я о е ы и у ю ь й",
    "pl": "iego iemu iami ami ach owi ego emu imi ymi iem iej ich ych om em im ym ie ia ii ej ow a e y i u o",
    "tr": "lardan lerden larda lerde dan den tan ten nin nun lar ler yla yle lik lik da de ta te ya ye yi yu in un la le li lu a e i u",
    "": "es en er em s e o a i",
}
_SUFFIXES = {name: sorted(text.split(), key=len, reverse=True) for name, text in _ENDINGS.items()}
_LONG_ENOUGH, _STEM = 5, 4


@dataclass(frozen=True)
class Token:
    """A token's stem and where it stands."""

    stem: str
    start: int
    end: int


def tokenize(folded: str, language: str) -> Iterator[Token]:
    """Give the tokens of a folded text."""
    for match in _TOKEN.finditer(folded):
        yield Token(_stem(match.group(), language), match.start(), match.end())


def stem_class(language: str) -> str:
    """Give the name under which a language's stems are shared with others."""
    return language if language in ("pl", "tr") else ""


def _stem(word: str, language: str) -> str:
    """Take off the endings of inflection; what is short stays as it is."""
    if "\u0600" <= word[0] <= "\u06ff":
        match = _ARABIC.match(word)
        return match.group(1) if match else word
    rules = "ru" if "\u0400" <= word[0] <= "\u04ff" else stem_class(language)
    if len(word) < _LONG_ENOUGH:
        return word
    for suffix in _SUFFIXES[rules]:
        if word.endswith(suffix) and len(word) - len(suffix) >= _STEM:
            return word[: -len(suffix)]
    return word
