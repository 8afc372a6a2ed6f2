"""What a look at one part has found, in words for whoever runs the desk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A part, whether it is in order, and what there is to say: where it is not, with what to do."""

    part: str
    good: bool
    words: str
