"""Third in the pipeline: what is wanted, and what each clause wants."""

from __future__ import annotations

import os
from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import ThreadpoolController

from bot.brain.nlu import classifier
from bot.brain.nlu.cache import VectorCache, home_directory
from bot.brain.nlu.clauses import split_clauses
from bot.brain.nlu.components.messages import CLAUSES, LANGUAGE, set_intent
from bot.brain.nlu.components.trained import Trained
from bot.brain.nlu.encoders import Encoder, e5_encoder, encode_cached, use_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentRanker(Trained):
    """Sets the intent and its ranking, and ranks the clauses for the component after it."""

    FILE = "intents.joblib"

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Give the training settings and the threads an encoder may use."""
        return {"width": 2.0, "ridge": 0.03, "letters": 0.25, "may_lose": 0.006, "threads": 1}

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Make the encoders; load them with the model, so that the first traveller does not wait."""
        super().__init__(*arguments, **named)
        # A second thread answers sooner on an idle machine and much later on a busy one, where
        # each barrier waits for whoever lost the processor. Training is alone and takes them all.
        threads = self._config["threads"] if self._model else os.cpu_count() or 1
        self._encoders: Dict[str, Encoder] = {
            "use": use_encoder(threads),
            "e5": e5_encoder(threads),
        }
        if self._model:
            self._model.check(self._encoders)
            for encoder in self._encoders.values():
                encoder.encode(["."])
        # Looks for the libraries' thread pools, so it comes after they are loaded.
        self._threads = ThreadpoolController()

    def train(self, training_data: TrainingData) -> Resource:
        """Encode, fit and calibrate."""
        examples = [m for m in training_data.intent_examples if m.get(TEXT)]
        texts = [message.get(TEXT) for message in examples]
        vectors = {
            name: encode_cached(encoder, texts, VectorCache(home_directory(), name, encoder.version))
            for name, encoder in self._encoders.items()
        }
        self._model = classifier.train(
            texts,
            vectors,
            [message.get(INTENT) for message in examples],
            [(message.get(LANGUAGE) or {}).get("name", "en") for message in examples],
            {name: encoder.version for name, encoder in self._encoders.items()},
            classifier.Settings(
                width=self._config["width"],
                ridge=self._config["ridge"],
                letters=self._config["letters"],
                may_lose=self._config["may_lose"],
            ),
        )
        return self._persist()

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the intents of each message and of its clauses."""
        with self._threads.limit(limits=self._config["threads"]):
            for message in messages:
                self._rank(message)
        return messages

    def _rank(self, message: Message) -> None:
        """Rank one message."""
        text = message.get(TEXT) or ""
        name = (message.get(LANGUAGE) or {}).get("name", "en")
        ranking = self._model.rank([text], [name], self._encoders)[0]
        message.set(CLAUSES, self._model.rank_quickly(split_clauses(text, name), self._encoders))
        set_intent(message, ranking)
