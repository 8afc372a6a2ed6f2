"""Cancellation rules, and what cancelling a booking today would cost."""

from __future__ import annotations

from bot.policies.values import CancellationQuote, PolicyVersion
from bot.replies.values import Value, count, free_text, line, lines, listing, moment, name, percent, word


def quote_values(quote: CancellationQuote) -> dict[str, object]:
    """The values of `utter_refund_quote`."""
    cutoff = quote.next_cutoff
    rises = (
        word("line_next_cutoff", at=moment(cutoff.at, quote.zone), fee=cutoff.fee)
        if cutoff and cutoff.fee != quote.fee
        else word("line_no_next_cutoff")
    )
    return {
        "reference": quote.reference,
        "total": quote.total,
        "fee": word("line_fee_capped", amount=quote.fee) if quote.fee_due > quote.fee else quote.fee,
        # A place that is only held costs nothing yet, whatever the tier.
        "percent": percent(quote.fee_percent if quote.fee.amount else 0),
        "clause": quote.clause,
        "version": quote.version,
        "paid": quote.paid,
        "refund": quote.refund,
        "next": rises,
    }


def change_rule(version: PolicyVersion) -> Value:
    """The rule for changes, as one line."""
    change = version.change
    fee = word("line_each", amount=change.fee)
    free, deadline = count("count_days", change.free_until_days), count("count_days", change.deadline_days)
    if change.deadline_days >= 365:
        return line("line_change_none")
    if change.free_until_days >= 365:
        return line("line_change_fee", fee=fee, deadline=deadline)
    return line("line_change_free", days=free, fee=fee, deadline=deadline)


def rules(version: PolicyVersion) -> dict[str, object]:
    """The values of `utter_refund_policy`, without the tour."""
    rows = [_tier(version, index) for index in range(len(version.tiers))]
    rows.append(line("line_tier_no_show", percent=percent(version.no_show_percent)))
    rows.append(change_rule(version))
    rows.append(line("line_refund_days", days=count("count_working_days", version.refund_days)))
    rows.append(line("line_force_majeure", text=free_text(version.force_majeure)))
    return {"policy": name(version.names), "version": version.number, "lines": lines(rows)}


def _tier(version: PolicyVersion, index: int) -> Value:
    tier = version.tiers[index]
    days, kept = count("count_days", tier.days_before), percent(tier.fee_percent)
    if tier.days_before == 0:
        return line("line_tier_last", percent=kept)
    return line("line_tier", days=days, percent=kept) if tier.fee_percent else line("line_tier_free", days=days)


def in_short(version: PolicyVersion) -> Value:
    """A line of `utter_refund_policy_general`."""
    tiers = [tier for tier in version.tiers if tier.days_before]
    short = [
        word("line_tier_inline", percent=percent(tier.fee_percent), days=count("count_days", tier.days_before))
        for tier in tiers
    ]
    return line("line_policy", policy=name(version.names), tiers=listing(short))
