"""The Rasa pipeline: thin components over the pure modules beside this package, in the order of config.yml."""

from bot.brain.nlu.components.ambiguity_resolver import AmbiguityResolver
from bot.brain.nlu.components.intent_ranker import IntentRanker
from bot.brain.nlu.components.language_detector import LanguageDetector
from bot.brain.nlu.components.value_extractor import ValueExtractor

__all__ = ["AmbiguityResolver", "IntentRanker", "LanguageDetector", "ValueExtractor"]
