"""Which of the sixteen languages a message is written in."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.brain.nlu.identifier import Identifier
from bot.brain.nlu.scripts import possible_languages

# Codes, addresses and numbers are the same in every language. In ASCII alone: where words stand without spaces,
# a number's neighbours are the message.
_NEUTRAL = re.compile(
    r"[\w.+-]+@[\w.-]+|https?://[!-~]+|\b\w*\d\w*(?:-\w+)*|\bt[dk]\s*[-–]\s*\w+", re.IGNORECASE | re.ASCII
)
_SHORT, _BUCKETS, _LONG = 8, 2**17, 300
_SMOOTHING = 0.05
# Letters of one word are no independent witnesses: naive Bayes is surer than it should be.
_TEMPER = 0.15
# Below this the message alone does not decide, and the conversation's language does.
_SURE, _SURE_OF_A_WORD, _SURE_OF_KIN = 0.8, 0.95, 0.97
# Languages that share so many words that a short sentence of one may well be the other.
_KIN = ({"es", "pt"}, {"zh", "zh-TW"}, {"de", "nl"}, {"es", "it"})


@dataclass(frozen=True)
class Language:
    """A language and how certain the message itself makes it."""

    name: str
    confidence: float


@dataclass(frozen=True)
class LetterModel:
    """A linear model over letter n-grams."""

    names: list[str]
    weights: NDArray[np.float32]

    def probabilities(self, text: str) -> dict[str, float]:
        """Give each language's share."""
        scores = self.weights[_letters(text)].sum(axis=0) * _TEMPER
        shares = np.exp(scores - scores.max())
        return dict(zip(self.names, (shares / shares.sum()).tolist()))


def train_letters(texts: Sequence[str], languages: Sequence[str]) -> LetterModel:
    """Learn the letters of each language from its own speakers: naive Bayes, a second for 20,000 messages."""
    names = sorted(set(languages))
    counts = np.full((len(names), _BUCKETS), _SMOOTHING)
    for text, spoken in zip(texts, languages):
        np.add.at(counts[names.index(spoken)], _letters(strip_neutral(text)), 1.0)
    weights = np.log(counts / counts.sum(axis=1, keepdims=True)).T
    return LetterModel(names, np.ascontiguousarray(weights, dtype=np.float32))


def detect(text: str, letters: LetterModel, identifier: Identifier, memory: str | None, choice: str | None) -> Language:
    """Decide: the traveller's explicit choice, else the message, else the conversation."""
    shares = message_shares(text, letters, identifier)
    spoken = max(shares, key=lambda name: shares[name]) if shares else None
    if choice:
        return Language(choice, 1.0)
    if spoken and (shares[spoken] >= _sure(text, spoken, memory if memory in shares else None) or not memory):
        return Language(spoken, round(shares[spoken], 4))
    return Language(memory or "en", round(shares.get(memory or "en", 0.0), 4))


def message_shares(text: str, letters: LetterModel, identifier: Identifier) -> Mapping[str, float]:
    """Weigh script, our letters and the general identifier; empty when the text has no words."""
    words = strip_neutral(text)
    allowed = possible_languages(words)
    if len(allowed) < 2:
        return dict.fromkeys(allowed, 1.0)
    own, general = letters.probabilities(words), identifier.shares(words)
    # Floors, so that neither can veto the other; ours, which knows how travellers write, counts double.
    scores = {name: (own.get(name, 0.0) + 0.0005) * (general.get(name, 0.0) + 0.05) ** 0.5 for name in allowed}
    total = sum(scores.values())
    return {name: score / total for name, score in scores.items()}


def strip_neutral(text: str) -> str:
    """Take out what is written alike in every language; the beginning of a long text is enough."""
    return " ".join(_NEUTRAL.sub(" ", text[:_LONG]).split())


def _sure(text: str, spoken: str, memory: str | None) -> float:
    """Ask for more certainty before leaving the conversation's language over a word or two."""
    words = strip_neutral(text)
    if spoken == memory:
        return 0.0
    if {spoken, memory} in _KIN:
        return _SURE_OF_KIN
    own_script = spoken in ("ja", "ko", "th", "ar", "ru")
    return _SURE if own_script or len(words) >= _SHORT else _SURE_OF_A_WORD


def _letters(text: str) -> list[int]:
    """Hash runs of one to four letters, word edges included, so that no vocabulary has to be kept."""
    return [
        zlib.crc32(word[start : start + size].encode("utf-8", "replace")) % _BUCKETS
        for word in (f" {part} " for part in text.lower().split())
        for size in range(1, 5)
        for start in range(len(word) - size + 1)
    ]
