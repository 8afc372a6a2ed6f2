"""The Rasa pipeline: thin components over the pure modules beside this one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.nlu import ambiguity, classifier, language
from bot.brain.nlu.cache import VectorCache, home_directory
from bot.brain.nlu.clauses import split_clauses
from bot.brain.nlu.encoders import Encoder, e5_encoder, encode_cached, use_encoder
from bot.brain.nlu.entities import EntityFinder, build_finder
from bot.brain.nlu.examples import read_examples
from bot.brain.nlu.fingerprint import fingerprint
from bot.brain.nlu.identifier import Identifier, registry_codes, registry_locales
from bot.brain.nlu.lookups import read_lookups

LANGUAGE, CLAUSES, AMBIGUITY = "language", "clauses", "ambiguity"
_RANKED = 5
_Type = DefaultV1Recipe.ComponentType


class _Trained(GraphComponent):
    """What the two trained components share: one file in the model archive."""

    FILE: str

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        """Remember where the model goes."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Trained:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Trained:
        """Read the component back from the model archive."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(Path(folder) / cls.FILE))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Retrain when a helper module, an encoder or a data file changes, not only this class."""
        return fingerprint([Path(config["data"])] if "data" in config else [])

    def _persist(self) -> Resource:
        """Write the model into the archive."""
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, Path(folder) / self.FILE)
        return self._resource


