"""Kernel ridge regression: every example votes for its intent, the nearer the louder.

The votes are found by conjugate gradients, preconditioned with a sample of the examples (Nyström):
seconds where a Cholesky factor takes minutes, and examples held out for calibration cost nothing more
than a mask.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve_triangular
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]

# Blocks of the kernel matrix: as large as the processor's cache likes.
_BLOCK = 2048
# Sixteen bits of fixed point are exact to 1e-5, far below the ridge, and half of a float.
_STEPS = np.float32(65535)
# A larger sample costs more once and saves little each round.
_SAMPLE = 1500
_ROUNDS, _CLOSE_ENOUGH = 60, 0.03


def similarity(left: Floats, right: Floats, width: float) -> Floats:
    """Give the Gaussian kernel of the cosines between rows, 1 for the same direction."""
    cosine = left @ right.T
    cosine -= 1.0
    cosine *= width
    return np.exp(cosine, out=cosine)


class Gram:
    """The similarities between all pairs of rows: the lower half of a symmetric matrix, in blocks.

    A quarter of the memory of the whole in floats: 1.2 GB for 35,000 rows. What is linear (`sparse`
    rows, weighing `share` of a Gaussian) is never multiplied out.
    """

    def __init__(self, rows: Floats, width: float, sparse: csr_matrix, share: float) -> None:
        """Compare every row with those before it."""
        self.rows, self.width = rows, width
        self.sparse, self.share = sparse, np.float32(share)
        self._starts = range(0, len(rows), _BLOCK)
        self._blocks = {(i, j): self._fixed(i, j) for i in self._starts for j in self._starts if j <= i}

    def __matmul__(self, columns: Floats) -> Floats:
        """Multiply the whole matrix with some columns."""
        product = np.zeros((len(self.rows), columns.shape[1]), dtype=np.float32)
        for (i, j), fixed in self._blocks.items():
            block = fixed.astype(np.float32)
            product[i : i + _BLOCK] += block @ columns[j : j + _BLOCK]
            if i != j:
                product[j : j + _BLOCK] += block.T @ columns[i : i + _BLOCK]
        linear = self.sparse @ (self.sparse.T @ columns)
        return np.asarray(product / _STEPS + self.share * linear, dtype=np.float32)

    def between(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
        """Give the similarities of some rows with some others."""
        linear = (self.sparse[left] @ self.sparse[right].T).toarray()
        return similarity(self.rows[left], self.rows[right], self.width) + self.share * linear

    def _fixed(self, i: int, j: int) -> NDArray[np.uint16]:
        """Compute one block, in fixed point."""
        block = similarity(self.rows[i : i + _BLOCK], self.rows[j : j + _BLOCK], self.width)
        return np.clip(np.rint(block * _STEPS), 0, _STEPS).astype(np.uint16)


def solve(gram: Gram, wanted: Floats, known: NDArray[np.bool_], ridge: float) -> Floats:
    """Give the votes of the known examples, zero for the others, that answer `wanted` on the known."""
    mask = known[:, None].astype(np.float32)
    divide = _preconditioner(gram, np.flatnonzero(known), ridge)
    votes = np.zeros_like(wanted)
    rest = wanted * mask
    start = np.linalg.norm(rest)
    step = divided = divide(rest) * mask
    strength = (rest * divided).sum(axis=0)
    for _ in range(_ROUNDS):
        pushed = (gram @ step + ridge * step) * mask
        size = strength / np.maximum((step * pushed).sum(axis=0), 1e-30)
        votes += size * step
        rest -= size * pushed
        if np.linalg.norm(rest) < _CLOSE_ENOUGH * start:
            break
        divided = divide(rest) * mask
        before, strength = strength, (rest * divided).sum(axis=0)
        step = divided + (strength / np.maximum(before, 1e-30)) * step
    return votes


@dataclass(frozen=True)
class _Preconditioner:
    """Divides by an approximation of the kernel matrix."""

    directions: Floats
    shrink: Floats

    def __call__(self, rows: Floats) -> Floats:
        """Shrink what lies in the main directions, keep the rest."""
        inside = self.directions.T @ rows
        return np.asarray(rows - self.directions @ (self.shrink[:, None] * inside))


def _preconditioner(gram: Gram, known: NDArray[np.int64], ridge: float) -> _Preconditioner:
    """Take the main directions of the matrix from the columns of a sample."""
    sample = known[:: max(1, len(known) // _SAMPLE)]
    inner = gram.between(sample, sample).astype(np.float64)
    inner[np.diag_indices(len(inner))] += 1e-4
    columns = np.zeros((len(gram.rows), len(sample)), dtype=np.float32)
    columns[known] = gram.between(known, sample)
    factor = cholesky(inner, lower=True).astype(np.float32)
    half = solve_triangular(factor, columns.T, lower=True).T
    values, axes = np.linalg.eigh((half.T @ half).astype(np.float64))
    values = np.maximum(values, 1e-6)
    directions = (half @ (axes / np.sqrt(values)).astype(np.float32)).astype(np.float32)
    shrink = 1.0 - (values[0] + ridge) / (values + ridge)
    return _Preconditioner(directions, shrink.astype(np.float32))
