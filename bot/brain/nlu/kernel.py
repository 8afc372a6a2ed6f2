"""Kernel ridge regression: every example votes for its intent, the nearer the louder.

The votes are found by conjugate gradients, preconditioned with a sample of the examples (Nyström):
seconds where a Cholesky factor takes minutes, and examples held out for calibration cost nothing more
than a mask.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cholesky, solve_triangular

Floats = NDArray[np.float32]

# A larger sample costs more once and saves little each round.
_SAMPLE = 1500
_ROUNDS, _CLOSE_ENOUGH = 60, 0.03


def similarity(left: Floats, right: Floats, width: float) -> Floats:
    """Give the Gaussian kernel of the cosines between rows, 1 for the same direction."""
    cosine = left @ right.T
    cosine -= 1.0
    cosine *= width
    return np.exp(cosine, out=cosine)


def solve(gram: Floats, wanted: Floats, known: NDArray[np.bool_], ridge: float) -> Floats:
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


def _preconditioner(gram: Floats, known: NDArray[np.int64], ridge: float) -> _Preconditioner:
    """Take the main directions of the matrix from the columns of a sample."""
    sample = known[:: max(1, len(known) // _SAMPLE)]
    inner = gram[np.ix_(sample, sample)].astype(np.float64)
    inner[np.diag_indices(len(inner))] += 1e-4
    columns = np.zeros((len(gram), len(sample)), dtype=np.float32)
    columns[known] = gram[np.ix_(known, sample)]
    factor = cholesky(inner, lower=True).astype(np.float32)
    half = solve_triangular(factor, columns.T, lower=True).T
    values, axes = np.linalg.eigh((half.T @ half).astype(np.float64))
    values = np.maximum(values, 1e-6)
    directions = (half @ (axes / np.sqrt(values)).astype(np.float32)).astype(np.float32)
    shrink = 1.0 - (values[0] + ridge) / (values + ridge)
    return _Preconditioner(directions, shrink.astype(np.float32))
