"""Second in the pipeline: the values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.brain.nlu.components.messages import LANGUAGE
from bot.brain.nlu.entities import EntityFinder, build_finder
from bot.brain.nlu.fingerprint import fingerprint
from bot.brain.nlu.identifier import registry_locales
from bot.brain.nlu.lookups import read_lookups


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
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


def _today(metadata: Dict[str, Any]) -> date:
    """Give the traveller's day: what the metadata says, or the clock."""
    told = metadata.get("today")
    return date.fromisoformat(told[:10]) if told else date.today()
