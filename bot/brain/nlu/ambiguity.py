"""Decide whether a message is understood, is two wishes at once, or must be asked about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FALLBACK, INFORM, EMERGENCY, OUT_OF_SCOPE = (
    "nlu_fallback",
    "inform",
    "report_emergency",
    "out_of_scope",
)
SOCIAL = ("greet", "thank", "goodbye", "affirm", "deny")
# Not wishes: a clause that is one of these never makes a second wish.
_NO_WISH = (*SOCIAL, INFORM, OUT_OF_SCOPE)
# Entities that are an answer when nothing else stands beside them.
_VALUES = ("booking_reference", "date", "money", "party", "phone", "email", "tour", "destination", "elsewhere")

NO_TIES = re.compile(r"(?!)")

Ranking = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Limits:
    """When to doubt; chosen by cross-validation on the training data."""

    unsure: float = 0.25
    margin: float = 0.04
    clause: float = 0.80
    second: float = 0.98
    emergency: float = 0.25
    emergency_with_word: float = 0.10


@dataclass(frozen=True)
class Decision:
    """What the message asks, how certain that is, and why not when it is not."""

    intent: str
    confidence: float
    reason: str | None = None
    candidates: tuple[str, ...] = ()


def decide(
    text: str,
    ranking: Ranking,
    clauses: Sequence[Ranking],
    entities: Sequence[Mapping[str, Any]],
    limits: Limits,
    ties: "re.Pattern[str]" = NO_TIES,
) -> Decision:
    """Settle one message; danger first, then bare values, then doubt. A place's own name is no cry for help."""
    bare = _bare_value(text, entities, ties)
    if bare:
        return Decision(bare, 1.0)
    if _is_emergency(ranking, clauses, entities, limits):
        return Decision(EMERGENCY, max(dict(ranking).get(EMERGENCY, 0.0), limits.emergency))
    wishes = _wishes(clauses, limits.clause)
    if ranking[0][0] in SOCIAL and len(wishes) == 1:
        return Decision(*wishes[0])
    return _doubt(ranking, wishes, limits) or Decision(*ranking[0])


def _is_emergency(
    ranking: Ranking,
    clauses: Sequence[Ranking],
    entities: Sequence[Mapping[str, Any]],
    limits: Limits,
) -> bool:
    """Tell danger from worry: a word for the event lowers the bar, a question about safety raises it."""
    share = dict(ranking).get(EMERGENCY, 0.0)
    worded = any(entity["entity"] == "emergency" for entity in entities)
    if ranking[0][0] == EMERGENCY:
        return True
    if ranking[0][0] == "ask_safety" and ranking[0][1] >= 0.5:
        return False
    if share >= (limits.emergency_with_word if worded else limits.emergency):
        return True
    return worded and any(clause[0][0] == EMERGENCY and clause[0][1] >= limits.clause for clause in clauses)


def _bare_value(text: str, entities: Sequence[Mapping[str, Any]], ties: "re.Pattern[str]") -> str | None:
    """Give the intent of a message that is nothing but values, and words that tie them to what was said before."""
    values = [entity for entity in entities if entity["entity"] in _VALUES]
    tickets = [entity for entity in entities if entity["entity"] == "ticket_reference"]
    rest = list(text)
    for entity in (*values, *tickets):
        rest[entity["start"] : entity["end"]] = " " * (entity["end"] - entity["start"])
    if re.search(r"\w", ties.sub(" ", "".join(rest))):
        return None
    return "check_ticket" if tickets else INFORM if values else None


def _wishes(clauses: Sequence[Ranking], least: float) -> list[tuple[str, float]]:
    """Give the different wishes that clauses express with confidence."""
    best: dict[str, float] = {}
    for intent, confidence in (clause[0] for clause in clauses):
        if intent not in _NO_WISH and confidence >= least:
            best[intent] = max(confidence, best.get(intent, 0.0))
    return list(best.items())


def _doubt(ranking: Ranking, wishes: Sequence[tuple[str, float]], limits: Limits) -> Decision | None:
    """Give the fallback with its reason, or nothing when the first intent may stand."""
    asked = tuple(intent for intent, confidence in wishes if confidence >= limits.second)
    if len(asked) > 1 and ranking[0][0] in asked:
        return Decision(FALLBACK, ranking[0][1], "two_intents", asked[:3])
    candidates = tuple(intent for intent, _ in ranking[:4] if intent != OUT_OF_SCOPE)[:3]
    if ranking[0][1] < limits.unsure:
        return Decision(FALLBACK, ranking[0][1], "unsure", candidates)
    in_scope = ranking[0][0] != OUT_OF_SCOPE
    if in_scope and ranking[0][1] - ranking[1][1] < limits.margin:
        return Decision(FALLBACK, ranking[0][1], "low_margin", candidates[:2])
    return None
