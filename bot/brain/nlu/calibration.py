"""Turn scores into honest confidences, and choose the thresholds that decide when to doubt."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

Floats = NDArray[np.float32]

# Of the messages we can answer, this share may be turned away as out of scope.
REFUSED_AT_MOST = 0.025
# Languages with fewer examples than this share one threshold.
_ENOUGH = 100


def confidences(decisions: Floats, temperature: float) -> Floats:
    """Give shares that sum to one."""
    scaled = decisions * temperature
    shares = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float32)


def fit_temperature(decisions: Floats, classes: NDArray[np.int64]) -> float:
    """Find the temperature at which confidence means the share of right answers."""
    rows = np.arange(len(classes))

    def surprise(log_temperature: float) -> float:
        """Give the mean log loss."""
        shares = confidences(decisions, float(np.exp(log_temperature)))
        return float(-np.log(shares[rows, classes] + 1e-9).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-1.0, 5.0), method="bounded").x))


def scope_thresholds(share: Floats, outside: NDArray[np.bool_], languages: NDArray[np.str_]) -> dict[str, float]:
    """Give each language the out-of-scope share above which a message is turned away.

    `share` is what unseen examples were given, `outside` whether they really were out of scope.
    The key "" is the threshold for a language with too few examples of its own.
    """
    names: Iterable[str] = np.unique(languages)
    chosen = {"": _threshold(share, outside)}
    for name in names:
        mine = languages == name
        if (mine & ~outside).sum() >= _ENOUGH:
            chosen[str(name)] = _threshold(share[mine], outside[mine])
    return chosen


def _threshold(share: Floats, outside: NDArray[np.bool_]) -> float:
    """Turn away as few as allowed, and never less readily than an even guess."""
    inside = share[~outside]
    return float(np.clip(np.quantile(inside, 1 - REFUSED_AT_MOST), 0.2, 0.6))


def quick_enough(quick: Floats, full: Floats, classes: NDArray[np.int64], may_lose: float) -> float:
    """Give the least confidence at which the quick stage may answer alone.

    Among the examples it would answer, it may be wrong where the full stage is right on
    at most `may_lose` of them, net.
    """
    order = np.argsort(-quick.max(axis=1))
    right_quick = (quick.argmax(axis=1) == classes)[order]
    right_full = (full.argmax(axis=1) == classes)[order]
    answered = np.arange(1, len(order) + 1)
    loss = np.cumsum(right_full.astype(int) - right_quick.astype(int)) / answered
    allowed = np.flatnonzero((loss <= may_lose) & (answered >= 50))
    return float(quick.max(axis=1)[order][allowed[-1]]) if len(allowed) else 1.1
