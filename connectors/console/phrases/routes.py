"""The company's own phrases: read by everybody at the desk, written by those who may."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request

from bot.localisation import formats
from bot.localisation.languages import languages
from bot.phrases.errors import PhraseChanged, UnknownPhrase
from bot.phrases.values import NewPhrase, Phrase
from connectors.console.acting import acting
from connectors.console.conversations.names import Names, read_names
from connectors.console.conversations.routes import view_of
from connectors.console.identity import Caller, May, Reading
from connectors.console.phrases.chat import own_phrases
from connectors.console.phrases.models import OwnPhrase, OwnPhraseChange, OwnPhraseIn, OwnPhrases, PhraseLanguage
from connectors.console.phrases.views import direction, placeholder_list
from connectors.console.problems import ConsoleRoute, Problem

Writing = Annotated[Caller, Depends(May("phrases.write"))]
PhraseId = Annotated[str, Path(max_length=64)]
Version = Annotated[int, Query(ge=1, le=2**31 - 1)]

router = APIRouter(route_class=ConsoleRoute, tags=["phrases"])


@router.get("/phrases")
async def own(caller: Reading, request: Request) -> OwnPhrases:
    """Give the company's own phrases, by shortcut, the languages to write in, and what may be left open."""
    async with request.app.state.desk.services(write=False) as services:
        names = await read_names(services, caller.language, ())
        items = [_shown(request, caller, names, one) for one in await own_phrases(services, caller)]
    spoken = [
        PhraseLanguage(code=code, name=formats.language_name(code, caller.language), direction=direction(code))
        for code in languages()
    ]
    placeholders = placeholder_list(request.app.state.desk.renderer, caller.language)
    return OwnPhrases(items=items, languages=spoken, placeholders=placeholders)


@router.post("/phrases", status_code=201)
async def add(body: OwnPhraseIn, caller: Writing, request: Request) -> OwnPhrase:
    """Keep a new phrase; its shortcut is nobody else's."""
    _check_languages(body)
    async with acting(request, caller, "phrase.added", body.shortcut) as services:
        phrase = await services.phrases.add(_new(body), caller.staff.owner)
        names = await read_names(services, caller.language, ())
    return _shown(request, caller, names, phrase)


@router.put("/phrases/{phrase_id}")
async def change(phrase_id: PhraseId, body: OwnPhraseChange, caller: Writing, request: Request) -> OwnPhrase:
    """Replace a phrase as it was read; the slower of two gets 409 and is told who was faster."""
    _check_languages(body)
    try:
        async with acting(request, caller, "phrase.changed", phrase_id) as services:
            phrase = await services.phrases.change(phrase_id, body.version, _new(body), caller.staff.owner)
            names = await read_names(services, caller.language, ())
    except PhraseChanged as error:
        await _refuse(request, caller, error)
    return _shown(request, caller, names, phrase)


@router.delete("/phrases/{phrase_id}", status_code=204)
async def remove(phrase_id: PhraseId, version: Version, caller: Writing, request: Request) -> None:
    """Drop a phrase; what was said with it stays as it is."""
    try:
        async with acting(request, caller, "phrase.removed", phrase_id) as services:
            await services.phrases.remove(phrase_id, version)
    except PhraseChanged as error:
        await _refuse(request, caller, error)


async def _refuse(request: Request, caller: Caller, error: PhraseChanged) -> None:
    if not error.by:
        raise UnknownPhrase from error
    async with request.app.state.desk.services(write=False) as services:
        names = await read_names(services, caller.language, ())
    raise Problem(409, "phrase_changed", name=view_of(request, caller, names).owner(error.by)) from error


def _check_languages(body: OwnPhraseIn) -> None:
    if not set(body.texts) <= set(languages()):
        raise Problem(422, "input", field="texts")


def _new(body: OwnPhraseIn) -> NewPhrase:
    return NewPhrase(body.shortcut, body.texts, body.team)


def _shown(request: Request, caller: Caller, names: Names, phrase: Phrase) -> OwnPhrase:
    return OwnPhrase(
        id=phrase.id,
        shortcut=phrase.shortcut,
        team=phrase.team,
        texts=dict(phrase.texts),
        missing=[code for code in languages() if not phrase.texts.get(code)],
        changed_by=view_of(request, caller, names).owner(phrase.changed_by),
        changed_at=phrase.changed_at,
        version=phrase.version,
    )
