"""Refusals of this area.

Refusal
├── UnknownPhrase       there is no such phrase, or not for this colleague's team
├── ShortcutTaken       another phrase has the shortcut
├── NoTexts             a phrase without words in any language
├── UnknownPlaceholder  {what} is nothing that we could fill in or ask for
├── UnevenTexts         one language leaves other things open than the first
└── BadValue            what was typed is not of the field's kind
Conflict
└── PhraseChanged       a colleague was faster
"""

from __future__ import annotations

from bot.core.errors import Conflict, Refusal


class UnknownPhrase(Refusal):
    """There is no such phrase."""

    def __init__(self) -> None:
        super().__init__("console_phrase_unknown")


class ShortcutTaken(Refusal):
    """Two phrases with one shortcut could not be told apart."""

    def __init__(self, shortcut: str) -> None:
        super().__init__("console_phrase_shortcut_taken", shortcut=shortcut)


class NoTexts(Refusal):
    """A phrase says something in at least one language."""

    def __init__(self) -> None:
        super().__init__("console_phrase_no_texts")


class UnknownPlaceholder(Refusal):
    """`data/phrases.yml` says what a phrase may leave open."""

    def __init__(self, placeholder: str, allowed: str) -> None:
        super().__init__("console_phrase_placeholder", placeholder=f"{{{placeholder}}}", allowed=allowed)


class UnevenTexts(Refusal):
    """Every language says the same, so it leaves the same things open."""

    def __init__(self, language: str) -> None:
        super().__init__("console_phrase_uneven", language=language)


class BadValue(Refusal):
    """What was typed is not what the field takes."""

    def __init__(self, field: str) -> None:
        super().__init__("console_phrase_value", field=field)
        self.field = field


class PhraseChanged(Conflict):
    """A colleague has changed the phrase since it was read; `by` owned the change, "" where it is gone."""

    def __init__(self, by: str) -> None:
        super().__init__("phrase", by=by)
        self.by = by
