"""Which known phrasings a message is like, across languages: the encoders put what means the same in one place."""

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Mapping, Optional, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.brain.nlu.cache import VectorCache, home_directory
from bot.brain.nlu.encoders import Encoder, Vectors, e5_encoder, use_encoder
from bot.brain.nlu.examples import read_language

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "nlu"
# Two thousand examples of 896 half-precision numbers are 3.6 MB a language.
LANGUAGES_HELD = 8
# 1 kB each: the titles of every phrase in a few languages.
TEXTS_HELD = 4096
# The encoders are shared with the dialogue: so many sentences are 30 ms that a traveller may have to wait.
_CHUNK = 4
# How much a sentence goes forward whose intent is the one that the whole model has read.
_SAME_INTENT = 0.2

Halves = NDArray[np.float16]


@dataclass(frozen=True)
class Known:
    """What is known in one language: examples, what each asks, their vectors, and the middle of each encoder's.

    A language has a corner of its own in an encoder's space. Measured from the language's middle, what means the same
    lies together: of Turkish messages' nearest Chinese examples 48 of 100 ask the same, instead of 43 (USE), 31 (e5).
    """

    texts: Sequence[str]
    intents: Sequence[str]
    vectors: Halves
    middles: Sequence[Vectors]


class Similar:
    """Finds like phrasings; everything is loaded when it is first asked for, and what was used longest ago let go."""

    def __init__(self, encoders: Optional[Sequence[Encoder]] = None, examples: Path = EXAMPLES) -> None:
        """Take the encoders that the intent ranker uses, those of one thread, unless told otherwise."""
        self._encoders = tuple(encoders or (use_encoder(1), e5_encoder(1)))
        self._examples = examples
        self._known: "OrderedDict[str, Known]" = OrderedDict()
        self._seen: "OrderedDict[str, Halves]" = OrderedDict()

    def near(
        self, text: str, spoken: str, language: str, count: int, intents: Optional[Mapping[str, float]] = None
    ) -> List[Dict[str, object]]:
        """Give the examples of a language that are most like a text in the language `spoken`, the best first.

        `likeness` is the mean of the encoders' cosines; `intents` (name: how sure) lets those go first that ask the
        same. None of a language without examples.
        """
        known = self._of(language)
        if not known.texts:
            return []
        middles = self._of(spoken).middles or known.middles
        asked = self._placed([_encode(encoder, [text]) for encoder in self._encoders], middles)[0]
        cosines = known.vectors.astype(np.float32) @ asked
        shares = np.array([(intents or {}).get(intent, 0.0) for intent in known.intents], dtype=np.float32)
        best = np.argsort(-(cosines + _SAME_INTENT * shares), kind="stable")[:count]
        return [
            {"text": known.texts[i], "intent": known.intents[i], "likeness": round(float(cosines[i]), 4)} for i in best
        ]

    def likeness(self, text: str, texts: Sequence[str]) -> List[float]:
        """Give the cosine (the first encoder's) of each of some texts to one; each is encoded once."""
        new = [one for one in dict.fromkeys(texts) if one not in self._seen]
        rows = dict(zip(new, _encode(self._encoders[0], new).astype(np.float16))) if new else {}
        asked = _encode(self._encoders[0], [text])[0]
        for one in dict.fromkeys(texts):
            rows[one] = self._seen[one] = self._seen.pop(one) if one in self._seen else rows[one]
        while len(self._seen) > TEXTS_HELD:
            self._seen.popitem(last=False)
        return [round(float(rows[one].astype(np.float32) @ asked), 4) for one in texts]

    def _of(self, language: str) -> Known:
        self._known[language] = self._known.pop(language, None) or self._load(language)
        while len(self._known) > LANGUAGES_HELD:
            self._known.popitem(last=False)
        return self._known[language]

    def _load(self, language: str) -> Known:
        examples = {one.text: one.intent for one in read_language(self._examples, language)}
        texts = list(examples)
        if not texts:
            return Known((), (), np.zeros((0, 0), dtype=np.float16), ())
        rows = [_unit(self._kept(encoder, language, texts)) for encoder in self._encoders]
        middles = tuple(one.mean(axis=0) for one in rows)
        return Known(texts, list(examples.values()), self._placed(rows, middles).astype(np.float16), middles)

    def _kept(self, encoder: Encoder, language: str, texts: Sequence[str]) -> Vectors:
        """Read a language's vectors from its file, from what training kept, or encode what neither has."""
        kept = VectorCache(home_directory(), f"similar-{language}-{encoder.name}", encoder.version)
        found = kept.read()
        keys = [kept.key(text) for text in texts]
        if not all(key in found for key in keys):
            found = {**VectorCache(home_directory(), encoder.name, encoder.version).read(), **found}
            missing = [text for text, key in zip(texts, keys) if key not in found]
            if missing:
                found.update(zip(map(kept.key, missing), _encode(encoder, missing).astype(np.float16)))
            kept.write({key: found[key] for key in keys})
        return np.stack([found[key] for key in keys]).astype(np.float32)

    def _placed(self, rows: Sequence[Vectors], middles: Sequence[Vectors]) -> Vectors:
        """Join the encoders' views, each measured from its middle, so that a product is the mean of their cosines."""
        views = [_unit(one - middle) for one, middle in zip(rows, middles)]
        return np.asarray(np.hstack(views) / np.sqrt(np.float32(len(views))), dtype=np.float32)


def _encode(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    return _unit(np.concatenate([encoder.encode(texts[i : i + _CHUNK]) for i in range(0, len(texts), _CHUNK)]))


def _unit(rows: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), dtype=np.float32)
