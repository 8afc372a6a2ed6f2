"""The company's own phrases: kept in as many languages as somebody has written them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.clock import Clock
from bot.core.texts import clean_text
from bot.localisation.languages import languages
from bot.phrases.errors import NoTexts, PhraseChanged, ShortcutTaken, UnevenTexts, UnknownPhrase, UnknownPlaceholder
from bot.phrases.repository import PhrasesRepository
from bot.phrases.table import table
from bot.phrases.values import NewPhrase, Phrase

_BRACES = re.compile(r"\{([^{}]*)\}")


class PhrasesService:
    """Keeps phrases. `team` narrows what is given to a team's own and everybody's; None gives all."""

    def __init__(self, repository: PhrasesRepository, clock: Clock) -> None:
        self._repository = repository
        self._clock = clock

    async def list_for(self, team: str | None) -> tuple[Phrase, ...]:
        """Give the phrases that a team may use, by shortcut."""
        return tuple(one for one in await self._repository.list_all() if _is_for(one, team))

    async def get(self, phrase_id: str, team: str | None) -> Phrase:
        """Give a phrase that a team may use. Raises UnknownPhrase."""
        phrase = await self._repository.get(phrase_id)
        if phrase is None or not _is_for(phrase, team):
            raise UnknownPhrase
        return phrase

    async def add(self, new: NewPhrase, by: str) -> Phrase:
        """Keep a new phrase. Raises NoTexts, UnknownPlaceholder, UnevenTexts, ShortcutTaken."""
        phrase = await self._repository.add(_checked(new), by, self._clock.now())
        if phrase is None:
            raise ShortcutTaken(new.shortcut)
        return phrase

    async def change(self, phrase_id: str, version: int, new: NewPhrase, by: str) -> Phrase:
        """Replace a phrase as it was at `version`. Raises PhraseChanged, and what `add` raises."""
        known = await self._repository.by_shortcut(_small(new.shortcut))
        if known is not None and known.id != phrase_id:
            raise ShortcutTaken(new.shortcut)
        if not await self._repository.change(phrase_id, version, _checked(new), by, self._clock.now()):
            await self._refuse_stale(phrase_id)
        return await self.get(phrase_id, None)

    async def remove(self, phrase_id: str, version: int) -> None:
        """Drop a phrase as it was at `version`; messages made from it stay as they are. Raises PhraseChanged."""
        if not await self._repository.remove(phrase_id, version):
            await self._refuse_stale(phrase_id)

    async def _refuse_stale(self, phrase_id: str) -> None:
        now = await self._repository.get(phrase_id)
        raise PhraseChanged(now.changed_by if now else "")


def _is_for(phrase: Phrase, team: str | None) -> bool:
    return team is None or phrase.team in (None, team)


def _small(shortcut: str) -> str:
    return clean_text(shortcut).text.lower()


def _checked(new: NewPhrase) -> NewPhrase:
    """Clean the texts, and see that each leaves the same known things open."""
    cleaned = {code: clean_text(text).text for code, text in new.texts.items() if code in languages()}
    texts = {code: text for code, text in cleaned.items() if text}
    if not texts:
        raise NoTexts
    known = table().kinds
    first: set[str] | None = None
    for code, text in texts.items():
        found = set(_BRACES.findall(text))
        for name in sorted(found - set(known)):
            raise UnknownPlaceholder(name, ", ".join(f"{{{one}}}" for one in known))
        first = found if first is None else first
        if found != first:
            raise UnevenTexts(code)
    return replace(new, shortcut=_small(new.shortcut), texts=texts)
