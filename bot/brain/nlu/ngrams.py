"""Letters as a witness beside the encoders: typing errors, missing accents and slang that clean text never taught them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer

Floats = NDArray[np.float32]

# Runs of one to four letters, counted into as many buckets as keep collisions rare.
_RUNS, _BUCKETS, _LONGEST = (1, 4), 2**17, 400


def fold(text: str) -> str:
    """Give the text as letters are compared: no width, no case, and no more than says something."""
    return unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()


_VECTORIZER = HashingVectorizer(
    analyzer="char_wb",
    ngram_range=_RUNS,
    n_features=_BUCKETS,
    norm=None,
    alternate_sign=False,
    binary=True,
    preprocessor=fold,
    dtype=np.float32,
)


@dataclass(frozen=True)
class Ngrams:
    """Which runs of letters say much: those that few messages hold."""

    rarity: Floats

    def __call__(self, texts: Sequence[str]) -> csr_matrix:
        """Give a sparse row of unit length for each text; an empty one for a text without letters."""
        rows = csr_matrix(_VECTORIZER.transform(texts))
        rows.data = self.rarity[rows.indices]
        row_of = np.repeat(np.arange(len(texts)), np.diff(rows.indptr))
        lengths = np.sqrt(np.bincount(row_of, weights=rows.data**2, minlength=len(texts)))
        rows.data /= np.maximum(lengths, 1e-6).astype(np.float32)[row_of]
        return rows


def learn(texts: Sequence[str]) -> Ngrams:
    """Count in how many of the texts each run stands."""
    seen = np.asarray(_VECTORIZER.transform(texts).sum(axis=0), dtype=np.float32).ravel()
    return Ngrams((np.log((1.0 + len(texts)) / (1.0 + seen)) + 1.0).astype(np.float32))


def weigh(rows: csr_matrix, votes: NDArray[np.float16]) -> Floats:
    """Multiply sparse rows with what each run of letters votes for."""
    starts = rows.indptr
    spans = [slice(starts[i], starts[i + 1]) for i in range(rows.shape[0])]
    return np.stack([rows.data[span] @ votes[rows.indices[span]].astype(np.float32) for span in spans])
