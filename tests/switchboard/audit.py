"""What must be true of a conversation after every step, told from its records alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversations.queue import NOTICES
from bot.conversations.values import BOT, QUEUE, Conversation, Event, Message, Turn

# Who may bring about which change of owner besides the colleagues, who do it in the machine's own rules.
BY_THE_DESK = {("handed_off", BOT, QUEUE), ("left_queue", QUEUE, BOT)}
CHANGES = {"taken", "handed_off", "handed_back", "released", "resolved", "left_queue", "transferred"} | {
    "snoozed",
    "undone",
}


@dataclass(frozen=True)
class Snapshot:
    """The records of one conversation at one moment."""

    conversation: Conversation
    messages: Sequence[Message]
    events: Sequence[Event]

    def spoken_by(self, *authors: str) -> list[Message]:
        """What these said to the traveller."""
        return [message for message in self.messages if message.author in authors and message.audience == "all"]


def check(before: Snapshot, after: Snapshot, turns: Sequence[Turn]) -> None:
    """Check one step: at most one transaction of the desk, or one act of a colleague."""
    check_numbers(after)
    check_nothing_rewritten(before, after)
    check_owner(after)
    check_assistant(before, after, turns)
    check_agents(before, after)
    check_handled(before, after)
    check_edits(before, after)
    check_one_speaker(after)
    check_notices(before, after)


def check_numbers(now: Snapshot) -> None:
    """Numbers run from 1 without a gap, and client ids do not repeat."""
    assert [message.seq for message in now.messages] == list(range(1, now.conversation.last_seq + 1))
    client_ids = [message.client_id for message in now.messages if message.client_id]
    assert len(client_ids) == len(set(client_ids))


def check_nothing_rewritten(before: Snapshot, after: Snapshot) -> None:
    """What was said stays said, or is kept beside what it was changed to; what was handled stays handled."""
    for old, new in zip(before.messages, after.messages, strict=False):
        assert (old.seq, old.author, old.client_id) == (new.seq, new.author, new.client_id)
        assert new.edits[: len(old.edits)] == old.edits
        said = new.edits[len(old.edits)]["text"] if len(new.edits) > len(old.edits) else new.text
        assert said == old.text
        assert new.handled or not old.handled
    assert list(before.events) == list(after.events)[: len(before.events)]


def check_owner(now: Snapshot) -> None:
    """The events tell the owner, every change one after the other; nobody owns what the queue cannot show."""
    owner, version = BOT, 0
    for event in now.events:
        if event.kind in CHANGES:
            assert event.from_owner == owner and event.to_owner is not None, event
            owner, version = event.to_owner, version + 1
    assert (owner, version) == (now.conversation.owner, now.conversation.owner_version)
    if owner != BOT:
        assert now.conversation.status in ("open", "snoozed")
    if now.conversation.status == "snoozed":
        assert now.conversation.staff_id is not None, "asleep, and nobody's"
    else:
        assert now.conversation.snoozed_until is None, "awake, with an end of its sleep"
    assert (owner == QUEUE) == (now.conversation.waiting_since is not None)
    if owner != QUEUE:
        assert now.conversation.offered_to is None and now.conversation.offered_until is None, (
            "offered, but not waiting"
        )


def check_assistant(before: Snapshot, after: Snapshot, turns: Sequence[Turn]) -> None:
    """The assistant speaks only as the owner of the turn's beginning, and only in the turn given out last."""
    for message in _new(before, after):
        if message.author != "assistant":
            continue
        turn = next(turn for turn in reversed(turns) if turn.seq == message.turn_of)
        assert turn is turns[-1], "somebody else has the turn"
        assert (turn.owner, turn.owner_version) == _owned(before), "the owner changed meanwhile"
        assert turn.owner == BOT or (turn.owner == QUEUE and message.key == "utter_back_to_assistant")


def check_agents(before: Snapshot, after: Snapshot) -> None:
    """A colleague speaks only as the owner."""
    for message in _new(before, after):
        if message.author == "agent" and message.audience == "all":
            assert before.conversation.owner == f"agent:{message.staff_id}"


def check_handled(before: Snapshot, after: Snapshot) -> None:
    """No message falls between: it is answered, or a person has it before them, or has spoken since."""
    handled = {message.seq for message in before.messages if message.handled}
    for message in after.messages:
        if message.edit_of is not None:
            continue
        if message.handled and message.seq not in handled and message.author == "traveller":
            answered = any(said.turn_of == message.seq for said in after.messages)
            spoken = any(said.seq > message.seq for said in after.spoken_by("agent"))
            assert answered or spoken or after.conversation.owner != BOT, f"nobody answers {message.seq}"


def check_edits(before: Snapshot, after: Snapshot) -> None:
    """An edit is left unanswered only where the answer to its message is no longer the last thing said."""
    waiting = {message.seq for message in before.messages if not message.handled}
    for edit in after.messages:
        if edit.edit_of is None or not edit.handled or edit.seq not in waiting or after.conversation.owner != BOT:
            continue
        same = {edit.edit_of, *(one.seq for one in after.messages if one.edit_of == edit.edit_of)}
        shown = [one for one in before.messages if one.audience == "all"]
        last_answers_it = shown[-1].author == "assistant" and shown[-1].turn_of in same
        answered = any(said.turn_of == edit.seq for said in after.messages)
        spoken = any(said.seq > edit.seq for said in after.spoken_by("agent"))
        assert answered or spoken or not last_answers_it, f"nobody answers the edit {edit.seq}"


def check_one_speaker(now: Snapshot) -> None:
    """The assistant answers each message at most once, in order, and never after a colleague has."""
    answers = [(message.turn_of, message.seq) for message in now.messages if message.author == "assistant"]
    assert [turn_of for turn_of, _ in answers] == sorted({turn_of for turn_of, _ in answers if turn_of})
    for turn_of, seq in answers:
        between = [said.seq for said in now.spoken_by("agent") if (turn_of or 0) < said.seq < seq]
        assert not between, f"{turn_of} was answered twice: by a person, then in {seq}"


def check_notices(before: Snapshot, after: Snapshot) -> None:
    """That a message has arrived is said only while the traveller waits for a person, and once in a wait."""
    for message in _new(before, after):
        if message.key not in NOTICES:
            continue
        assert message.author == "system" and before.conversation.owner != BOT
        words = [one for one in before.messages if one.audience == "all" and _is_word(one)]
        assert not words or words[-1].key not in NOTICES, "told twice"
        assert not words or before.conversation.owner != f"agent:{words[-1].staff_id}", "the owner has spoken"


def check_end(now: Snapshot, accepted: Sequence[str]) -> None:
    """Nothing is left, lost, doubled or out of order."""
    received = [message for message in now.messages if message.author == "traveller" and message.edit_of is None]
    assert [message.client_id for message in received] == list(accepted)
    assert all(message.handled for message in now.messages)


def _is_word(message: Message) -> bool:
    return message.author in {"assistant", "agent"} or message.key in NOTICES


def _new(before: Snapshot, after: Snapshot) -> Sequence[Message]:
    return after.messages[len(before.messages) :]


def _owned(now: Snapshot) -> tuple[str, int]:
    return now.conversation.owner, now.conversation.owner_version
