"""Keep sentence vectors on disk: encoding is the slow part of training."""

import hashlib
import os
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


class VectorCache:
    """One file of vectors for one version of one encoder, replaced whole and atomically."""

    def __init__(self, home: Path, encoder: str, version: str) -> None:
        """Name the file after the encoder and its version, so that no vector outlives its model."""
        self.path = home / "cache" / f"{encoder}-{version}.npz"

    @staticmethod
    def key(text: str) -> bytes:
        """Give the text's fingerprint."""
        return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()

    def read(self) -> dict[bytes, NDArray[np.float16]]:
        """Give every vector kept; nothing when there is no file or it is damaged."""
        try:
            with np.load(self.path, allow_pickle=False) as kept:
                keys, vectors = kept["keys"], kept["vectors"]
        except (OSError, ValueError, KeyError):
            return {}
        return {key.tobytes(): vector for key, vector in zip(keys, vectors)}

    def write(self, vectors: dict[bytes, NDArray[np.float16]]) -> None:
        """Replace the file; two trainings at once cost the loser's additions, never a torn file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(vectors), dtype=np.uint8).reshape(-1, 16)
        handle, name = tempfile.mkstemp(dir=self.path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as file:
            np.savez(file, keys=keys, vectors=np.stack(list(vectors.values())).astype(np.float16))
        os.replace(name, self.path)


def home_directory() -> Path:
    """Give the folder for what Tripdesk makes while it runs."""
    return Path(os.environ.get("TRIPDESK_HOME", "var"))
