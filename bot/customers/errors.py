"""Refusals of this area."""

from __future__ import annotations

from bot.core.errors import Conflict, Refusal


class UnknownCustomer(Refusal):
    """Nobody has that id."""

    def __init__(self, customer_id: str) -> None:
        super().__init__("utter_customer_unknown", customer=customer_id)


class NotAPhone(Refusal):
    """That cannot be a phone number."""

    def __init__(self) -> None:
        super().__init__("utter_phone_invalid")


class NotAnEmail(Refusal):
    """That cannot be an e-mail address."""

    def __init__(self) -> None:
        super().__init__("utter_email_invalid")


class NoName(Refusal):
    """A person is written down under a name."""

    def __init__(self) -> None:
        super().__init__("console_customer_no_name")


class Erased(Refusal):
    """Everything about that person was deleted at their wish."""

    def __init__(self, customer_id: str) -> None:
        super().__init__("console_customer_erased", customer=customer_id)


class Stale(Conflict):
    """The record has changed since it was read; `by` changed it last."""

    def __init__(self, by: str) -> None:
        super().__init__("customer", by=by)
        self.by = by


class LinkedElsewhere(Refusal):
    """The chat account is another person's."""

    def __init__(self) -> None:
        super().__init__("console_customer_linked")


class UnknownMerge(Refusal):
    """No merge has that id."""

    def __init__(self) -> None:
        super().__init__("console_customer_merge_unknown")


class SamePerson(Refusal):
    """A record is not merged with itself."""

    def __init__(self) -> None:
        super().__init__("console_customer_merge_same")


class MergedSince(Refusal):
    """Something was merged on top: that has to be undone first."""

    def __init__(self) -> None:
        super().__init__("console_customer_merge_later")


class MergeUndone(Conflict):
    """Somebody has undone it already."""

    def __init__(self, by: str) -> None:
        super().__init__("merge", by=by)
        self.by = by
