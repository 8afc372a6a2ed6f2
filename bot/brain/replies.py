"""Rasa's reply generator: the desk gets key and values, a shell gets words."""

from __future__ import annotations

from typing import Any, Dict, Optional, Text

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.brain.channel import NAME
from bot.localisation.catalogue import UnknownText, load_catalogue
from bot.localisation.languages import DEFAULT, known
from bot.localisation.render import Renderer


class ReplyGenerator(NaturalLanguageGenerator):
    """Named in `endpoints.yml` as `nlg: {type: bot.brain.replies.ReplyGenerator}`."""

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None) -> None:
        self._renderer = Renderer(load_catalogue())

    async def generate(
        self, utter_action: Text, tracker: DialogueStateTracker, output_channel: Text, **kwargs: Any
    ) -> Optional[Dict[Text, Any]]:
        """Key and values for the desk; rendered words as well for every other channel."""
        values = kwargs.get("values") or {}
        reply: Dict[Text, Any] = {"text": "", "key": utter_action, "values": values}
        if output_channel == NAME:
            return reply
        language = language_of(tracker)
        try:
            rendered = self._renderer.reply(utter_action, values, language, seed=len(tracker.events))
        except UnknownText:
            return None
        return {**reply, "text": rendered.text, "buttons": rendered.buttons}


def language_of(tracker: DialogueStateTracker) -> Text:
    """The language of the last message; a button press has none and takes the conversation's."""
    message = tracker.latest_message
    parsed = (message.parse_data or {}) if message else {}
    metadata = (message.metadata or {}) if message else {}
    read = (parsed.get("language") or {}).get("name")
    chosen = metadata.get("language_choice") or read or metadata.get("language_memory")
    return known(chosen) or DEFAULT
