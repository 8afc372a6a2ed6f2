"""What happened to a ticket, in the agent's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.core.money import Money
from bot.localisation import formats
from bot.replies.tickets import remedy_words
from bot.tickets.history import money_of
from bot.tickets.likeness import Outcome
from bot.tickets.values import Remedy, TicketEvent
from connectors.console.conversations.views import View

Values = Mapping[str, Any]


def by_words(view: View, by: str) -> str:
    """Name who did it: a colleague, the traveller, the assistant, or nobody in particular."""
    if by.startswith("agent:"):
        return view.colleague(by.removeprefix("agent:"))
    return view.word(f"console_author_{by}") if by in ("traveller", "assistant", "system") else by


def kind_words(view: View, kind: str, by: str) -> str:
    """Word the last event of a list's line."""
    return _word(view, f"console_case_{kind}", kind, name=by_words(view, by))


def event_words(view: View, event: TicketEvent, remedies: Mapping[int, Remedy]) -> str:
    """Word an event."""
    values: Values = event.values or {}
    held = {name: write(view, values) for name, write in _HELD.items()}
    remedy = remedies.get(int(values.get("remedy") or 0))
    if remedy is not None:
        held["remedy"] = words_of_remedy(view, remedy)
    return _word(view, f"console_case_{event.kind}", event.kind, name=by_words(view, event.by), **held)


def text_of(event: TicketEvent) -> str:
    """Give what was written with an event."""
    values: Values = event.values or {}
    told = values.get("told") or []
    parts = (values.get(name) for name in ("text", "note", "reason", "what", "reference"))
    return "\n".join(str(one) for one in (*told, *parts) if one)


def words_of_remedy(view: View, remedy: Remedy) -> str:
    """Say what is proposed."""
    return view.renderer.value(remedy_words(remedy), view.language)


def money_words(view: View, money: Money) -> str:
    """Write an amount."""
    return formats.money(f"{money.amount:f}", money.currency, view.language)


def lesson(view: View, outcome: Outcome) -> str:
    """Say how a kind of remedy was answered in similar cases."""
    if outcome.least is None or outcome.most is None:
        spread = ""
    elif outcome.least == outcome.most:
        spread = money_words(view, outcome.least)
    else:
        spread = f"{money_words(view, outcome.least)} – {money_words(view, outcome.most)}"
    counted = {"accepted": outcome.accepted, "offered": outcome.offered}
    remedy = view.word(f"console_remedy_{outcome.kind}")
    return view.word("console_case_lesson", remedy=remedy, amounts=spread, **counted)


def _word(view: View, key: str, plain: str, **values: object) -> str:
    return view.word(key, **values) if view.renderer.catalogue.has(key) else plain


def _amount(view: View, values: Values) -> str:
    money = money_of(values.get("amount"))
    return money_words(view, money) if money else ""


def _named(prefix: str, field: str) -> Callable[[View, Values], str]:
    def write(view: View, values: Values) -> str:
        code = str(values.get(field) or "")
        return _word(view, f"{prefix}{code}", code) if code else ""

    return write


def _sorting(view: View, values: Values) -> str:
    prefixes = {"category": "console_topic_", "severity": "console_severity_", "cause": "console_cause_"}
    return " · ".join(filter(None, (_named(prefix, name)(view, values) for name, prefix in prefixes.items())))


def _day(view: View, values: Values) -> str:
    return formats.short_day(str(values["on"]), view.language) if values.get("on") else ""


def _to(view: View, values: Values) -> str:
    return view.colleague(str(values["staff_id"])) if values.get("staff_id") else ""


_HELD: Mapping[str, Callable[[View, Values], str]] = {
    "amount": _amount,
    "team": _named("console_team_", "team"),
    "to": _to,
    "sorted": _sorting,
    "day": _day,
    "number": lambda view, values: str(values.get("order") or ""),
    "ticket": lambda view, values: str(values.get("ticket") or ""),
    "method": _named("console_pay_", "method"),
    "remedy": lambda view, values: "",
}
