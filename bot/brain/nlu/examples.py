"""Read what people say: data/nlu/<lang>/<intent>.yml."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Example:
    """One message, what it asks, and the language of the file it stands in."""

    text: str
    intent: str
    language: str


def read_examples(folder: Path) -> list[Example]:
    """Read every example under a folder of languages, in the order of the file names."""
    return [example for path in example_files(folder) for example in _read_file(path)]


def read_language(folder: Path, language: str) -> list[Example]:
    """Read every example of one language; none of one that has no folder."""
    return [one for path in example_files(folder) if path.parent.name == language for one in _read_file(path)]


def example_files(folder: Path) -> list[Path]:
    """Give the files of every language."""
    return sorted(folder.glob("*/*.yml"))


def _read_file(path: Path) -> Iterator[Example]:
    """Read one file; its folder is the language."""
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    for block in content.get("nlu", []):
        for line in (block.get("examples") or "").splitlines():
            if line.startswith("- ") and line[2:].strip():
                yield Example(line[2:].strip(), block["intent"], path.parent.name)
