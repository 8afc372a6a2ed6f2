"""Last in the pipeline: doubt."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.brain.nlu import ambiguity, classifier
from bot.brain.nlu.components.messages import AMBIGUITY, CLAUSES, set_intent
from bot.brain.nlu.followups import ties
from bot.brain.nlu.lookups import read_lookups


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class AmbiguityResolver(GraphComponent):
    """Replaces an intent that cannot stand with `nlu_fallback` and says why."""

    def __init__(self, limits: ambiguity.Limits, ties: "re.Pattern[str]") -> None:
        """Keep the limits, and the words that tie a value to the question before it."""
        self._limits, self._ties = limits, ties

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AmbiguityResolver:
        """Read the limits from the configuration and the words from the lookups."""
        known = ambiguity.Limits.__dataclass_fields__
        limits = ambiguity.Limits(**{key: config[key] for key in known if key in config})
        return cls(limits, ties(read_lookups(Path(config["lookups"])).get("follow_up")))

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Say where the lookups are."""
        return {"lookups": "data/lookups"}

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
                self._ties,
            )
            _set_decision(message, ranking, decision)
        return messages


def _set_decision(message: Message, ranking: classifier.Ranking, decision: ambiguity.Decision) -> None:
    """Put the decision first in the ranking, the candidates after it."""
    others = [pair for pair in ranking if pair[0] != decision.intent]
    set_intent(message, [(decision.intent, decision.confidence), *others])
    if decision.reason:
        value = {"reason": decision.reason, "candidates": list(decision.candidates)}
        message.set(AMBIGUITY, value, add_to_output=True)
