"""What components say to each other on a message, and how Rasa wants an intent written."""

from __future__ import annotations

from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.brain.nlu import classifier

LANGUAGE, CLAUSES, AMBIGUITY = "language", "clauses", "ambiguity"
_RANKED = 5


def set_intent(message: Message, ranking: classifier.Ranking) -> None:
    """Write the intent and the ranking in Rasa's shape."""
    shown = [{"name": name, "confidence": share} for name, share in ranking[:_RANKED]]
    message.set(INTENT, shown[0], add_to_output=True)
    message.set(INTENT_RANKING_KEY, shown, add_to_output=True)
