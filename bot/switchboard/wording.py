"""The brain's keys and values made into words of the traveller's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.brain_client import BrainAnswer
from bot.conversations.values import HIGH, LOW, NORMAL, URGENT, Handoff, Reply, Turn
from bot.localisation.languages import spoken
from bot.localisation.render import Renderer
from bot.switchboard.values import Worded

PRIORITIES = {"urgent": URGENT, "high": HIGH, "normal": NORMAL, "low": LOW}


class Wording:
    """Words replies by one catalogue."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def answer(self, turn: Turn, answer: BrainAnswer) -> Worded:
        """Word everything that the brain said. Raises LookupError and the like where there are no words for it."""
        chosen = next((str(d["language"]) for d in answer.directives if d.get("language")), None)
        language = spoken(chosen or turn.language_choice or answer.language or turn.language)
        replies = [self.reply(said.key, said.values, language, turn.seq, said.buttons) for said in answer.replies]
        handoff = next((_handoff(d["handoff"]) for d in answer.directives if "handoff" in d), None)
        return Worded(chosen, language, replies, handoff)

    def of_desk(self, turn: Turn, key: str) -> Reply:
        """Word something that the desk itself says in answer to a turn."""
        return self.reply(key, {}, spoken(turn.language_choice or turn.language), turn.seq)

    def reply(self, key: str, values: Mapping[str, Any], language: str, seed: int = 0, buttons: Any = ()) -> Reply:
        """Word one reply."""
        rendered = self._renderer.reply(key, values, language, list(buttons), seed)
        return Reply(
            key=key,
            values=dict(values),
            text=rendered.text,
            buttons=tuple(rendered.buttons),
            language=language,
        )


def _handoff(directive: Mapping[str, Any]) -> Handoff:
    return Handoff(
        reason=str(directive.get("reason") or ""),
        priority=PRIORITIES[str(directive.get("priority") or "normal")],
        summary=dict(directive.get("summary") or {}),
    )
