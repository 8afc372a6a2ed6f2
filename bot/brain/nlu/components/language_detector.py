"""First in the pipeline: the language."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.brain.nlu import language
from bot.brain.nlu.components.messages import LANGUAGE
from bot.brain.nlu.components.trained import Trained
from bot.brain.nlu.examples import read_examples
from bot.brain.nlu.identifier import Identifier, registry_codes


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageDetector(Trained):
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
