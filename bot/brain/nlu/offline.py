"""Understand without Rasa: for benchmarks, tests and tools."""

import os
import re
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import joblib

from bot.brain.nlu import ambiguity, classifier, language
from bot.brain.nlu.cache import VectorCache
from bot.brain.nlu.clauses import split_clauses
from bot.brain.nlu.encoders import Encoder, e5_encoder, encode_cached, use_encoder
from bot.brain.nlu.entities import EntityFinder, build_finder
from bot.brain.nlu.examples import Example
from bot.brain.nlu.followups import ties
from bot.brain.nlu.identifier import Identifier, registry_codes, registry_locales
from bot.brain.nlu.lookups import read_lookups

_LETTERS, _INTENTS = "letters.joblib", "intents.joblib"


@dataclass(frozen=True)
class Understanding:
    """The whole pipeline in one object; says what `rasa shell nlu` says."""

    letters: language.LetterModel
    intents: classifier.IntentModel
    encoders: Mapping[str, Encoder]
    identifier: Identifier
    finder: EntityFinder
    ties: "re.Pattern[str]"
    limits: ambiguity.Limits = ambiguity.Limits()

    def parse(self, text: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
        """Understand one message."""
        memory, choice = metadata.get("language_memory"), metadata.get("language_choice")
        spoken = language.detect(text, self.letters, self.identifier, memory, choice)
        today = date.fromisoformat(metadata["today"][:10]) if "today" in metadata else date.today()
        entities = [v.as_rasa() for v in self.finder.find(text, spoken.name, today)]
        ranking = self.intents.rank([text], [spoken.name], self.encoders)[0]
        ranked = self.intents.rank_quickly(split_clauses(text, spoken.name), self.encoders)
        decision = ambiguity.decide(text, ranking, ranked, entities, self.limits, self.ties)
        return {
            "text": text,
            "language": {"name": spoken.name, "confidence": spoken.confidence},
            "intent": {"name": decision.intent, "confidence": decision.confidence},
            "intent_ranking": [{"name": n, "confidence": c} for n, c in ranking[:5]],
            "entities": entities,
            "ambiguity": _ambiguity(decision),
        }


def build(examples: Sequence[Example], data: Path, home: Path, settings: classifier.Settings) -> Understanding:
    """Train everything on some examples; vectors come from the cache under `home`."""
    encoders = _encoders(os.cpu_count() or 1)
    texts = [example.text for example in examples]
    languages = [example.language for example in examples]
    vectors = {
        name: encode_cached(encoder, texts, VectorCache(home, name, encoder.version))
        for name, encoder in encoders.items()
    }
    versions = {name: encoder.version for name, encoder in encoders.items()}
    intents = [example.intent for example in examples]
    model = classifier.train(texts, vectors, intents, languages, versions, settings)
    return _assemble(language.train_letters(texts, languages), model, encoders, data)


def load(archive: Path, data: Path) -> Understanding:
    """Read the trained parts out of a Rasa model archive; `data` holds registry and lookups."""
    parts: dict[str, Any] = {}
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            name = Path(member.name).name
            if name in (_LETTERS, _INTENTS):
                file = tar.extractfile(member)
                parts[name] = joblib.load(BytesIO(file.read() if file else b""))
    encoders = _encoders()
    parts[_INTENTS].check(encoders)
    return _assemble(parts[_LETTERS], parts[_INTENTS], encoders, data)


def _encoders(threads: int = 1) -> dict[str, Encoder]:
    """Give the encoders the pipeline uses."""
    return {"use": use_encoder(threads), "e5": e5_encoder(threads)}


def _assemble(
    letters: language.LetterModel,
    intents: classifier.IntentModel,
    encoders: Mapping[str, Encoder],
    data: Path,
) -> Understanding:
    """Put the trained parts beside the rules."""
    registry = data / "languages.yml"
    lookups = read_lookups(data / "lookups")
    finder = build_finder(lookups, registry_locales(registry))
    identifier = Identifier(registry_codes(registry))
    return Understanding(letters, intents, encoders, identifier, finder, ties(lookups.get("follow_up")))


def _ambiguity(decision: ambiguity.Decision) -> dict[str, Any] | None:
    """Give the reason and the candidates, when there is doubt."""
    if not decision.reason:
        return None
    return {"reason": decision.reason, "candidates": list(decision.candidates)}
