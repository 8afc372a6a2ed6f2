"""A kernel ridge head: every example votes for its intent, the nearer the louder.

One Cholesky factor gives the votes and, from the inverse's diagonal, what the head would have said
of each example had it never seen it (leave-one-out). So confidence is calibrated without training twice.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Fit:
    """Each example's votes, and what the others say of it (leave-one-out)."""

    votes: Floats
    unseen: Floats


def similarity(left: Floats, right: Floats, width: float) -> Floats:
    """Give the Gaussian kernel of the cosines between rows, 1 for the same direction."""
    cosine = left @ right.T
    cosine -= 1.0
    cosine *= width
    return np.exp(cosine, out=cosine)


def fit(
    queries: Floats, anchors: Floats, classes: NDArray[np.int64], width: float, ridge: float
) -> Fit:
    """Solve for the votes; memory and time grow with the square and cube of the examples."""
    wanted = np.full((len(anchors), int(classes.max()) + 1), -1.0, dtype=np.float32)
    wanted[np.arange(len(anchors)), classes] = 1.0
    gram = similarity(queries, anchors, width)
    gram[np.diag_indices(len(gram))] += ridge
    votes, diagonal = _solve(gram, wanted)
    return Fit(votes, wanted - votes / diagonal[:, None])


def _solve(gram: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Give the solution and the diagonal of the inverse, overwriting the matrix."""
    # The transpose of a symmetric C-ordered matrix is the same matrix in Fortran order: no copy.
    factor, failed = lapack.spotrf(gram.T, lower=1, overwrite_a=1, clean=1)
    if failed:
        raise np.linalg.LinAlgError("the examples' kernel matrix is not positive definite")
    votes, _ = lapack.spotrs(factor, wanted, lower=1)
    # The inverse's diagonal is the squared length of the columns of the factor's inverse.
    inverse, _ = lapack.strtri(factor, lower=1, overwrite_c=1)
    diagonal = np.einsum("ij,ij->j", inverse, inverse)
    return np.ascontiguousarray(votes, dtype=np.float32), diagonal