@DefaultV1Recipe.register(_Type.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(_Trained):
    """Sets `language: {name, confidence}` from the message, its memory and its choice."""

    FILE = "letters.joblib"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Say where the examples and the registry of languages are."""
        return {"data": "data/nlu", "registry": "data/languages.yml"}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Load the general identifier with the component."""
        super().__init__(*arguments, **named)
        self._identifier = Identifier(registry_codes(Path(self._config["registry"])))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the languages of the messages in this training set from the folders they stand in."""
        used = {message.get(TEXT) for message in training_data.training_examples}
        examples = [e for e in read_examples(Path(self._config["data"])) if e.text in used]
        self._model = language.train_letters(
            [example.text for example in examples], [example.language for example in examples]
        )
        return self._persist()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tell the classifier which language each example is."""
        by_text = {e.text: e.language for e in read_examples(Path(self._config["data"]))}
        for message in training_data.training_examples:
            text = message.get(TEXT)
            if text:
                found = by_text.get(text) or self._detect(text, {}).name
                message.set(LANGUAGE, {"name": found, "confidence": 1.0})
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Name the language of each message."""
        for message in messages:
            found = self._detect(message.get(TEXT) or "", message.get("metadata") or {})
            value = {"name": found.name, "confidence": found.confidence}
            message.set(LANGUAGE, value, add_to_output=True)
        return messages

    def _detect(self, text: str, metadata: Dict[str, Any]) -> language.Language:
        """Ask the pure function."""
        return language.detect(
            text,
            self._model,
            self._identifier,
            metadata.get("language_memory"),
            metadata.get("language_choice"),
        )


@DefaultV1Recipe.register(_Type.ENTITY_EXTRACTOR, is_trainable=False)
class ValueExtractor(GraphComponent):
    """Sets entities found by rules and lookups."""

    def __init__(self, finder: EntityFinder) -> None:
        """Keep the compiled rules."""
        self._finder = finder

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ValueExtractor:
        """Compile the lookups."""
        lookups = read_lookups(Path(config["lookups"]))
        return cls(build_finder(lookups, registry_locales(Path(config["registry"]))))

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Say where the lookups and the registry of languages are."""
        return {"lookups": "data/lookups", "registry": "data/languages.yml"}

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Count a changed lookup as a change."""
        return fingerprint([Path(config["lookups"])])

    def process(self, messages: List[Message]) -> List[Message]:
        """Find the values of each message."""
        for message in messages:
            metadata = message.get("metadata") or {}
            name = (message.get(LANGUAGE) or {}).get("name", "en")
            found = self._finder.find(message.get(TEXT) or "", name, _today(metadata))
            kept = message.get(ENTITIES, [])
            message.set(ENTITIES, kept + [e.as_rasa() for e in found], add_to_output=True)
        return messages


@DefaultV1Recipe.register(_Type.INTENT_CLASSIFIER, is_trainable=True)
class IntentRanker(_Trained):
    """Sets the intent and its ranking, and ranks the clauses for the component after it."""

    FILE = "intents.joblib"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Give the training settings and the threads an encoder may use."""
        return {"width": 2.0, "ridge": 0.03, "may_lose": 0.004, "threads": 2}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Make the encoders; their weights load with the first message or with the model."""
        super().__init__(*arguments, **named)
        threads = self._config["threads"]
        self._encoders: Dict[str, Encoder] = {
            "use": use_encoder(threads),
            "e5": e5_encoder(threads),
        }
        if self._model is not None:
            self._model.check(self._encoders)

    def train(self, training_data: TrainingData) -> Resource:
        """Encode, fit and calibrate."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        texts = [message.get(TEXT) for message in examples]
        vectors = {
            name: encode_cached(encoder, texts, VectorCache(home_directory(), name, encoder.version))
            for name, encoder in self._encoders.items()
        }
        self._model = classifier.train(
            vectors,
            [message.get(INTENT) for message in examples],
            [(message.get(LANGUAGE) or {}).get("name", "en") for message in examples],
            {name: encoder.version for name, encoder in self._encoders.items()},
            classifier.Settings(
                width=self._config["width"],
                ridge=self._config["ridge"],
                may_lose=self._config["may_lose"],
            ),
        )
        return self._persist()

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the intents of each message and of its clauses."""
        for message in messages:
            text = message.get(TEXT) or ""
            name = (message.get(LANGUAGE) or {}).get("name", "en")
            ranking = self._model.rank([text], [name], self._encoders)[0]
            entities = message.get(ENTITIES) or []
            split = ambiguity.worth_splitting(ranking, entities, ambiguity.Limits())
            clauses = split_clauses(text, name) if split else []
            message.set(CLAUSES, self._model.rank_quickly(clauses, self._encoders))
            _set_intent(message, ranking)
        return messages


@DefaultV1Recipe.register(_Type.INTENT_CLASSIFIER, is_trainable=False)
class AmbiguityResolver(GraphComponent):
    """Replaces an intent that cannot stand with `nlu_fallback` and says why."""

    def __init__(self, limits: ambiguity.Limits) -> None:
        """Keep the limits."""
        self._limits = limits

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AmbiguityResolver:
        """Read the limits from the configuration."""
        known = ambiguity.Limits.__dataclass_fields__
        return cls(ambiguity.Limits(**{key: config[key] for key in known if key in config}))

    def process(self, messages: List[Message]) -> List[Message]:
        """Settle each message."""
        for message in messages:
            ranking = [(r["name"], r["confidence"]) for r in message.get(INTENT_RANKING_KEY) or []]
            if not ranking:
                continue
            decision = ambiguity.decide(
                message.get(TEXT) or "",
                ranking,
                message.get(CLAUSES) or [],
                message.get(ENTITIES) or [],
                self._limits,
            )
            _set_decision(message, ranking, decision)
        return messages


def _today(metadata: Dict[str, Any]) -> date:
    """Give the traveller's day: what the metadata says, or the clock."""
    told = metadata.get("today")
    return date.fromisoformat(told[:10]) if told else date.today()


def _set_intent(message: Message, ranking: classifier.Ranking) -> None:
    """Write the intent and the ranking in Rasa's shape."""
    shown = [{"name": name, "confidence": share} for name, share in ranking[:_RANKED]]
    message.set(INTENT, shown[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, shown, add_to_output=True)


def _set_decision(message: Message, ranking: classifier.Ranking, decision: ambiguity.Decision) -> None:
    """Put the decision first in the ranking, the candidates after it."""
    others = [pair for pair in ranking if pair[0] != decision.intent]
    _set_intent(message, [(decision.intent, decision.confidence), *others])
    if decision.reason:
        value = {"reason": decision.reason, "candidates": list(decision.candidates)}
        message.set(AMBIGUITY, value, add_to_output=True)
